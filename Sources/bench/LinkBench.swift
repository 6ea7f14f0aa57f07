import Foundation

/// Links invented persons by `fiches rapprocher` and by Splink, from the same two files, and scores both on the truth.
struct LinkBench {
  private let folder: URL
  private let people: People

  private let program: String
  private let python: String

  init(households: Int, in folder: URL, program: String, python: String) throws {
    (self.folder, self.program, self.python) = (folder, program, python)
    people = try People(households: households, in: folder)
  }

  /// A finished tool: what it took, and how right it was.
  private struct Outcome {
    let cpu: Double
    let precision: Double
    let recall: Double
    var f1: Double { precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0 }
  }

  func run() {
    print("\nrapprochement de \(people.count) personnes inventées, deux sources, processus entiers")
    let ours = outcome(
      [program, "rapprocher", "--champs", "champs.csv", "A.csv", "B.csv", "--sortie", "nous.csv"],
      "nous.csv"
    )
    say("nous", ours)
    guard Cost.of([python, "-c", "import splink, pandas, duckdb"], in: folder) != nil else {
      return print("Splink absent : comparaison omise (BENCH_PYTHON=python d'un environnement qui l'a)")
    }
    let theirs = outcome([python, "-c", Self.splink], "splink.csv")
    say("Splink, un pour un", theirs)
    if let ours, let theirs {
      print(String(format: "CPU rapportée à la sienne : %.3f (but : 0,14)", ours.cpu / theirs.cpu))
    }
  }

  private func say(_ name: String, _ outcome: Outcome?) {
    guard let outcome else { return print("\(name) : échec") }
    print(
      String(
        format: "%@ : %.2f s CPU ; précision %.4f, rappel %.4f, F1 %.4f",
        name,
        outcome.cpu,
        outcome.precision,
        outcome.recall,
        outcome.f1
      )
    )
  }

  private func outcome(_ command: [String], _ output: String) -> Outcome? {
    guard let cpu = Cost.of(command, in: folder)?.cpu,
      let text = try? String(contentsOf: folder.appending(path: output), encoding: .utf8)
    else { return nil }
    var members: [Substring: [(source: Int, person: Int)]] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",")
      guard cells.count == 3, let source = Int(cells[0]), people.truth.indices.contains(source),
        let person = people.truth[source][String(cells[1])]
      else { return nil }
      members[cells[2], default: []].append((source, person))
    }
    var (found, right) = (0, 0)
    for cluster in members.values {
      for one in cluster where one.source == 0 {
        for other in cluster where other.source == 1 {
          found += 1
          if one.person == other.person { right += 1 }
        }
      }
    }
    let real = Set(people.truth[0].values).intersection(people.truth[1].values).count
    return Outcome(
      cpu: cpu,
      precision: Double(right) / Double(max(found, 1)),
      recall: Double(right) / Double(max(real, 1))
    )
  }

  /// Its own advice for such data: term frequencies, six keys, expectation–maximisation twice, one-to-one links.
  private static let splink = """
    import pandas as pd, duckdb, splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    con = duckdb.connect()
    con.execute('SET threads=2')
    con.execute("SET memory_limit='8GB'")
    def tf(comparison): return comparison.configure(term_frequency_adjustments=True)
    settings = SettingsCreator(
      link_type='link_only', unique_id_column_name='rec_id', retain_intermediate_calculation_columns=False,
      comparisons=[tf(cl.JaroWinklerAtThresholds('nom', [.92, .8])), tf(cl.JaroWinklerAtThresholds('prenom', [.92, .8])),
        cl.DateOfBirthComparison('date_naissance', input_is_string=True), cl.LevenshteinAtThresholds('adresse', [2, 5]),
        cl.ExactMatch('code_postal')],
      blocking_rules_to_generate_predictions=[block_on('numero_contrat'), block_on('nom', 'prenom'),
        block_on('date_naissance', 'substr(prenom,1,1)'), block_on('date_naissance', 'substr(nom,1,1)'),
        block_on('nom', 'code_postal'), block_on('prenom', 'adresse')])
    tables = [pd.read_csv(name + '.csv', dtype=str).assign(source_dataset=name) for name in 'AB']
    api = DuckDBAPI(con)
    try: tables = [api.register(table, dataset_display_name=name) for table, name in zip(tables, 'AB')]
    except (AttributeError, TypeError): pass
    try: linker = Linker(tables, settings)
    except TypeError: linker = Linker(tables, settings, api)
    train = linker.training
    train.estimate_probability_two_random_records_match([block_on('nom', 'prenom', 'date_naissance')], recall=.6)
    train.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    train.estimate_parameters_using_expectation_maximisation(block_on('date_naissance'))
    train.estimate_parameters_using_expectation_maximisation(block_on('nom', 'prenom'))
    pairs = linker.inference.predict(threshold_match_probability=.5)
    clusters = linker.clustering.cluster_using_single_best_links(
      pairs, duplicate_free_datasets=['A', 'B'], threshold_match_probability=.9)
    table = clusters.as_pandas_dataframe()
    table['source'] = table['source_dataset'].map({'A': 0, 'B': 1})
    table[['source', 'rec_id', 'cluster_id']].to_csv('splink.csv', index=False)
    """
}

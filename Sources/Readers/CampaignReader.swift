package import Diagnostics
package import Model

/// What the command line changes in the campaign's own settings; `nil` keeps them.
package struct Overrides: Sendable {
  package var year: Int?
  package var profile: Profile?

  package init(year: Int? = nil, profile: Profile? = nil) {
    self.year = year
    self.profile = profile
  }
}

/// The campaign folder as declared: settings, projects, structures and their tables.
package struct Declarations: Sendable {
  package let campaign: Campaign
  /// In byte order of the structures' codes.
  package let sources: [SourceDeclaration]
  /// Human decisions on links, as written.
  package let decisions: [Decision]
  /// Every declaration read, in byte order of their paths, with its bytes.
  package let files: [(path: String, bytes: [UInt8])]
}

/// Reads everything that is declared in a campaign folder.
///
/// Mistakes are findings of severity `erreur`, each with file:line:column; throws `Stop.declarations` when there is one,
/// `Stop.file` when the folder or a file cannot be read.
package func readDeclarations(
  in folder: InputFolder,
  changing overrides: Overrides = Overrides(),
  reporting findings: inout Findings
) throws(Stop) -> Declarations {
  guard folder.has("campagne.csv") else {
    throw .file("\(folder.path)/campagne.csv : introuvable — donner un dossier de campagne (--entree)")
  }
  var reader = CampaignReader(folder: folder, findings: Findings())
  var campaign = try reader.readCampaign(changing: overrides)
  let titles = campaign.projects.map { (Folded.key($0.title), $0.code) }
  let sources = SourceDeclarationReader(
    folder: folder,
    projects: Set(campaign.projects.map(\.code)),
    // A title that two projects bear names neither.
    titles: Dictionary(grouping: titles, by: \.0).compactMapValues { $0.count == 1 ? $0[0].1 : nil }
  )
  var declared: [SourceDeclaration] = []
  let codes = folder.folders(in: "sources")
  let read = try concurrently(codes.count) { index throws(Stop) in
    var found = Findings()
    return (source: try sources.read(structure: codes[index], reporting: &found), findings: found)
  }
  for (source, found) in read {
    declared.append(source)
    reader.findings.append(found)
    campaign.structures[source.structure.code] = source.structure
  }
  campaign.indicators = try reader.readIndicators()
  let decisions = try reader.readDecisions()
  findings.append(reader.findings)
  let errors = causes(of: reader.findings.of(.erreur))
  guard errors.isEmpty else { throw .declarations(errors) }
  return Declarations(campaign: campaign, sources: declared, decisions: decisions, files: try folder.declarationFiles())
}

/// Without the mistakes that only follow from a header that could not be read, in its file or beside it.
fileprivate func causes(of errors: [Diagnostic]) -> [Diagnostic] {
  func folder(_ error: Diagnostic) -> Substring {
    error.location.file.lastIndex(of: "/").map { error.location.file[..<$0] } ?? error.location.file[...]
  }
  let unread = Set(errors.filter { $0.code == .unknownColumn }.map(folder))
  return errors.filter { $0.code == .unknownColumn || !unread.contains(folder($0)) }
}

/// Reads `campagne.csv`, the projects' cards and `arbitrages.csv`.
struct CampaignReader {
  let folder: InputFolder
  var findings: Findings

  mutating func readCampaign(changing overrides: Overrides) throws(Stop) -> Campaign {
    let card = try Card(folder, "campagne.csv", keys: Self.campaignKeys, reporting: &findings)
    let year = overrides.year ?? card.integer("annee", reporting: &findings) ?? 1970
    var cutoff = card.day("date_arrete", reporting: &findings)
    if let asked = overrides.year, let last = cutoff?.civil.year, asked > last {
      findings.report(
        .badValue,
        "année \(asked) : la campagne est arrêtée en \(last), rien n'est encore connu de \(asked)",
        at: Location(file: card.path)
      )
    }
    if overrides.year != nil || cutoff == nil { cutoff = Day(year: year, month: 12, day: 31) }
    let profile = overrides.profile ?? card.code("profil", Profile.self, reporting: &findings) ?? .funder
    var campaign = Campaign(
      name: card.first("nom") ?? "",
      year: year,
      cutoff: cutoff ?? Day(number: 0),
      profile: profile,
      maximumGap: card.integer("ecart_max_jours", reporting: &findings) ?? 31,
      tolerance: card.cents("tolerance", reporting: &findings) ?? 100,
      notice: card.first("avertissement")
    )
    readThresholds(of: card, into: &campaign)
    if card.first("annee") == nil {
      findings.report(.missingKey, "clé « annee » absente", at: Location(file: "campagne.csv"))
    }
    for code in folder.folders(in: "projets") {
      campaign.projects.append(try readProject(code, of: campaign))
    }
    if campaign.projects.isEmpty {
      findings.report(.missingKey, "aucun projet", at: Location(file: "projets"))
    }
    return campaign
  }

  /// Shares of the quality statement, in 0…1, the first not above the second.
  private mutating func readThresholds(of card: Card, into campaign: inout Campaign) {
    if let share = card.decimal("seuil_reserve", reporting: &findings) { campaign.reservedAbove = share }
    if let share = card.decimal("seuil_non_conforme", reporting: &findings) { campaign.notCompliantAbove = share }
    let (low, high) = (campaign.reservedAbove, campaign.notCompliantAbove)
    if low < Rational(0) || low > high || high > Rational(1) {
      let sentence =
        "« seuil_reserve » et « seuil_non_conforme » : deux parts entre 0 et 1, la première au plus égale à l'autre"
      findings.report(.badValue, sentence, at: Location(file: card.path))
    }
  }

  private static let campaignKeys = [
    "nom", "annee", "date_arrete", "profil", "avertissement", "ecart_max_jours", "tolerance", "seuil_reserve",
    "seuil_non_conforme", "remarque",
  ]
  private static let projectKeys = [
    "titre", "programme", "presentation", "categorie", "mots_cles", "porteurs", "associes", "periode", "territoire",
    "date_debut", "date_fin", "date_arrete", "annee", "motifs_positifs", "contact", "date_fiche", "profil",
    "indicateurs_cles", "remarque",
  ]

  private mutating func readProject(_ code: String, of campaign: Campaign) throws(Stop) -> Project {
    let base = "projets/\(code)"
    let card = try Card(folder, "\(base)/projet.csv", keys: Self.projectKeys, reporting: &findings)
    let start = card.day("date_debut", reporting: &findings)
    if start == nil { findings.report(.missingKey, "clé « date_debut » absente", at: Location(file: card.path)) }
    let storyPath = "\(base)/recit.md"
    let story = folder.has(storyPath) ? String(decoding: try folder.bytes(of: storyPath), as: UTF8.self) : ""
    var project = Project(
      code: code,
      title: card.first("titre") ?? code,
      start: start ?? Day(number: 0),
      end: card.day("date_fin", reporting: &findings),
      cutoff: card.day("date_arrete", reporting: &findings) ?? campaign.cutoff,
      year: card.integer("annee", reporting: &findings) ?? campaign.year,
      story: Located(story, at: Location(file: storyPath, line: 1, column: 1))
    )
    if let end = project.end, let start, end < start {
      findings.report(.badValue, "« date_fin » est avant « date_debut »", at: Location(file: card.path))
    }
    if project.year > project.cutoff.civil.year {
      findings.report(
        .yearAfterCutoff,
        "année \(project.year) demandée, mais « \(code) » est arrêté au \(project.cutoff.french) : rien n'en est connu",
        at: Location(file: card.path)
      )
    }
    project.card = card.joined()
    project.volets = card.code("categorie", Category.self, reporting: &findings)?.volets ?? Volet.allCases
    project.profile = card.code("profil", Profile.self, reporting: &findings)
    let motives = card.codes("motifs_positifs", ExitMotive.self, reporting: &findings)
    if !motives.isEmpty { project.positiveMotives = Set(motives) }
    try readMoney(of: &project, at: base)
    return project
  }

  private static let dated = ["date_debut", "date_fin", "remarque"]

  private mutating func readMoney(of project: inout Project, at base: String) throws(Stop) {
    var repeated = RepeatedExercises()
    for row in try rows("\(base)/budget.csv", ["exercice", "montant", "statut"] + Self.dated) {
      guard let amount = amount(of: row) else { continue }
      let status = row.code("statut", BudgetStatus.self, reporting: &findings) ?? .realised
      let exercise = row.exercise(reporting: &findings)
      repeated.note(row, exercise, apart: ["statut"])
      project.budgets.append(Budget(exercise: exercise, amount: amount, status: status))
    }
    repeated.report(to: &findings)
    repeated = RepeatedExercises()
    let fundingColumns = ["exercice", "financeur", "nature", "montant", "statut", "inclus_dans_budget"] + Self.dated
    for row in try rows("\(base)/financement.csv", fundingColumns) {
      guard let amount = amount(of: row) else { continue }
      let exercise = row.exercise(reporting: &findings)
      repeated.note(row, exercise, apart: ["financeur", "nature", "statut"])
      project.funding.append(
        Funding(
          exercise: exercise,
          funder: row["financeur"].value,
          nature: row.code("nature", FundingNature.self, reporting: &findings) ?? .subsidy,
          amount: amount,
          status: row.code("statut", BudgetStatus.self, reporting: &findings) ?? .realised,
          inBudget: row.code("inclus_dans_budget", Answer.self, reporting: &findings) != .no
        )
      )
    }
    repeated.report(to: &findings)
    repeated = RepeatedExercises()
    for row in try rows("\(base)/cibles.csv", ["exercice", "volet", "menages"] + Self.dated) {
      guard let scope = row.code("volet", Scope.self, reporting: &findings) else { continue }
      guard let households = row.integer("menages", reporting: &findings) else { continue }
      if households < 0 {
        findings.report(.badValue, "une cible ne peut pas être négative", at: row["menages"].location)
      }
      let exercise = row.exercise(reporting: &findings)
      repeated.note(row, exercise, apart: ["volet"])
      project.targets.append(Target(exercise: exercise, volet: scope.volet, households: households))
    }
    repeated.report(to: &findings)
    let announcedColumns = ["indicateur", "detail", "volet", "periode", "valeur", "source", "remarque"]
    for row in try rows("\(base)/annonces.csv", announcedColumns) {
      guard let value = row.decimal("valeur", reporting: &findings) else { continue }
      project.announced.append(
        Announced(
          indicator: row["indicateur"].value,
          detail: row["detail"].value,
          volet: row["volet"].value,
          period: row["periode"].value,
          value: value,
          source: row["source"].value,
          location: row["indicateur"].location
        )
      )
    }
  }

  /// The amount of a budget or a funding; one below zero is an error.
  private mutating func amount(of row: DeclarationFile.Line) -> Cents? {
    guard let amount = row.cents("montant", reporting: &findings) else { return nil }
    if amount < 0 { findings.report(.badValue, "un montant ne peut pas être négatif", at: row["montant"].location) }
    return amount
  }

  private mutating func rows(_ path: String, _ columns: [String]) throws(Stop) -> [DeclarationFile.Line] {
    guard folder.has(path) else { return [] }
    return DeclarationFile(try folder.bytes(of: path), path: path, columns: columns, reporting: &findings).lines
  }

  /// `arbitrages.csv`, in its order.
  mutating func readDecisions() throws(Stop) -> [Decision] {
    let columns = ["cle_1", "cle_2", "decision", "qui", "quand", "pourquoi", "empreinte_1", "empreinte_2"]
    var decisions: [Decision] = []
    for row in try rows("arbitrages.csv", columns) {
      guard let verdict = row.code("decision", Decision.Verdict.self, reporting: &findings) else { continue }
      decisions.append(
        Decision(
          one: row["cle_1"].value,
          other: row["cle_2"].value,
          verdict: verdict,
          digests: (row["empreinte_1"].value, row["empreinte_2"].value),
          place: row.place
        )
      )
    }
    return decisions
  }
}

/// What a project's card says of its components.
fileprivate enum Category: String, Code {
  case acces, maintien
  case both = "acces_et_maintien"

  var volets: [Volet] {
    switch self {
    case .acces: [.acces]
    case .maintien: [.maintien]
    case .both: Volet.allCases
    }
  }
}

extension InputFolder {
  /// The declarations of the campaign, in byte order of their paths: everything but the exports, the guides and the
  /// vocabulary, which only the inspection reads.
  func declarationFiles() throws(Stop) -> [(path: String, bytes: [UInt8])] {
    var paths = ["arbitrages.csv", "campagne.csv", "indicateurs.csv"].filter(has)
    for area in ["formats", "projets", "sources"] {
      for name in folders(in: area) where area != "formats" || name != "vocabulaire" {
        for file in names(in: "\(area)/\(name)") where area != "sources" || Self.declarationNames.contains(file) {
          paths.append("\(area)/\(name)/\(file)")
        }
      }
    }
    var files: [(path: String, bytes: [UInt8])] = []
    for path in paths { files.append((path, try bytes(of: path))) }
    return files
  }

  /// The names that a structure's folder keeps for its declaration.
  package static var declarationNames: Set<String> { Diagnostic.declarationNames }
}

extension Diagnostic.Code {
  static let yearAfterCutoff = Self(
    "annee-apres-l-arrete",
    .erreur,
    remedy: "reculer « date_arrete » au 31 décembre de cette année, ou demander une année plus ancienne"
  )
  static let missingKey = Self("cle-absente", .erreur, remedy: "compléter la déclaration (voir input/README.md)")
}

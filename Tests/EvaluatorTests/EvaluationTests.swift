import Model
import TestSupport
import Testing

@testable import Evaluator

fileprivate let codes = """
  menages_accompagnes personnes_accompagnees mesures_demarrees parcours_clotures file_active taux_realisation \
  mois_mesures taux_entree taux_adhesion adhesion_et_gestion_courante taux_renouvellement renouvellements_par_rang \
  duree_mediane duree_mediane_km intensite_rencontres part_rencontres_domicile lien_rompu cumul_problematiques \
  dette_minoree dette_minoree_hors_effacement dette_apuree montant_dette_entree montant_dette_sortie variation_dette \
  transition_dette impaye_constitue_entree impaye_constitue_sortie plans_apurement_respectes aides_mobilisees \
  acces_logement acces_logement_clotures maintien_cloture maintien_itt maintien_acces maintien_km_6 maintien_km_12 \
  menaces_expulsion issue_par_stade expulsions_evitees expulsions_ajournees expulsions_effectives sorties_par_motif \
  sorties_positives impaye_12_mois cout_par_menage cout_par_mois_mesure cout_par_maintien cofinancement \
  taux_rapprochement
  """

@Test func `the cards are those of the référentiel, in its order, each one defined`() {
  #expect(Referentiel(of: .sample()).cards.map(\.code) == codes.split(separator: " ").map(String.init))
  for card in Referentiel(of: .sample()).cards {
    #expect(!card.label.isEmpty && !card.counted.isEmpty && card.definition.hasSuffix("."), "\(card.code)")
  }
}

@Test func `an evaluation without anyone has a row for every indicator and counts nobody`() {
  let figures = figures([])
  for card in Referentiel(of: .sample()).cards where card.code != "cofinancement" {
    for scope in card.scopes {
      for period in card.periods {
        let rows = figures.filter { $0.indicator == card.code && $0.scope == scope && $0.period == period }
        #expect(rows.count == max(1, card.details.count), "\(card.code)")
        #expect(rows.allSatisfy { $0.missing == 0 || card.code == "taux_realisation" }, "\(card.code)")
      }
    }
  }
}

@Test(arguments: 1...6)
func `nothing dated after the date d'arrêté changes a figure`(seed: UInt64) {
  var random = RandomCampaign(seed: seed)
  let households = random.households(25)
  var later = households
  for index in later.indices {
    later[index].aids.append(
      Aid(kind: .ccas, decided: day("2019-01-01"), status: .paid, amount: 9, declaredBy: "", origin: random.origin())
    )
    later[index].measures.append(.sample(from: "2019-01-02", line: 90_000 + index))
    later[index].leases.append(.sample(from: "2019-02-01", line: 95_000 + index))
    for lease in later[index].leases.indices {
      let event = ProcedureEvent(date: day("2019-03-01"), act: .expelled, origin: random.origin())
      let entry = LedgerEntry(due: day("2019-01-15"), amount: 1_000_000, category: nil, origin: random.origin())
      later[index].leases[lease].acts.append(event)
      if !later[index].leases[lease].entries.isEmpty { later[index].leases[lease].entries.append(entry) }
      if later[index].leases[lease].end == nil {
        later[index].leases[lease].end = day("2019-03-01")
        later[index].leases[lease].endMotive = .expulsion
      }
    }
    for measure in later[index].measures.indices where later[index].measures[measure].end == nil {
      later[index].measures[measure].end = day("2019-05-01")
    }
  }
  let campaign = Campaign.sample([.sample()])
  #expect(rows(evaluate(households, in: campaign)) == rows(evaluate(later, in: campaign)))
}

@Test(arguments: 1...6)
func `the order in which households and their facts come changes nothing`(seed: UInt64) {
  var random = RandomCampaign(seed: seed)
  let households = random.households(25)
  var shuffled = households
  shuffled.shuffle(using: &random.random)
  for index in shuffled.indices { shuffled[index].measures.shuffle(using: &random.random) }
  let campaign = RandomCampaign.campaign
  #expect(rows(evaluate(households, in: campaign)) == rows(evaluate(shuffled, in: campaign)))
}

@Test func `figures come in the byte order of their keys, each key once`() {
  var random = RandomCampaign(seed: 1)
  let keys = evaluate(random.households(10), in: RandomCampaign.campaign).consolidated.figures.map { figure in
    [figure.period.rawValue, figure.scope.rawValue, figure.indicator, figure.detail].map { Array($0.utf8) }
  }
  for (one, next) in zip(keys, keys.dropFirst()) {
    let difference = zip(one, next).first { $0 != $1 }
    #expect(difference.map { $0.lexicographicallyPrecedes($1) } == true)
  }
}

@Test(arguments: 1...6)
func `the consolidated figures of one project are its own`(seed: UInt64) {
  var random = RandomCampaign(seed: seed)
  let households = random.households(25)
  let (projects, consolidated) = evaluate(households, in: .sample())
  #expect(rows(projects) == rows([consolidated]))
}

@Test(arguments: 1...6)
func `members are those that a figure counts`(seed: UInt64) {
  var random = RandomCampaign(seed: seed)
  let (projects, consolidated) = evaluate(random.households(30), in: RandomCampaign.campaign)
  for figure in (projects + [consolidated]).flatMap(\.figures)
  where figure.interval != nil && figure.unit != .shareOfVisits {
    let members = figure.members
    let missing = members.count { $0.standing == .missing }
    let failures = figure.indicator == "maintien_itt" ? missing : 0
    #expect(figure.numerator == Quantity(members.count { $0.standing == .counted }), "\(figure.indicator)")
    #expect(
      figure.denominator
        == Quantity(members.count { $0.standing == .counted || $0.standing == .notCounted } + failures),
      "\(figure.indicator)"
    )
    #expect(figure.missing == missing, "\(figure.indicator)")
    #expect(members.allSatisfy { !$0.origins.isEmpty && $0.origins == $0.origins.sorted() })
  }
}

@Test(arguments: 1...2)
func `the account of a figure goes from the rows received to the units counted without losing one`(seed: UInt64) {
  var random = RandomCampaign(seed: seed)
  let households = random.households(12)
  let campaign = RandomCampaign.campaign
  let (projects, consolidated) = evaluate(households, in: campaign)
  for figure in (projects + [consolidated]).flatMap(\.figures) {
    let lines = attrition(of: figure, among: households, in: campaign)
    var running = 0
    for line in lines {
      switch line.kind {
      case .received: running += line.count
      case .removed:
        running -= line.count
        #expect(line.count > 0, "\(figure.indicator): \(line.label)")
      case .remaining: #expect(running == line.count, "\(figure.indicator): \(line.label)")
      }
    }
    if !lines.isEmpty {
      #expect(running == figure.members.count { $0.standing == .counted }, "\(figure.indicator) \(figure.detail)")
    }
  }
}

@Test(arguments: 1...10)
func `the checks between figures hold whatever the data`(seed: UInt64) {
  var random = RandomCampaign(seed: seed)
  let (projects, consolidated) = evaluate(random.households(40), in: RandomCampaign.campaign)
  let codes: Set<String> = ["proportions", "resultats", "unites", "ventilations", "parcours"]
  for check in (projects + [consolidated]).flatMap(\.checks) where codes.contains(check.code) {
    #expect(check.outcome == .passed, "\(check.sentence)")
  }
}

@Test func `a household of two projects counts once in the consolidated figures, its parcours twice`() {
  var other = Project.sample()
  other.code = "autre"
  let measures = [
    Measure.sample(from: "2016-01-01", to: "2016-06-01"),
    Measure.sample(from: "2017-01-01", to: "2017-06-01", line: 2) { $0.project = "autre" },
  ]
  let (_, consolidated) = evaluate([.sample(1, measures)], in: .sample([.sample(), other]))
  #expect(consolidated.figures.row("menages_accompagnes")?.value == Quantity(1))
  #expect(consolidated.figures.row("personnes_accompagnees")?.value == Quantity(1))
  #expect(consolidated.figures.row("parcours_clotures")?.value == Quantity(2))
}

/// Every row as text, by project.
fileprivate func rows(_ evaluations: [Evaluation]) -> [String] {
  evaluations.flatMap(\.figures).map { figure in
    "\(figure.period) \(figure.scope) \(figure.indicator) \(figure.detail) \(figure.account) \(figure.ongoing) "
      + "\(String(describing: figure.value)) \(figure.status)"
  }
}

fileprivate func rows(_ evaluated: (projects: [Evaluation], consolidated: Evaluation)) -> [String] {
  rows(evaluated.projects + [evaluated.consolidated])
}

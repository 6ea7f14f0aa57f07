import Diagnostics
import Model
import TestSupport
import Testing

@testable import Normaliser

fileprivate func decision(_ verdict: Decision.Verdict, _ one: String, _ other: String) -> Decision {
  Decision(
    one: one,
    other: other,
    verdict: verdict,
    digests: ("", ""),
    place: Location(file: "arbitrages.csv", line: 2, column: 1)
  )
}

@Test func `a reviewer's « lier » joins what no evidence joins`() {
  let scene = Scene(["asso: dossier=D1, identite=MARTIN Sonia", "bailleur: bail_id=L1, identite=M. DUPONT Jean"])
  #expect(scene.zones() == [.apart])
  #expect(scene.zones(deciding: [decision(.link, "asso/D1", "bailleur/L1")]) == [.linked])
}

@Test func `a reviewer's « separer » wins over a whole identity and over a cited lease`() {
  let scene = Scene([
    "asso: dossier=D1, identite=DUPONT Jean, ne=12/03/1980, bail=L1",
    "bailleur: bail_id=L1, identite=M. DUPONT Jean, ne=12/03/1980",
  ])
  #expect(scene.zones() == [.linked])
  #expect(scene.zones(deciding: [decision(.separate, "asso/D1", "bailleur/L1")]) == [.apart])
}

@Test func `a separated pair does not meet through a third record`() {
  let scene = Scene([
    "asso: dossier=D1, identite=DUPONT Jean, ne=12/03/1980",
    "bailleur: bail_id=L1, identite=M. DUPONT Jean, ne=12/03/1980",
    "asso2: dossier=E1, projet=escale, identite=DUPONT Jean, ne=12/03/1980",
  ])
  let outcome = scene.reconciled(deciding: [decision(.separate, "asso/D1", "bailleur/L1")])
  #expect(outcome.household(of: scene.origins[0]) != outcome.household(of: scene.origins[1]))
}

@Test func `a tie that a reviewer cut is no longer to review`() {
  let scene = Scene([
    "asso: dossier=D1, identite=DUPONT Jean, adresse=12 rue des Lilas",
    "bailleur: bail_id=L1, identite=M. DUPONT Jean, ne=12/03/1950, adresse=12 rue des Lilas",
    "bailleur: bail_id=L2, identite=M. DUPONT Jean, ne=05/06/1980, adresse=12 rue des Lilas",
  ])
  let decisions = [decision(.link, "asso/D1", "bailleur/L2"), decision(.separate, "asso/D1", "bailleur/L1")]
  #expect(scene.zones(deciding: decisions) == [.apart, .linked])
}

@Test func `a decision on a record that is gone is said, and nothing else happens`() {
  let scene = Scene(["asso: dossier=D1, identite=MARTIN Sonia", "bailleur: bail_id=L1, identite=M. DUPONT Jean"])
  let outcome = scene.reconciled(deciding: [decision(.link, "asso/D1", "bailleur/L7")])
  #expect(outcome.findings.of(.attention).map(\.code.id) == ["arbitrage-perdu"])
  #expect(outcome.findings.of(.attention).map(\.location.description) == ["arbitrages.csv:2:1"])
  #expect(outcome.zone(scene.origins[0], scene.origins[1]) == .apart)
}

@Test func `a key by file and line holds only with the digest of its row`() {
  let scene = Scene(["asso: identite=MARTIN Sonia", "bailleur: bail_id=L1, identite=M. DUPONT Jean"])
  let wrong = Decision(
    one: "asso/export.csv:2",
    other: "bailleur/L1",
    verdict: .link,
    digests: ("0000", ""),
    place: Location(file: "arbitrages.csv", line: 2)
  )
  let outcome = scene.reconciled(deciding: [wrong])
  #expect(outcome.findings.of(.attention).map(\.code.id) == ["arbitrage-perdu"])
}

@Test func `contrary decisions are said, and « separer » wins`() {
  let scene = Scene([
    "asso: dossier=D1, identite=MARTIN Sonia", "bailleur: bail_id=L1, identite=M. DUPONT Jean",
    "asso2: dossier=E1, projet=escale, identite=MARTIN Sonia",
  ])
  let outcome = scene.reconciled(deciding: [
    decision(.link, "asso/D1", "bailleur/L1"), decision(.link, "asso2/E1", "bailleur/L1"),
    decision(.separate, "asso/D1", "asso2/E1"),
  ])
  #expect(outcome.findings.all.map(\.code.id) == ["arbitrages-contraires"])
  #expect(outcome.household(of: scene.origins[0]) != outcome.household(of: scene.origins[2]))
}

@Test(arguments: 0..<60 as Range<UInt64>)
func `decisions are never overridden, whatever the evidence`(seed: UInt64) {
  var generator = SplitMix64(seed: seed)
  let scene = Scene(Crowd.sentences(20, using: &generator))
  let first = scene.reconciled().reconciled
  let sides = first.reconciliation.links.flatMap { [$0.one, $0.other] }
  guard sides.count > 1 else { return }
  let decisions = (0..<6).compactMap { _ -> Decision? in
    guard let one = sides.randomElement(using: &generator), let other = sides.randomElement(using: &generator),
      one.key != other.key
    else { return nil }
    return decision(Bool.random(using: &generator) ? .link : .separate, one.key, other.key)
  }
  let outcome = scene.reconciled(deciding: decisions)
  let households = Dictionary(
    outcome.reconciled.reconciliation.links.flatMap { [$0.one, $0.other] }.map { ($0.key, $0.household) }
  ) { first, _ in first }
  let contrary = outcome.findings.all.contains { $0.code.id == "arbitrages-contraires" }
  for decision in decisions where decision.verdict == .separate {
    #expect(households[decision.one] != households[decision.other], "\(decision.one) / \(decision.other)")
  }
  for decision in decisions where decision.verdict == .link && !contrary {
    #expect(households[decision.one] == households[decision.other], "\(decision.one) / \(decision.other)")
  }
}

@Test func `a line of the review holds what a person needs to decide`() throws {
  let scene = Scene([
    "asso: dossier=D1, identite=DUPONT Jean, adresse=12 rue des Lilas, chez=bailleur",
    "bailleur: bail_id=L1, identite=M. DUPONT Jean, ne=12/03/1950, adresse=12 rue des Lilas, effet=01/02/2010",
    "bailleur: bail_id=L2, identite=M. DUPONT Jean, ne=05/06/1980, adresse=12 rue des Lilas",
  ])
  let links = scene.reconciled().reconciled.reconciliation.links.filter { $0.zone == .review }
  let link = try #require(links.first)
  #expect(
    link.other.text
      == "M. DUPONT Jean, né(e) le 12/03/1950, 12 rue des Lilas ; bail L1 de bailleur, depuis le 01/02/2010"
  )
  #expect(
    link.evidence == "Même adresse, sans numéro de logement d'un côté au moins, même nom, même prénom, "
      + "l'association nomme ce bailleur. Plusieurs candidats : à départager."
  )
  #expect(
    link.agreements == [
      "même nom", "même prénom", "même adresse, sans numéro de logement d'un côté au moins",
      "l'association nomme ce bailleur",
    ]
  )
  #expect(link.disagreements.isEmpty && link.unknowns == ["date de naissance", "téléphone"])
  #expect(link.rival?.side.key == "bailleur/L2" && link.rival?.margin == 0)
}

@Test func `linking a pair under review is what the decision makes`() throws {
  let scene = Scene([
    "asso: dossier=D1, identite=DUPONT Jean, adresse=12 rue des Lilas, acces.date_entree=01/02/2016",
    "bailleur: bail_id=L1, identite=M. DUPONT Jean, ne=12/03/1950, adresse=12 rue des Lilas",
    "bailleur: bail_id=L2, identite=M. DUPONT Jean, ne=05/06/1980, adresse=12 rue des Lilas",
  ])
  let first = scene.reconciled().reconciled
  let link = try #require(first.reconciliation.links.first { $0.zone == .review && $0.other.key == "bailleur/L2" })
  let known = first.households + first.tenants
  let one = try #require(known.first { $0.id == link.one.household })
  let other = try #require(known.first { $0.id == link.other.household })
  let decided = scene.reconciled(deciding: [decision(.link, link.one.key, link.other.key)]).reconciled
  let made = try #require(decided.households.first)
  #expect(decided.households.count == 1)
  #expect(one.joined(with: other).leases.map(\.number) == made.leases.map(\.number))
  #expect(one.joined(with: other).measures.map(\.number) == made.measures.map(\.number))
}

import Diagnostics
import Model
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
  #expect(outcome.findings.all.map(\.code.id) == ["arbitrage-perdu"])
  #expect(outcome.findings.all.map(\.location.description) == ["arbitrages.csv:2:1"])
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
  #expect(outcome.findings.all.map(\.code.id) == ["arbitrage-perdu"])
}

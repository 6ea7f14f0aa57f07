import Diagnostics
import Model
import Testing

@testable import Normaliser

/// What is said of `count` households who owe these amounts, told by the landlord and by the association.
fileprivate func said(_ count: Int, landlord: String, association: String) -> [String] {
  let sentences = (1...count).flatMap { number in
    [
      "asso: dossier=D\(number), bail=L\(number), releve[dite].solde=\(association)",
      "bailleur: bail_id=L\(number), releve[a].solde=\(landlord), releve[a].date_solde=01/02/2016",
    ]
  }
  var findings = Findings()
  let scene = Scene(sentences)
  var reconciled = scene.reconciled().reconciled
  checkSources(of: &reconciled, in: scene.campaign, files: Scene.files, reporting: &findings)
  return findings.all.map { "\($0.code.id) \($0.location.file)" }
}

@Test func `C3 a landlord whose accounts are nearly all in credit may have the tenant's sign`() {
  #expect(said(10, landlord: "-800", association: "") == ["signe-a-verifier sources/bailleur/export.csv"])
  #expect(said(9, landlord: "-800", association: "") == [])
  #expect(said(10, landlord: "800", association: "") == [])
}

@Test(arguments: [("2340", "234000"), ("2340", "2.3"), ("234000", "2340")])
func `C4 debts a hundred or a thousand times another source's may be in another unit`(
  landlord: String,
  association: String
) {
  #expect(
    said(5, landlord: landlord, association: association) == ["unite-a-verifier sources/asso/export.csv"]
  )
  #expect(said(4, landlord: landlord, association: association) == [])
}

@Test func `C4 two sources that nearly agree are in one unit`() {
  #expect(said(6, landlord: "2340", association: "2100") == [])
}

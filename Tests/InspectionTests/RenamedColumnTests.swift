import Diagnostics
import Model
import Normaliser
import Testing

@testable import Readers

/// A column that was there last year and is not any more.
struct RenamedColumnTests {
  static let columns = """
    table,colonne,champ,valeur
    mesures,Dossier,mesure.mesure_id,
    mesures,,mesure.projet,essai
    mesures,,mesure.volet,maintien
    mesures,Début,mesure.date_debut,
    mesures,Fin prévue,mesure.date_fin_prevue,
    mesures,Fin,mesure.date_fin,
    mesures,Motif,sortie.motif,

    """

  static func findings(for export: String) throws -> [Diagnostic] {
    let campaign = try SmallCampaign()
    try campaign.write(
      "sources/asso/source.csv",
      "cle,valeur\nnom,Asso\ntype,association\nprojet,essai\nformat,associations\n"
    )
    try campaign.write("sources/asso/fichiers.csv", "fichier,table\nsuivi*.csv,mesures\n")
    try campaign.write("sources/asso/colonnes.csv", columns)
    try campaign.write("sources/asso/suivi.csv", export)
    var findings = Findings()
    let declared = try readDeclarations(in: campaign.folder, reporting: &findings)
    _ = try openExports(
      in: campaign.folder,
      of: declared.sources,
      values: slowValues(in: declared.campaign),
      reporting: &findings
    )
    return findings.all.filter { $0.code.id.hasPrefix("colonne") }
  }

  @Test func `a heading that shares its words is proposed, with the line to write`() throws {
    let found = try Self.findings(
      for:
        "Dossier;Début;Fin prévisionnelle prévue;Fin;Motif\nA1;01/02/2017;01/08/2017;01/07/2017;Relogement\nA2;01/03/2017;01/09/2017;;\n"
    )
    #expect(found.map(\.subject?.suggestion) == ["Fin prévisionnelle prévue"])
    #expect(
      found.first?.message.contains("mesures,Fin prévue|Fin prévisionnelle prévue,mesure.date_fin_prevue") == true
    )
  }

  @Test func `a heading at the same place, with cells of the same kind, is proposed`() throws {
    let found = try Self.findings(
      for:
        "Dossier;Début;Fin prévue;Clos;Motif\nA1;01/02/2017;01/08/2017;01/07/2017;Relogement\nA2;01/03/2017;01/09/2017;;\n"
    )
    #expect(found.map(\.subject?.suggestion) == ["Clos"])
  }

  @Test func `a heading at the same place, with cells of another kind, is not`() throws {
    let found = try Self.findings(
      for:
        "Dossier;Début;Fin prévue;Remarques;Motif\nA1;01/02/2017;01/08/2017;à revoir;Relogement\nA2;01/03/2017;01/09/2017;vu;\n"
    )
    #expect(found.map(\.subject?.suggestion) == [""])
  }

  @Test func `a column that disappeared is said with nothing proposed`() throws {
    let found = try Self.findings(for: "Dossier;Début;Fin;Motif\nA1;01/02/2017;01/07/2017;Relogement\n")
    #expect(found.map(\.subject?.column) == ["Fin prévue"])
    #expect(found.map(\.subject?.suggestion) == [""])
  }
}

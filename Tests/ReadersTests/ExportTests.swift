import Diagnostics
import Model
import Testing

fileprivate let declared = [
  "sources/bailleur/fichiers.csv": "fichier,table,condition\nbaux*.csv,baux,Bail <> PARKING\n",
  "sources/bailleur/colonnes.csv": "table,colonne,champ\nbaux,Bail,bail.bail_id\nbaux,Nom,personne.identite\n",
]

fileprivate func campaign(_ exports: [String: String]) throws -> ReadCampaign {
  try ReadCampaign(
    declared.merging(exports.map { ("sources/bailleur/" + $0.key, $0.value) }) { _, new in new }
  )
}

@Test func `C26 a file sent twice is read once, its copy counted row by row`() throws {
  let text = "Bail;Nom\nL1;DUPONT Jean\nL2;ADAM Léo\n"
  let campaign = try campaign(["baux (2).csv": text, "baux.csv": text])
  #expect(campaign.said == ["fichier-envoye-deux-fois sources/bailleur/baux (2).csv × 2"])
  #expect(campaign.tables.map(\.path) == ["sources/bailleur/baux.csv"])
  #expect(campaign.leftOut.map(\.rule) == ["doublon_de_fichier", "doublon_de_fichier"])
  #expect(campaign.accounts.map(\.read) == [2, 2])
}

@Test func `an empty file is said, and gives nothing`() throws {
  let campaign = try campaign(["baux.csv": ""])
  #expect(campaign.said == ["fichier-vide sources/bailleur/baux.csv × 1"])
  #expect(campaign.tables.isEmpty)
  #expect(campaign.accounts.map(\.read) == [0])
}

@Test func `a heading without rows gives an empty table, without a word`() throws {
  let campaign = try campaign(["baux.csv": "Bail;Nom\n"])
  #expect(campaign.said.isEmpty)
  #expect(campaign.tables.map(\.rows.count) == [0])
}

@Test func `a file that no pattern takes is said, and left alone`() throws {
  let campaign = try campaign(["lettre.csv": "Madame,Monsieur\n", "LISEZMOI.md": "# Envoi\n"])
  #expect(campaign.said == ["fichier-non-declare sources/bailleur/lettre.csv × 1"])
  #expect(campaign.tables.isEmpty)
}

@Test func `rows that do not meet the declared condition are left out and listed`() throws {
  let campaign = try campaign(["baux.csv": "Bail;Nom\nL1;DUPONT Jean\nL2;ADAM Léo\nPARKING;2 comptes\n"])
  #expect(campaign.cells("bail.bail_id") == [["L1"], ["L2"]])
  #expect(campaign.leftOut.map(\.row.line) == [4])
  #expect(campaign.leftOut.map(\.rule) == ["ecartee_par_condition"])
  #expect(campaign.accounts.map(\.read) == [3])
}

@Test func `social security numbers are dropped on reading, said without being written`() throws {
  let campaign = try campaign([
    "baux.csv": "Bail;Nom\nL1;DUPONT Jean 1 80 03 59 350 123 61\nL2;ADAM Léo\nL3;NIR 180035935012345\n"
  ])
  #expect(campaign.cells("personne.identite") == [["DUPONT Jean "], ["ADAM Léo"], ["NIR 180035935012345"]])
  #expect(campaign.said == ["numero-de-securite-sociale sources/bailleur/baux.csv:2 × 1"])
  #expect(!campaign.findings.all.contains { $0.description.contains("59 350") })
}

@Test func `formulas, tags and destroyed numbers are said by column`() throws {
  let campaign = try campaign([
    "baux.csv": "Bail;Nom\n\"5,90115E+17\";=CMD()\nL2;<script>x</script>\nL3;@SUM(A1)\n"
  ])
  #expect(
    campaign.said == [
      "identifiant-detruit sources/bailleur/baux.csv:2 × 1", "formule-dans-une-cellule sources/bailleur/baux.csv:2 × 2",
      "balise-dans-une-cellule sources/bailleur/baux.csv:3 × 1",
    ]
  )
}

@Test func `a folder among the exports is named and left`() throws {
  let campaign = try campaign(["baux.csv/dossier": "un dossier n'est pas un fichier"])
  #expect(campaign.said == ["dossier-ignore sources/bailleur/baux.csv × 1"])
}

import Diagnostics
import Model
import Testing

fileprivate func campaign(columns: String, export: String) throws -> ReadCampaign {
  try ReadCampaign([
    "sources/bailleur/fichiers.csv": "fichier,table\nbaux.csv,baux\n",
    "sources/bailleur/colonnes.csv": "table,colonne,champ,valeur,format,si\n" + columns,
    "sources/bailleur/baux.csv": export,
  ])
}

@Test func `a wide table gives one balance a column, dated by what the star took`() throws {
  let campaign = try campaign(
    columns:
      "baux,Bail,bail.bail_id,,,\nbaux,Solde *,releve[*].solde,,,\nbaux,Solde *,releve[*].date_solde,*,fin_de_mois,\n",
    export: "Bail;Solde janv-17;Nom;SOLDE  févr-17\nL1;10,00;A;20,00\nL2;;B;30,00\n"
  )
  let labels = ["Solde janv-17", "SOLDE  févr-17"]
  #expect(
    campaign.cells("releve.solde") == [
      ["\(labels[0]): 10,00", "\(labels[1]): 20,00"], ["\(labels[0]): ", "\(labels[1]): 30,00"],
    ]
  )
  let dates = campaign.tables[0].bindings.filter { $0.field.name == "date_solde" }
  #expect(dates.map(\.constant) == ["janv-17", "févr-17"])
  #expect(dates.map(\.label) == labels)
  #expect(campaign.said.isEmpty)
}

@Test func `two stars of a pattern fill two stars of its value`() throws {
  let campaign = try campaign(
    columns:
      "baux,Bail,bail.bail_id,,,\nbaux,T* 20*,releve[*].solde,,,\nbaux,T* 20*,releve[*].date_solde,T* 20*,fin_de_mois,\n",
    export: "Bail;T1 2015;T4 2018;Total 15\nL1;1;2;3\nL2;1;2;3\n"
  )
  let dates = campaign.tables[0].bindings.filter { $0.field.name == "date_solde" }
  #expect(dates.map(\.constant) == ["T1 2015", "T4 2018"])
}

@Test func `two columns of one name are told by their rank`() throws {
  let campaign = try campaign(
    columns: "baux,Bail,bail.bail_id,,,\nbaux,Date,bail.date_effet,,,\nbaux,Date#2,bail.date_fin,,,\n",
    export: "Bail;Date;Date\nL1;01/02/2015;01/03/2016\nL2;01/02/2015;\n"
  )
  #expect(campaign.cells("bail.date_effet").map { $0[0] } == ["01/02/2015", "01/02/2015"])
  #expect(campaign.cells("bail.date_fin").map { $0[0] } == ["01/03/2016", ""])
}

@Test func `a column bears any of its names, whatever their case, accents and blanks`() throws {
  let columns = "baux,N° contrat|Réf. bail,bail.bail_id,,,\nbaux,Date d'effet,bail.date_effet,,,\n"
  for header in ["REF  BAIL;date d’effet", "Réf. bail;Date d effet", "n° contrat;DATE D'EFFET"] {
    let campaign = try campaign(columns: columns, export: "\(header)\nL1;01/02/2015\nL2;01/02/2015\n")
    #expect(campaign.said.isEmpty, "\(header)")
    #expect(campaign.cells("bail.bail_id") == [["L1"], ["L2"]])
  }
}

@Test func `an optional column that is absent is said with the nearest header, a required one blocks`() throws {
  let optional = try campaign(
    columns: "baux,Bail,bail.bail_id,,,\nbaux,Entrée le,bail.date_effet,,,\n",
    export: "Bail;Arrivée\nL1;01/02/2015\nL2;01/02/2015\n"
  )
  #expect(optional.said == ["colonne-absente sources/bailleur/baux.csv:1 × 1"])
  #expect(optional.findings.all[0].message.contains("« Arrivée »"))
  #expect(optional.findings.all[0].message.contains("sources/bailleur/colonnes.csv:3"))
  let required = try campaign(
    columns: "baux,N° bail,bail.bail_id,,,\nbaux,Entrée,bail.date_effet,,,\n",
    export: "Contrat;Entrée\nL1;01/02/2015\nL2;01/02/2015\n"
  )
  #expect(required.said == ["colonne-obligatoire-absente sources/bailleur/baux.csv:1 × 1"])
  #expect(required.findings.of(.bloquant).count == 1)
}

@Test(arguments: [
  ("Entrée le", "Entré le", true), ("Fin prévue", "Fin prevues", true), ("N° contrat", "N contrta", true),
  ("Visite 1", "Visite 2", false), ("Solde 2016", "Solde 2017", false), ("Nom", "Non", true), ("An", "Nb", false),
  ("Loyer", "Foyer", true), ("Début", "Budget", false),
])
func `a declared name is misspelt when a heading left over is one or two letters away`(
  declared: String,
  heading: String,
  isMisspelt: Bool
) throws {
  let campaign = try campaign(
    columns: "baux,Bail,bail.bail_id,,,\nbaux,\(declared),personne.nom,,,\n",
    export: "Bail;\(heading)\nL1;A\nL2;B\n"
  )
  #expect(campaign.said == ["colonne-\(isMisspelt ? "mal-ecrite" : "absente") sources/bailleur/baux.csv:1 × 1"])
}

@Test func `a condition on a line that names no column of the file is said where it is declared`() throws {
  let campaign = try campaign(
    columns: "baux,Bail,bail.bail_id,,,\nbaux,Entrée,bail.date_effet,,,Natur = logement\n",
    export: "Bail;Entrée;Nature\nL1;01/02/2015;logement\nL2;01/02/2015;garage\n"
  )
  #expect(campaign.said == ["condition-inapplicable sources/bailleur/colonnes.csv:3:31 × 1"])
  #expect(campaign.findings.all[0].message.contains("« Nature »"))
}

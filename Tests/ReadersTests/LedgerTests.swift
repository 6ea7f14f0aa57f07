import Model
import Testing

@Test func `two digits of a year mean the same in a ledger as anywhere in the campaign`() throws {
  let days = ["12/03/17", "12/03/35", "12/03/39", "12/03/2017", "1935-03-12"]
  let campaign = try ReadCampaign(
    [
      "sources/bailleur/fichiers.csv": "fichier,table\ncomptes.csv,comptes\n",
      "sources/bailleur/colonnes.csv":
        "table,colonne,champ\ncomptes,Bail,mouvement.bail_id\ncomptes,Date,mouvement.date_exigibilite\n"
        + "comptes,Montant,mouvement.montant\n",
      "sources/bailleur/comptes.csv": "Bail;Date;Montant\n" + days.map { "L1;\($0);1,00\n" }.joined(),
    ],
    leases: ["bailleur/L1"]
  )
  #expect(
    campaign.ledger.entries.map(\.date.description) == [
      "2017-03-12", "2035-03-12", "1939-03-12", "2017-03-12", "1935-03-12",
    ]
  )
}

import Model
import Testing

@Test(arguments: [
  // Columns in another order, rows in another order, other separator and quotes, capitals, a total under the rows.
  "Lieu;Date;Dossier\r\ndomicile;01/03/2017;D1\r\ndomicile;04/04/2017;D1\r\n",
  "Dossier;Date;Lieu\nD1;04/04/2017;domicile\nD1;01/03/2017;domicile\n",
  "\u{feff}\"Dossier\",\"Date\",\"Lieu\"\n\"D1\",\"01/03/2017\",\"Domicile\"\n\"D1\",\"04/04/2017\",\"domicile\"\n",
  "Dossier;Date;Lieu;\nD1;01/03/2017;domicile;\nD1;04/04/2017;domicile;\n;;;\n",
])
func `a file saved again in another form is read once, and said`(text: String) throws {
  let base = try Exchange().read()
  var exchange = Exchange()
  exchange["asso/visites (copie)"] = text
  let read = try exchange.read()
  #expect(read.changes(from: base) == [])
  #expect(read.said.contains("fichier-envoye-deux-fois"))
  #expect(read.report.rejections.count { $0.rule == "doublon_de_fichier" } == 2)
  #expect(read.balances)
}

@Test func `a file that says one thing more is another file`() throws {
  var exchange = Exchange()
  exchange["asso/visites (copie)"] = "Dossier;Date;Lieu\nD1;01/03/2017;domicile\nD1;05/04/2017;domicile\n"
  let read = try exchange.read()
  #expect(!read.said.contains("fichier-envoye-deux-fois"))
  #expect(read.report.households.flatMap(\.measures).flatMap(\.visits).count == 3)
}

/// Balances of one lease in a wide table, one column a month.
fileprivate func wide(_ exit: String) throws -> TinyCampaign {
  var exchange = Exchange()
  exchange.files["sources/office/colonnes.csv"]? +=
    "baux,Solde *,releve[*].solde,\nbaux,Solde *,releve[*].date_solde,*\n"
  exchange["office/baux"] =
    "Bail;Nom;Prénom;Naissance;Effet;Loyer;Charges;Solde 01/02/2017;Solde 15/10/2018;Solde 31/10/2018\n"
    + "L1;DUPONT;Jean;12/03/1980;01/01/2010;400;50;500,00;300,00;\(exit)\n"
  return try exchange.read()
}

@Test(arguments: ["0,00", "0", "0.0", "0 €"])
func `a zero is a zero in a wide table, however it is written`(zero: String) throws {
  #expect(try wide(zero).account(of: "toit montant_dette_sortie.total maintien") == "0/1")
}

@Test(arguments: ["999999999999999", "123456789012345,67", "99999999999999999999", "1000000000,01"])
func `an amount beyond a thousand million euros is refused with its place, never a crash`(amount: String) throws {
  var exchange = Exchange()
  exchange["office/comptes"] = Exchange.ledger(
    ["01/01/2017 500"] + Array(repeating: "02/01/2017 \(amount)", count: 200)
  )
  let read = try exchange.read()
  #expect(read.account(of: "toit montant_dette_entree.total maintien") == "500/1")
  #expect(read.report.rejections.count { $0.rule == "montant_illisible" } == 200)
  #expect(read.balances)
  #expect(try wide(amount).said.contains("valeur-illisible"))
}

import Model
import Testing

@Test(arguments: [
  // The same day in a second file, twice in one file, and in a file that overlaps.
  ["visites_suite": "Dossier;Date;Lieu\nD1;04/04/2017;domicile\n"],
  ["visites": "Dossier;Date;Lieu\nD1;01/03/2017;domicile\nD1;04/04/2017;domicile\nD1;04/04/2017;domicile\n"],
  ["visites_2": "Dossier;Date;Lieu\nD1;4 avril 2017;Domicile\nD1;01/03/2017;DOMICILE\n"],
])
func `a visit told twice is one, and the row that repeats it is said`(more: [String: String]) throws {
  let base = try Exchange().read()
  var exchange = Exchange()
  for (name, text) in more { exchange["asso/\(name)"] = text }
  let read = try exchange.read()
  #expect(read.changes(from: base) == [])
  #expect(read.setAside("deja_dit") >= 1)
  #expect(read.said.contains("lignes-mises-de-cote"))
  #expect(read.balances)
}

@Test func `two visits of one day that are not told alike are two`() throws {
  let base = try Exchange().read()
  var exchange = Exchange()
  exchange["asso/visites_2"] = "Dossier;Date;Lieu\nD1;04/04/2017;bailleur\n"
  let read = try exchange.read()
  #expect(!read.changes(from: base).isEmpty)
  #expect(read.setAside("deja_dit") == 0)
}

@Test func `an act of procedure told by last year's export and this year's is one`() throws {
  var exchange = Exchange()
  exchange["office/actes_2017"] = "Bail;Acte;Date\nL1;commandement_payer;01/03/2016\n"
  let base = try exchange.read()
  exchange["office/actes_2018"] = "Bail;Acte;Date\nL1;commandement_payer;01/03/2016\nL1;assignation;02/02/2018\n"
  let read = try exchange.read()
  let acts = read.report.households.flatMap(\.leases).flatMap(\.acts)
  #expect(acts.count == 2)
  #expect(base.report.households.flatMap(\.leases).flatMap(\.acts).count == 1)
  #expect(read.balances)
}

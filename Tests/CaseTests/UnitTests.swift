import Diagnostics
import Model
import Testing

/// A campaign of six households with a debt, whose rents, writings and balances a test writes in its own way.
fileprivate struct Sixfold {
  var exchange = Exchange()
  static let households = 1...6

  init() {
    exchange["asso/mesures"] =
      "Dossier;Nom;Prénom;Naissance;Début;Fin;Motif;Logement;Bail\n"
      + Self.households.map {
        "D\($0);NOM\($0);Jean;1\($0)/03/1980;01/02/2017;31/10/2018;mutation;meme_logement;L\($0)\n"
      }
      .joined()
    exchange["asso/visites"] = "Dossier;Date;Lieu\nD1;01/03/2018;domicile\n"
    rents("400", "50")
  }

  mutating func rents(_ rent: String, _ charges: String) {
    exchange["office/baux"] =
      "Bail;Nom;Prénom;Naissance;Effet;Fin;Motif;Loyer;Charges\n"
      + Self.households.map { "L\($0);NOM\($0);Jean;1\($0)/03/1980;01/01/2010;;;\(rent);\(charges)\n" }.joined()
  }

  mutating func ledger(_ writings: [String]) {
    let amounts = "comptes,Débit,mouvement.debit,\ncomptes,Crédit,mouvement.credit,\n"
    let columns = exchange.files["sources/office/colonnes.csv"] ?? ""
    if !columns.contains(amounts) { exchange.files["sources/office/colonnes.csv"] = columns + amounts }
    exchange["office/comptes"] =
      "Bail;Date;Débit;Crédit\n" + Self.households.flatMap { number in writings.map { "L\(number);\($0)\n" } }.joined()
  }

  mutating func balances(_ entry: String, _ exit: String) {
    exchange["office/soldes"] =
      "Bail;Date;Solde\n"
      + Self.households.map { "L\($0);01/02/2017;\(entry)\nL\($0);31/10/2018;\(exit)\n" }.joined()
  }
}

fileprivate func entryDebt(_ campaign: TinyCampaign) -> String? {
  campaign.account(of: "toit montant_dette_entree.total maintien")
}

extension TinyCampaign {
  fileprivate func finding(_ code: String) -> Diagnostic? { report.findings.first { $0.code.id == code } }
}

@Test func `a credit column that carries its own sign is questioned, not computed with`() throws {
  var sixfold = Sixfold()
  sixfold.ledger(["01/01/2017;500,00;", "02/01/2017;;100,00", "03/01/2018;;-20,00", "04/01/2018;;30,00"])
  #expect(entryDebt(try sixfold.exchange.read()) == "2400/6")
  sixfold.ledger(["01/01/2017;500,00;", "02/01/2017;;-100,00", "04/01/2018;;-30,00"])
  let doubtful = try sixfold.exchange.read()
  #expect(entryDebt(doubtful) == "0/0")
  let finding = doubtful.finding("signe-en-double")
  #expect(finding?.subject?.column == "Crédit")
  #expect(finding?.location.file == "sources/office/comptes.csv")
  #expect(finding?.count == 12)
  #expect(doubtful.report.rejections.count { $0.rule == "signe_en_double" } == 18)
  #expect(doubtful.balances)
  // What the remedy says to declare settles it.
  let columns = sixfold.exchange.files["sources/office/colonnes.csv"] ?? ""
  sixfold.exchange.files["sources/office/colonnes.csv"] =
    columns
    .replacing("table,colonne,champ,valeur\n", with: "table,colonne,champ,valeur,format\n")
    .replacing("mouvement.credit,\n", with: "mouvement.credit,,inverse\n")
  let declared = try sixfold.exchange.read()
  #expect(entryDebt(declared) == "2400/6")
  #expect(declared.finding("signe-en-double") == nil)
}

@Test func `a debit column in minuses is questioned too`() throws {
  var sixfold = Sixfold()
  sixfold.ledger(["01/01/2017;-500,00;", "02/01/2017;;100,00"])
  let read = try sixfold.exchange.read()
  #expect(read.finding("signe-en-double")?.subject?.column == "Débit")
  #expect(entryDebt(read) == "0/0")
}

@Test(arguments: [("30000", "5000", true), ("0,30", "0,05", true), ("400,00", "50", false), ("1 200", "0", false)])
func `rents in centimes or thousands that nobody declared are questioned, and unknown`(
  rent: String,
  charges: String,
  isOutside: Bool
) throws {
  var sixfold = Sixfold()
  sixfold.rents(rent, charges)
  let read = try sixfold.exchange.read()
  let leases = read.report.households.flatMap(\.leases)
  #expect(leases.allSatisfy { ($0.rent == nil && $0.charges == nil) == isOutside })
  #expect((read.finding("montant-hors-echelle")?.subject?.column == "Loyer") == isOutside)
}

@Test func `one absurd rent is unknown and named, the others stand`() throws {
  var sixfold = Sixfold()
  sixfold.exchange["office/baux"] = sixfold.exchange["office/baux"].replacing(
    "1980;01/01/2010;;;400",
    with: "1980;01/01/2010;;;401"
  )
  .replacing("L3;NOM3;Jean;13/03/1980;01/01/2010;;;401", with: "L3;NOM3;Jean;13/03/1980;01/01/2010;;;40100")
  let read = try sixfold.exchange.read()
  let leases = read.report.households.flatMap(\.leases)
  #expect(leases.filter { $0.rent == nil }.map(\.number) == ["L3"])
  #expect(read.finding("montant-hors-echelle")?.location.line == 4)
}

@Test(arguments: ["50000", "0,5"])
func `writings in another unit than the rents are not computed with`(amount: String) throws {
  var sixfold = Sixfold()
  sixfold.ledger(["01/01/2017;\(amount);"])
  let read = try sixfold.exchange.read()
  #expect(entryDebt(read) == "0/0")
  #expect(read.finding("montant-hors-echelle")?.subject?.column == "Débit")
  #expect(read.report.rejections.count { $0.rule == "unite_a_declarer" } == 6)
  #expect(read.balances)
}

@Test(arguments: [("234000", "20000", false), ("2,34", "0,2", false), ("2340", "0", true)])
func `balances in another unit than the rents are not computed with`(entry: String, exit: String, counts: Bool) throws {
  var sixfold = Sixfold()
  sixfold.balances(entry, exit)
  let read = try sixfold.exchange.read()
  #expect(entryDebt(read) == (counts ? "14040/6" : "0/0"))
  #expect((read.finding("montant-hors-echelle") == nil) == counts)
}

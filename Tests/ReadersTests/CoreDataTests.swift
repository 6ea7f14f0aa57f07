import Diagnostics
import Foundation
import Model
import Testing

/// The format that the program holds, named by a landlord who writes no mapping.
fileprivate func campaign(lots: String, accounts: String, leases: [String]) throws -> ReadCampaign {
  let files = [
    "sources/bailleur/source.csv": "cle,valeur\nnom,B\ntype,bailleur\nprojet,toit\nformat,core-data-hlm\n",
    "sources/bailleur/lots_locatifs.csv": lots, "sources/bailleur/comptes_locataires.csv": accounts,
  ]
  return try ReadCampaign(files, leases: leases)
}

fileprivate let lots = """
  date_extraction;id_lot;code_postal;id_locataire;id_client;statut;nom_locataire;email_locataire;telephone_locataire;\
  adresse;debut_bail;fin_bail;loyer_mensuel_en_euros
  2018-12-31;LOT1;59000;LOC3;C1;;DUPONT Jean;;;1 rue du Port;2016-05-01;;400,00
  2018-12-31;LOT2;59000;;;a_livrer;;;;2 rue du Port;;;380,00

  """

fileprivate func accounts(_ rows: [String]) -> String {
  let header =
    "date_extraction;code_postal;id_locataire;id_client;mois_concerne;date_exigibilite;montant_en_euros;categorie;"
    + "nom_client;email_client;telephone_client"
  return ([header] + rows.map { "2018-12-31;59000;\($0);DUPONT Jean;;" }).joined(separator: "\n") + "\n"
}

@Test func `199,09 and 1 000,91 sum to exactly 1 200,00; what is no amount is refused and does not spoil the sum`()
  throws
{
  let campaign = try campaign(
    lots: lots,
    accounts: accounts([
      "LOC3;C1;2018-01;2018-01-01;199,09;loyer_principal", "LOC3;C1;2018-02;2018-02-01;1\u{202f}000,91;loyer_principal",
      "LOC3;C1;2018-03;2018-03-01;1,2,3;loyer_principal", "LOC3;C1;2018-04;2018-04-01;invalid;loyer_principal",
      "LOC3;C1;2018-05;2018-05-01;;loyer_principal",
    ]),
    leases: ["bailleur/LOC3"]
  )
  #expect(campaign.ledger.entries.map(\.amount) == [19_909, 100_091])
  #expect(campaign.ledger.entries.reduce(0) { $0 + $1.amount } == 120_000)
  #expect(campaign.rejections.map(\.rule) == ["montant_illisible", "montant_illisible", "montant_absent"])
  #expect(campaign.rejections.map(\.value) == ["1,2,3", "invalid", ""])
  #expect(campaign.rejections.map(\.row.line) == [4, 5, 6])
  #expect(campaign.rejections.allSatisfy { $0.column == "montant_en_euros" })
  #expect(campaign.accounts.map(\.used) == [2, 0])
}

@Test func `French and ISO dates of one column order correctly, and a date that is none is said`() throws {
  let campaign = try campaign(
    lots: lots,
    accounts: accounts([
      "LOC3;C1;;2030-02-01;2;charges", "LOC3;C1;;31/01/2030;1;charges", "LOC3;C1;;not-a-date;4;charges",
      "LOC3;C1;;2030-02-01T10:30:00;3;charges",
    ]),
    leases: ["bailleur/LOC3"]
  )
  let ordered = campaign.ledger.entries.sorted { ($0.date, $0.origin) < ($1.date, $1.origin) }
  #expect(ordered.map(\.date.description) == ["2030-01-31", "2030-02-01", "2030-02-01"])
  #expect(ordered.map(\.amount) == [100, 200, 300])
  #expect(campaign.rejections.map(\.rule) == ["date_illisible"])
  #expect(campaign.rejections.map(\.value) == ["not-a-date"])
}

@Test func `two past leases and a present one of one lot, two of one client, are an account each`() throws {
  let campaign = try campaign(
    lots: lots,
    accounts: accounts([
      "LOC1;C7;;2010-01-01;5;solde_initial", "LOC2;C1;;2014-01-01;10;solde_initial", "LOC3;C1;;2018-01-01;20;charges",
      "LOC2;C1;;2014-02-01;-4;encaissement_locataire",
    ]),
    leases: ["bailleur/LOC1", "bailleur/LOC2", "bailleur/LOC3"]
  )
  let sums = Dictionary(grouping: campaign.ledger.entries, by: \.lease).mapValues { $0.reduce(0) { $0 + $1.amount } }
  #expect(sums == [0: 500, 1: 600, 2: 2000])
  // The ledger names each account once for the reconciliation, the lots their present occupant.
  #expect(campaign.cells("bail.bail_id", in: 0).flatMap { Set($0) }.sorted() == ["LOC1", "LOC2", "LOC3"])
  #expect(campaign.cells("bail.bail_id", in: 1) == [["LOC3"]])
}

@Test func `a vacant lot is left out, and an unknown category is said while its amount counts`() throws {
  let campaign = try campaign(
    lots: lots,
    accounts: accounts(["LOC3;C1;;2018-01-01;5;rls_mars", "LOC3;C1;;2018-02-01;5;charges"]),
    leases: ["bailleur/LOC3"]
  )
  #expect(campaign.leftOut.map(\.row.line) == [3])
  #expect(campaign.ledger.entries.map(\.category) == [nil, .charges])
  #expect(campaign.findings.all.map(\.code.id).contains("valeur-inconnue"))
}

@Test func `a row without account is rejected, and no row is lost`() throws {
  let campaign = try campaign(
    lots: lots,
    accounts: accounts([";C1;;2018-01-01;5;charges", "LOC9;C9;;2018-01-01;5;charges", "LOC3;C1;;2018-01-01;5;charges"]),
    leases: ["bailleur/LOC3"]
  )
  #expect(campaign.rejections.map(\.rule) == ["cle_absente"])
  #expect(campaign.accounts[0].used == 1)
  #expect(campaign.accounts[0].notConcerned == 1)
}

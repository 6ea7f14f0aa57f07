import Diagnostics
import Model
import Normaliser
import Testing

@testable import Readers

/// A landlord of the open format is plugged in by naming it: three lines of `source.csv`, and no mapping.
struct CoreDataTests {
  static let base =
    "date_extraction;id_rpls;id_lot;id_etage;id_entree;id_batiment;id_site;id_organisation_6;"
    + "id_organisation_7;id_organisation_8;id_organisation_9;code_postal;id_locataire;id_client"
  static let lotHeader =
    base
    + ";statut;nom_locataire;email_locataire;telephone_locataire;allocataire_caf;demande_sne;"
    + "expiration_assurance_habitation;adresse;debut_bail;etat_des_lieux_entrant;pre_etat_des_lieux_sortant;"
    + "etat_des_lieux_sortant;fin_bail;surface_en_m2;loyer_mensuel_en_euros"
  static let accountHeader =
    base
    + ";id_travaux;mois_concerne;date_exigibilite;montant_en_euros;categorie;email_client;telephone_client;adresse;nom_client"

  static func lot(_ account: String, _ client: String, _ name: String, _ start: String, _ end: String = "") -> String {
    "2018-12-31;;L\(account);;;;;;;;;35000;\(account);\(client);;\(name);;;;;;1 rue des Tests;\(start);;;;\(end);50;300,00"
  }

  static func entry(_ account: String, _ client: String, _ date: String, _ amount: String, _ kind: String) -> String {
    "2018-12-31;;L\(account);;;;;;;;;35000;\(account);\(client);;;\(date);\(amount);\(kind);;;;TESTON Ana"
  }

  /// Reads a campaign with one such landlord, and the ledgers of the accounts asked for.
  static func read(
    lots: [String],
    entries: [String],
    accounts: [String]
  ) throws -> (tables: [SourceTable], ledger: LedgerTable, rejections: [Rejection], findings: Findings) {
    let campaign = try SmallCampaign()
    try campaign.write(
      "sources/office-neuf/source.csv",
      "cle,valeur\nnom,Office neuf\ntype,bailleur\nprojet,essai\nformat,core-data-hlm\n"
    )
    try campaign.write("sources/office-neuf/lots_locatifs.csv", ([lotHeader] + lots).joined(separator: "\n") + "\n")
    try campaign.write(
      "sources/office-neuf/comptes_locataires.csv",
      ([accountHeader] + entries).joined(separator: "\n") + "\n"
    )
    var findings = Findings()
    let declared = try readDeclarations(in: campaign.folder, reporting: &findings)
    var exports = try openExports(
      in: campaign.folder,
      of: declared.sources,
      values: slowValues(in: declared.campaign),
      reporting: &findings
    )
    var rejections: [Rejection] = []
    let ledger = exports.ledgers(
      of: accounts.sorted().map { LeaseKey(landlord: "office-neuf", number: $0) },
      values: slowValues(in: declared.campaign),
      rejecting: &rejections,
      reporting: &findings
    )
    return (exports.identityTables(), ledger, rejections, findings)
  }

  @Test func `naming the format is enough: leases, tenants and writings are read`() throws {
    let read = try Self.read(
      lots: [
        Self.lot("1001", "C1", "TESTON Ana", "2015-03-01"),
        "2018-12-31;;L9;;;;;;;;;35000;;;a_vendre;;;;;;;2 rue des Tests;;;;;;40;",
      ],
      entries: [
        Self.entry("1001", "C1", "2018-01-01", "300.00", "loyer_principal"),
        Self.entry("1001", "C1", "2018-01-05T08:00:00", "-250,50", "encaissement_locataire"),
      ],
      accounts: ["1001"]
    )
    #expect(read.findings.all.filter { $0.code.severity != .information }.isEmpty)
    #expect(read.tables.filter { !$0.isLedger }.map(\.rows.count) == [1])
    #expect(read.ledger.entries.map(\.amount) == [30_000, -25_050])
    #expect(read.ledger.entries.map(\.category) == [.rent, .tenantPayment])
  }

  @Test func `amounts with a narrow space sum exactly, and wrong ones are said and spoil nothing`() throws {
    let read = try Self.read(
      lots: [],
      entries: [
        Self.entry("1", "C1", "2018-01-01", "199,09", "loyer_principal"),
        Self.entry("1", "C1", "2018-02-01", "1\u{202f}000,91", "loyer_principal"),
        Self.entry("1", "C1", "2018-03-01", "1,2,3", "loyer_principal"),
        Self.entry("1", "C1", "2018-04-01", "invalid", "loyer_principal"),
      ],
      accounts: ["1"]
    )
    #expect(read.ledger.entries.reduce(0) { $0 + $1.amount } == 120_000)
    #expect(read.rejections.map(\.value) == ["1,2,3", "invalid"])
  }

  @Test func `two ways of writing dates in one column are read, and what is no date is said`() throws {
    let read = try Self.read(
      lots: [],
      entries: [
        Self.entry("1", "C1", "31/01/2018", "1", "charges"), Self.entry("1", "C1", "2018-02-01", "2", "charges"),
        Self.entry("1", "C1", "not-a-date", "3", "charges"),
      ],
      accounts: ["1"]
    )
    #expect(read.ledger.entries.map(\.date.description) == ["2018-01-31", "2018-02-01"])
    #expect(read.rejections.map(\.rule) == ["date_illisible"])
  }

  @Test func `two accounts of one client stay apart, and each past lease of a dwelling is an account`() throws {
    let read = try Self.read(
      lots: [Self.lot("3", "C1", "TESTON Ana", "2017-01-01")],
      entries: [
        Self.entry("1", "C1", "2015-01-01", "10", "charges"), Self.entry("2", "C9", "2016-01-01", "20", "charges"),
        Self.entry("3", "C1", "2017-01-01", "30", "charges"),
      ],
      accounts: ["1", "2", "3"]
    )
    #expect(Set(read.ledger.entries.map(\.lease)).count == 3)
    let keys = read.tables.filter(\.isLedger).flatMap { table in
      let cell = table.bindings.first { $0.field.path == "bail.bail_id" }?.cell ?? 0
      return table.rows.map { $0.cells[cell] }
    }
    #expect(keys.sorted() == ["1", "2", "3"])
  }
}

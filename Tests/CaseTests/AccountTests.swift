import Diagnostics
import Model
import Testing

/// What the one household owes at entry (01/02/2017) and at exit (31/10/2018), in euros; `–` where nothing says it.
fileprivate func debts(_ campaign: TinyCampaign) -> String {
  ["entree", "sortie"].map { campaign.account(of: "toit montant_dette_\($0).total maintien") ?? "–" }
    .joined(separator: " ")
}

fileprivate func campaign(_ exports: [String: String]) throws -> TinyCampaign {
  var exchange = Exchange()
  if exports.keys.contains(where: { $0.hasPrefix("autre/") }) { exchange.addLandlord("autre") }
  for (name, text) in exports { exchange[name] = text }
  return try exchange.read()
}

fileprivate let account = ["01/01/2017 500", "01/06/2017 100", "01/03/2018 -300 encaissement_locataire"]

@Test(arguments: [
  // A quarter shared, a whole file inside another, the same writings twice in one file and once in the other.
  [
    "office/comptes_2017": Exchange.ledger(Array(account[...1])),
    "office/comptes_2018": Exchange.ledger(Array(account[1...])),
  ],
  ["office/comptes_2017": Exchange.ledger([account[0]]), "office/comptes_2018": Exchange.ledger(account)],
  [
    "office/comptes_2017": Exchange.ledger(account),
    "office/comptes_2018": Exchange.ledger(account.reversed() + ["01/12/2018 9"]),
  ],
])
func `ledgers that overlap count once`(exports: [String: String]) throws {
  let read = try campaign(exports)
  #expect(debts(read) == "500/1 300/1")
  #expect(read.setAside("ecriture_deja_dite") >= 1)
  #expect(read.balances)
}

@Test func `equal writings inside one file are as many writings`() throws {
  let twice = ["01/01/2017 250", "01/01/2017 250", "01/03/2018 -200 encaissement_locataire"]
  let read = try campaign(["office/comptes": Exchange.ledger(twice)])
  #expect(debts(read) == "500/1 300/1")
  // The other file has one of the two: it adds nothing.
  let again = try campaign(["office/comptes": Exchange.ledger(twice), "office/comptes_2": Exchange.ledger([twice[0]])])
  #expect(debts(again) == "500/1 300/1")
}

@Test func `writings of one day and amount under two categories of two files are two`() throws {
  let read = try campaign([
    "office/comptes": Exchange.ledger(["01/01/2017 250"]),
    "office/comptes_2": Exchange.ledger(["01/01/2017 250 frais"]),
  ])
  #expect(debts(read) == "500/1 500/1")
}

@Test(arguments: [
  // On the first of January, on the eve after that day's writings, with cents lost, in two years, and before it alone.
  ["01/01/2018 600 solde_initial"], ["31/12/2017 600 solde_initial"], ["01/01/2018 599,60 solde_initial"],
  ["01/07/2017 600 solde_initial", "01/01/2018 600 solde_initial"],
])
func `a balance carried forward adds nothing to its own history`(carried: [String]) throws {
  let read = try campaign(["office/comptes": Exchange.ledger(account + carried)])
  #expect(debts(read) == "500/1 300/1")
  #expect(read.setAside("solde_reporte") == carried.count)
  #expect(read.balances)
}

@Test func `a first balance opens the account`() throws {
  let read = try campaign(["office/comptes": Exchange.ledger(["01/01/2017 500 solde_initial", "01/03/2018 -200"])])
  #expect(debts(read) == "500/1 300/1")
}

@Test func `a carried balance that is not the sum before it restarts the account, and is said`() throws {
  let read = try campaign([
    "office/comptes": Exchange.ledger(account + ["01/01/2018 450 solde_initial"])
  ])
  #expect(debts(read) == "500/1 150/1")
  #expect(read.said.contains("solde-reporte-different"))
  let finding = read.report.findings.first { $0.code.id == "solde-reporte-different" }
  #expect(finding?.location.line == 5)
  #expect(finding?.subject?.value == "L1")
}

/// Leases of one person: the first ends on 30/06/2017 at the landlord `office`.
fileprivate let moved = [
  "office/baux":
    "Bail;Nom;Prénom;Naissance;Effet;Fin;Motif;Loyer;Charges\nL1;DUPONT;Jean;12/03/1980;01/01/2010;30/06/2017;autre;400;50\n",
  "autre/baux":
    "Bail;Nom;Prénom;Naissance;Effet;Fin;Motif;Loyer;Charges\nN1;DUPONT;Jean;12/03/1980;01/07/2017;;;400;50\n",
  "office/comptes": Exchange.ledger(["01/01/2017 600"]),
]

@Test(arguments: [
  // The new landlord's ledger carries it; a month later; the old landlord writes it off when it hands over, or a month later.
  ["autre/comptes": Exchange.ledger(["01/07/2017 600 solde_initial", "01/03/2018 -300"], of: "N1")],
  ["autre/comptes": Exchange.ledger(["31/07/2017 600 solde_initial", "01/03/2018 -300"], of: "N1")],
  [
    "office/comptes": Exchange.ledger(["01/01/2017 600", "30/06/2017 -600 annulation"]),
    "autre/comptes": Exchange.ledger(["01/07/2017 600 solde_initial", "01/03/2018 -300"], of: "N1"),
  ],
  [
    "office/comptes": Exchange.ledger(["01/01/2017 600", "30/07/2017 -600 annulation"]),
    "autre/comptes": Exchange.ledger(["01/07/2017 600 solde_initial", "01/03/2018 -300"], of: "N1"),
  ],
])
func `a debt that follows its household to another account counts once`(exports: [String: String]) throws {
  let read = try campaign(moved.merging(exports) { _, new in new })
  #expect(debts(read) == "600/1 300/1")
  #expect(read.said.contains("dette-reprise"))
}

@Test func `a debt told by balances moves with the account too`() throws {
  let read = try campaign(
    moved.merging([
      "office/comptes": "",
      "office/soldes": "Bail;Date;Solde\nL1;31/01/2017;600\nL1;30/06/2017;600\nL1;31/10/2018;600\n",
      "autre/soldes": "Bail;Date;Solde\nN1;31/07/2017;600\nN1;31/10/2018;300\n",
    ]) { _, new in new }
  )
  #expect(debts(read) == "600/1 300/1")
  #expect(read.said.contains("dette-reprise"))
}

@Test(arguments: [
  // Another amount, and a rent that happens to be what was owed.
  (["01/07/2017 250 solde_initial"], "600/1 850/1"), (["01/07/2017 600"], "600/1 1200/1"),
])
func `another account that begins with another debt adds to it`(writings: [String], expected: String) throws {
  let read = try campaign(moved.merging(["autre/comptes": Exchange.ledger(writings, of: "N1")]) { _, new in new })
  #expect(debts(read) == expected)
  #expect(!read.said.contains("dette-reprise"))
}

@Test(arguments: [
  // Corrected at the end of the file, in a later file, in a copy whose name says it, in a file of a later date sorted first.
  ["office/soldes": "Bail;Date;Solde\nL1;31/01/2017;500\nL1;31/10/2018;1500\nL1;31/10/2018;150\n"],
  [
    "office/soldes_2018": "Bail;Date;Solde\nL1;31/01/2017;500\nL1;31/10/2018;1500\n",
    "office/soldes_2018_corrige": "Bail;Date;Solde\nL1;31/01/2017;500\nL1;31/10/2018;150\n",
  ],
  [
    "office/soldes": "Bail;Date;Solde\nL1;31/01/2017;500\nL1;31/10/2018;1500\n",
    "office/soldes (1)": "Bail;Date;Solde\nL1;31/10/2018;150\n",
  ],
  [
    "office/soldes_export_a": "Bail;Date;Solde\nL1;31/01/2017;500\nL1;31/10/2018;150\nL1;30/11/2018;10\n",
    "office/soldes_export_b": "Bail;Date;Solde\nL1;31/01/2017;500\nL1;31/10/2018;1500\n",
  ],
])
func `of two balances of a day the later file counts, then the later row`(exports: [String: String]) throws {
  let read = try campaign(exports)
  #expect(debts(read) == "500/1 150/1")
  #expect(read.report.reconciliation.conflicts.contains { $0.field == "releve.solde" && $0.kept == "150.00" })
  #expect(read.setAside("solde_remplace") == 1)
  #expect(read.balances)
}

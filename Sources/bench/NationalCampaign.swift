import Foundation

/// An invented campaign of the size asked, the same for the same numbers: landlords in Core Data form, associations in the
/// words of `formats/associations`.
///
/// One landlord and one association for ten projects; three measures in ten cite no lease number, three names in a
/// hundred are misspelt.
struct NationalCampaign {
  let projects: Int
  let households: Int
  let tenants: Int
  let writings: Int
  private var random = Random(state: 20_161_231)
  private let surnames: [String]
  private let givens: [String]

  init(projects: Int, households: Int, tenants: Int, writings: Int) {
    (self.projects, self.households, self.tenants, self.writings) = (projects, households, tenants, writings)
    var draw = Random(state: 7)
    surnames = (0..<4000).map { _ in draw.word(2 + draw.below(2)) }
    givens = (0..<500).map { _ in draw.word(2) }
  }

  private var landlords: Int { max(1, projects / 10) }

  private func projects(of landlord: Int) -> [Int] { (0..<projects).filter { $0 * landlords / projects == landlord } }

  /// Writes the campaign into a folder.
  mutating func write(to folder: URL) throws {
    try text(
      "cle,valeur\nnom,Programme national\nannee,2018\ndate_arrete,2018-12-31\nprofil,financeur\n",
      folder.appending(path: "campagne.csv")
    )
    for project in 0..<projects { try card(project, folder.appending(path: "projets/p\(padded(project, 3))")) }
    for landlord in 0..<landlords { try sources(landlord, folder.appending(path: "sources")) }
  }

  private func card(_ project: Int, _ folder: URL) throws {
    try text(
      """
      cle,valeur
      titre,Projet \(project)
      programme,Programme national
      presentation,Accompagner les ménages du secteur \(project).
      categorie,maintien
      porteurs,Bailleur \(project * landlords / projects)
      periode,2016-2018
      territoire,Secteur \(project)
      date_debut,2016-01-01
      date_fin,2018-12-31

      """,
      folder.appending(path: "projet.csv")
    )
    let years = ["2016", "2017", "2018"]
    try text(
      "exercice,montant,statut,date_debut,date_fin\n" + years.map { "\($0),60000,realise,,\n" }.joined(),
      folder.appending(path: "budget.csv")
    )
    try text(
      "exercice,volet,menages,date_debut,date_fin\n" + years.map { "\($0),maintien,50,,\n" }.joined(),
      folder.appending(path: "cibles.csv")
    )
  }

  /// A tenant: what both sources know of him.
  private struct Tenant {
    let lease: String
    let surname: String
    let given: String
    let birth: String
    let street: String
    let code: String
    let rent: Int
  }

  private mutating func tenant(_ number: Int) -> Tenant {
    Tenant(
      lease: padded(number, 9),
      surname: surnames[random.skewed(surnames.count)],
      given: givens[random.skewed(givens.count)],
      birth: "\(1940 + random.below(55))-\(padded(1 + random.below(12), 2))-\(padded(1 + random.below(28), 2))",
      street: "\(1 + random.below(150)) rue \(surnames[random.below(surnames.count)])",
      code: "38" + padded(10 * random.below(95), 3),
      rent: 20_000 + random.below(40_000)
    )
  }

  private mutating func sources(_ landlord: Int, _ folder: URL) throws {
    let own = projects(of: landlord)
    let (home, office) = (
      folder.appending(path: "bailleur-\(padded(landlord, 2))"),
      folder.appending(path: "association-\(padded(landlord, 2))")
    )
    let cited = own.map { "projet,p\(padded($0, 3))\n" }.joined()
    try text(
      "cle,valeur\nnom,Bailleur \(landlord)\ntype,bailleur\n\(cited)format,core-data-hlm\n",
      home.appending(path: "source.csv")
    )
    try text(
      "table,colonne,champ\nlots,date_de_naissance,personne.date_naissance\ncomptes,date_de_naissance,personne.date_naissance\n",
      home.appending(path: "colonnes.csv")
    )
    try text(
      "cle,valeur\nnom,Association \(landlord)\ntype,association\n\(cited)format,associations\n",
      office.appending(path: "source.csv")
    )
    try text("fichier,table\nmesures.csv,mesures\n", office.appending(path: "fichiers.csv"))
    try text(
      "table,valeur,code\n" + own.map { "projet,p\(padded($0, 3)),p\(padded($0, 3))\n" }.joined(),
      office.appending(path: "codes.csv")
    )
    try text("table,colonne,champ,valeur,format\n" + Self.measureColumns, office.appending(path: "colonnes.csv"))
    try rows(landlord, of: own, home, office)
  }

  private static let measureColumns = """
    mesures,Réf,mesure.mesure_id,,
    mesures,Projet,mesure.projet,,
    mesures,,mesure.type,global,
    mesures,,mesure.volet,maintien,
    mesures,Début,mesure.date_debut,,
    mesures,Fin,mesure.date_fin,,
    mesures,Renouvellement,mesure.renouvellements,,
    mesures,Bailleur,mesure.bailleur,,
    mesures,N° locataire,mesure.bail_id,,
    mesures,Motif de fin,sortie.motif,,
    mesures,Logement,sortie.logement_a_la_sortie,,
    mesures,Nom,personne.nom,,
    mesures,Prénom,personne.prenoms,,
    mesures,Né(e) le,personne.date_naissance,,
    mesures,Adresse,adresse.voie,,

    """

  private mutating func rows(_ landlord: Int, of own: [Int], _ home: URL, _ office: URL) throws {
    let (count, accompanied) = (tenants / landlords, households / landlords)
    var lots = try Rows(home.appending(path: "lots_locatifs.csv"), Self.lotHeader)
    var ledger = try Rows(home.appending(path: "comptes_locataires.csv"), Self.ledgerHeader)
    var measures = try Rows(
      office.appending(path: "mesures.csv"),
      "Réf;Projet;Bailleur;N° locataire;Nom;Prénom;Né(e) le;Adresse;Début;Fin;Renouvellement;Motif de fin;Logement"
    )
    let others = max(1, (writings / landlords - accompanied * 109) / max(1, count - accompanied))
    for number in 0..<count {
      let who = tenant(landlord * 10_000_000 + number)
      // Spread over the file, as many as asked.
      let isAccompanied = number * accompanied / count != (number + 1) * accompanied / count
      lots.add(
        "2019-01-15;95\(who.lease);LOT\(who.lease);\(who.code);\(who.lease);CL\(who.lease);;\(who.surname) \(who.given);"
          + "\(who.street);200\(random.below(10))-0\(1 + random.below(9))-01;;45;\(euros(who.rent));logement;\(who.birth)"
      )
      account(of: who, months: isAccompanied ? 36 : max(1, others / 3), into: &ledger)
      if isAccompanied { measure(of: who, landlord, own, into: &measures) }
    }
    try lots.close()
    try ledger.close()
    try measures.close()
  }

  private static let lotHeader =
    "date_extraction;id_rpls;id_lot;code_postal;id_locataire;id_client;statut;nom_locataire;adresse;debut_bail;fin_bail;"
    + "surface_en_m2;loyer_mensuel_en_euros;nature_du_lot;date_de_naissance"
  private static let ledgerHeader =
    "date_extraction;id_rpls;id_lot;code_postal;id_locataire;id_client;mois_concerne;date_exigibilite;montant_en_euros;"
    + "categorie;nom_client;date_de_naissance"

  private mutating func account(of who: Tenant, months: Int, into ledger: inout Rows) {
    let debt = random.below(200_000)
    let paid = random.below(10) < 6 ? who.rent * 6 / 10 + debt / 30 : who.rent * 6 / 10 - 500
    func line(_ month: Int, _ day: Int, _ cents: Int, _ kind: String) -> String {
      let (year, rank) = (2016 + month / 12, padded(1 + month % 12, 2))
      return "2019-01-15;95\(who.lease);LOT\(who.lease);\(who.code);\(who.lease);CL\(who.lease);\(year)-\(rank);"
        + "\(year)-\(rank)-0\(day);\(euros(cents));\(kind);\(who.surname) \(who.given);\(who.birth)"
    }
    let first = 36 - months
    ledger.add(line(first, 1, debt, "solde_initial"))
    for month in first..<36 {
      ledger.add(line(month, 1, who.rent, "loyer_principal"))
      ledger.add(line(month, 5, -(who.rent * 4 / 10), "caf_apl"))
      ledger.add(line(month, 9, -paid, "encaissement_locataire"))
    }
  }

  private mutating func measure(of who: Tenant, _ landlord: Int, _ own: [Int], into rows: inout Rows) {
    let day = { (months: Int) in "\(padded(1 + months % 27, 2))/\(padded(1 + months % 12, 2))/\(2016 + months / 12)" }
    let start = 1 + random.below(24)
    let end = start + 2 + random.below(16)
    let exit = random.one([
      "Objectifs atteints;Même logement", "Relais droit commun;Même logement", "Mutation;Autre logement",
    ])
    let isClosed = end < 35
    let birth = who.birth.split(separator: "-").reversed().joined(separator: "/")
    let (cites, errs, renews) = (random.below(10) < 7, random.below(33) == 0, random.below(4) == 0)
    rows.add(
      "A\(who.lease);p\(padded(own[random.below(own.count)], 3));Bailleur \(landlord);\(cites ? who.lease : "");"
        + "\(who.surname)\(errs ? "E" : "");\(who.given);\(birth);\(who.street);\(day(start));\(isClosed ? day(end) : "");"
        + "\(renews ? day(start + 1) : "");\(isClosed ? exit : ";")"
    )
  }

  private func euros(_ cents: Int) -> String {
    (cents < 0 ? "-" : "") + "\(abs(cents) / 100),\(padded(abs(cents) % 100, 2))"
  }

  private func text(_ text: String, _ file: URL) throws {
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}

/// A file written a line at a time, a megabyte kept at most.
fileprivate struct Rows {
  private let file: FileHandle
  private var waiting: [UInt8] = []

  init(_ path: URL, _ header: String) throws {
    try Data().write(to: path)
    file = try FileHandle(forWritingTo: path)
    add(header)
  }

  mutating func add(_ line: String) {
    waiting.append(contentsOf: line.utf8)
    waiting.append(0x0a)
    if waiting.count > 1_048_576 { flush() }
  }

  mutating func close() throws {
    flush()
    try file.close()
  }

  private mutating func flush() {
    file.write(Data(waiting))
    waiting.removeAll(keepingCapacity: true)
  }
}

import Diagnostics
import Model
import Normaliser
import Readers
import TestSupport
import Testing

/// The same two dossiers, two leases and three writings, as structures write them: the figures do not change when only the
/// form does.
fileprivate struct Layout: CustomTestStringConvertible, Sendable {
  let name: String
  /// Files that stand instead of those of `plain`, by the name of their structure's folder.
  let files: [String: String]

  var testDescription: String { name }

  init(_ name: String, _ files: [String: String]) { (self.name, self.files) = (name, files) }

  /// What the households are, one line a thing.
  func told() throws -> [String] {
    let files = Dictionary(uniqueKeysWithValues: Layout.plain.merging(files) { $1 }.map { ("sources/\($0)", $1) })
    return try SmallFolder.with(SmallFolder.campaign(with: files)) { path in
      var (findings, rejections) = (Findings(), [Rejection]())
      let folder = InputFolder(path: path)
      let declared = try readDeclarations(in: folder, reporting: &findings)
      let values = slowValues(in: declared.campaign)
      var exports = try openExports(in: folder, of: declared.sources, values: values, reporting: &findings)
      let typed = typeValues(
        of: exports.identityTables(),
        in: declared.campaign,
        rejecting: &rejections,
        reporting: &findings
      )
      let reconciled = reconcile(
        typed,
        deciding: [],
        in: declared.campaign,
        files: exports.files,
        rejecting: &rejections,
        reporting: &findings
      )
      let ledger = exports.ledgers(of: reconciled.leases, values: values, rejecting: &rejections, reporting: &findings)
      return reconciled.households.flatMap(\.measures).map(\.told)
        + reconciled.households.flatMap(\.leases).map { "\($0.number) \($0.start?.description ?? "") \($0.nature)" }
        + ledger.entries.map { "\($0.date) \($0.amount) \($0.category?.rawValue ?? "")" }
        + findings.all.filter { $0.code.severity != .information }.map { "\($0.code.id) \($0.message)" }
        + rejections.filter { !$0.isSetAside }.map(\.rule)
    }
    .sorted()
  }

  static let measures = """
    mesures,Dossier,mesure.mesure_id,,,,
    mesures,Projet,mesure.projet,,,,
    mesures,Volet,mesure.volet,,,,
    mesures,Nom,personne.nom,,,,
    mesures,Prénom,personne.prenoms,,,,
    mesures,Né le,personne.date_naissance,,,,
    mesures,Début,mesure.date_debut,,,,
    mesures,Renouvelé,mesure.renouvellements,,,,
    mesures,Fin,mesure.date_fin,,,,
    mesures,Motif,sortie.motif,,,,
    mesures,Difficultés,mesure.problematiques,,,,
    mesures,Bailleur,mesure.bailleur,,,,
    mesures,Contrat,mesure.bail_id,,,,

    """
  static let visits = """
    visites,Dossier,rencontre.mesure_id,,,,
    visites,Date,rencontre.date,,,,
    visites,Lieu,rencontre.lieu,,,,

    """
  static let leases = """
    baux,Compte,bail.bail_id,,,,
    baux,Nom,personne.nom,,,,
    baux,Prénom,personne.prenoms,,,,
    baux,Né le,personne.date_naissance,,,,
    baux,Effet,bail.date_effet,,,,

    """
  static let entries = """
    livre,Compte,mouvement.bail_id,,,,
    livre,Date,mouvement.date_exigibilite,,,,
    livre,Nature,mouvement.categorie,,,,
    livre,Débit,mouvement.debit,,,,
    livre,Crédit,mouvement.credit,,,,

    """
  static let header = "table,colonne,champ,valeur,format,codes,si\n"
  static let people = "Dossier;Projet;Volet;Nom;Prénom;Né le;Début;Renouvelé;Fin;Motif;Difficultés;Bailleur;Contrat\n"

  static let plain = [
    "association/fichiers.csv": "fichier,table\nmesures.csv,mesures\nvisites.csv,visites\n",
    "association/colonnes.csv": header + measures + visits,
    "association/mesures.csv": people
      + "D1;toit;maintien;MARTIN;Paul;01/02/1980;01/03/2016;01/06/2016;30/09/2016;relogement;impaye,budget;Le Bailleur;L001\n"
      + "D2;toit;acces;DURAND;Anne;05/05/1981;01/04/2016;;;;;;\n",
    "association/visites.csv": "Dossier;Date;Lieu\nD1;01/04/2016;domicile\nD2;02/05/2016;bailleur\n",
    "bailleur/fichiers.csv": "fichier,table\nbaux.csv,baux\nlivre.csv,livre\n",
    "bailleur/colonnes.csv": header + leases + entries,
    "bailleur/baux.csv":
      "Compte;Nom;Prénom;Né le;Effet\nL001;MARTIN;Paul;01/02/1980;01/01/2010\nL002;PETIT;Luc;01/02/1970;01/01/2011\n",
    "bailleur/livre.csv": "Compte;Date;Nature;Débit;Crédit\nL001;01/01/2016;loyer_principal;500,00;\n"
      + "L001;01/02/2016;encaissement_locataire;;200,00\nL001;01/03/2016;loyer_principal;50,50;\n",
  ]

  /// The writings of the landlord in another form.
  static func ledger(_ name: String, _ columns: String, _ rows: String, codes: String = "") -> Layout {
    var files = ["bailleur/colonnes.csv": header + leases + columns, "bailleur/livre.csv": rows]
    if !codes.isEmpty { files["bailleur/codes.csv"] = "table,valeur,code\n" + codes }
    return Layout(name, files)
  }

  /// The dossiers of the association in another form: columns changed in their declaration, and rows.
  static func dossiers(
    _ name: String,
    _ changes: [(String, String)] = [],
    _ rows: String,
    codes: String = "",
    more: [String: String] = [:]
  ) -> Layout {
    var columns = measures
    for (line, other) in changes { columns = columns.replacing(line, with: other) }
    var files = ["association/colonnes.csv": header + columns + visits, "association/mesures.csv": rows]
    if !codes.isEmpty { files["association/codes.csv"] = "table,valeur,code\n" + codes }
    return Layout(name, files.merging(more) { $1 })
  }

  static let key = "livre,Compte,mouvement.bail_id,,,,\nlivre,Date,mouvement.date_exigibilite,,,,\n"
  static let kind = "livre,Nature,mouvement.categorie,,,,\n"

  static let ledgers = [
    ledger(
      "an amount and D or C",
      key + kind + "livre,Montant,mouvement.debit,,,,Sens = D\nlivre,Montant,mouvement.credit,,,,Sens = C\n",
      "Compte;Date;Nature;Sens;Montant\nL001;01/01/2016;loyer_principal;D;500,00\n"
        + "L001;01/02/2016;encaissement_locataire;C;200,00\nL001;01/03/2016;loyer_principal;D;50,50\n"
    ),
    ledger(
      "an amount and a side in words, the landlord's codes, cents, timestamps of Greenwich",
      key + "livre,Lib,mouvement.categorie,,,natures,\n"
        + "livre,Centimes,mouvement.debit,,centimes,,\"\"\"Sens du mvt\"\" = 'A son débit'\"\n"
        + "livre,Centimes,mouvement.credit,,centimes,,\"\"\"Sens du mvt\"\" <> 'A son débit'\"\n",
      "Compte;Date;Lib;Sens du mvt;Centimes\nL001;2015-12-31T23:00:00Z;LOY;A son débit;50000\n"
        + "L001;2016-01-31T23:00:00Z;ENC;A son crédit;20000\nL001;2016-02-29T23:00:00Z;LOY;a son debit;5050\n",
      codes: "natures,LOY,loyer_principal\nnatures,ENC,encaissement_locataire\n"
    ),
    ledger(
      "one row a month, a column a kind of writing",
      key + "livre,Loyer,mouvement[loyer].montant,,,,\nlivre,,mouvement[loyer].categorie,loyer_principal,,,\n"
        + "livre,Payé,mouvement[paye].credit,,,,\nlivre,,mouvement[paye].categorie,encaissement_locataire,,,\n",
      "Compte;Date;Loyer;Payé\nL001;01/01/2016;500,00;\nL001;01/02/2016;;200,00\nL001;01/03/2016;50,50;\n"
    ),
    ledger(
      "a key of two columns, a day of three, a sign by condition on the amount",
      "livre,Agence+Numéro,mouvement.bail_id,,,,\nlivre,Jour+Mois+An,mouvement.date_exigibilite,,,,\n"
        + "livre,Montant,mouvement.montant,,,,\n"
        + "livre,,mouvement.categorie,loyer_principal,,,Montant > 0\n"
        + "livre,,mouvement.categorie,encaissement_locataire,,,Montant < 0\n",
      "Agence;Numéro;Jour;Mois;An;Montant\nL;001;1;1;2016;500,00\nL;001;1;2;2016;-200,00\nL;001;1;3;2016;50,50\n"
    ),
    ledger(
      "an account behind a prefix, rows of another year left out by their date",
      "livre,Compte,mouvement.bail_id,,extrait(411-{*}),,\nlivre,Date,mouvement.date_exigibilite,,,,\n" + kind
        + "livre,Débit,mouvement.debit,,,,Date < DATE '2017-01-01'\nlivre,Débit,mouvement.credit,,,,Date IS NULL\n"
        + "livre,Crédit,mouvement.credit,,,,\n",
      "Compte;Date;Nature;Débit;Crédit\n411-L001;01/01/2016;loyer_principal;500,00;\n"
        + "411-L001;01/02/2016;encaissement_locataire;;200,00\n411-L001;01/03/2016;loyer_principal;50,50;\n"
    ),
    Layout(
      "leases and writings told by a column of one file, without header, days of eight digits",
      [
        "bailleur/fichiers.csv": "fichier,table,encodage,separateur,guillemets,entete,condition\n"
          + "tout.dat,baux,,|,,aucun,\"\"\"#1\"\" = B\"\ntout.dat,livre,,|,,aucun,\"\"\"#1\"\" IN (D, C)\"\n",
        "bailleur/colonnes.csv": header
          + "baux,#2,bail.bail_id,,,,\nbaux,#3,personne.nom_prenom,,,,\nbaux,#4,personne.date_naissance,,jjmmaaaa,,\n"
          + "baux,#5,bail.date_effet,,jjmmaaaa,,\nlivre,#2,mouvement.bail_id,,,,\n"
          + "livre,#3,mouvement.date_exigibilite,,jjmmaaaa,,\nlivre,#4,mouvement.categorie,,,,\n"
          + "livre,#5,mouvement.debit,,,,\"\"\"#1\"\" = D\"\nlivre,#5,mouvement.credit,,,,\"\"\"#1\"\" = C\"\n",
        "bailleur/baux.csv": "", "bailleur/livre.csv": "",
        "bailleur/tout.dat": "B|L001|MARTIN Paul|01021980|01012010\nD|L001|1012016|loyer_principal|500,00\n"
          + "C|L001|01022016|encaissement_locataire|200,00\nD|L001|01032016|loyer_principal|50,50\n"
          + "B|L002|PETIT Luc|01021970|01012011\n",
      ]
    ),
  ]

  static let first = "MARTIN;Paul;01/02/1980;01/03/2016"
  static let last = "D2;toit;acces;DURAND;Anne;05/05/1981;01/04/2016;;;;;;\n"

  static let measured = [
    dossiers(
      "the project by its title, the landlord and the number in one cell, a list parted by spaces",
      [
        ("mesures,Bailleur,mesure.bailleur,,,,", "mesures,Bailleur,mesure.bailleur,,extrait,bailleurs,"),
        ("mesures,Contrat,mesure.bail_id,,,,", "mesures,Bailleur,mesure.bail_id,,reste,,"),
        ("mesure.problematiques,,,,", "mesure.problematiques,,liste( ),,"),
      ],
      people + "D1;Un Toit;maintien;\(first);01/06/2016;30/09/2016;relogement;impaye budget;LB L001;\n"
        + "D2;UN TOIT;acces;DURAND;Anne;05/05/1981;01/04/2016;;;;;;\n",
      codes: "bailleurs,LB,Le Bailleur\n"
    ),
    dossiers(
      "the project by a code of the association, old numbers of leases, another word between two of a list",
      [
        ("mesures,Contrat,mesure.bail_id,,,,", "mesures,Contrat,mesure.bail_id,,zeros(3),numeros,"),
        ("mesure.problematiques,,,,", "mesure.problematiques,,liste( puis ),,"),
      ],
      people + "D1;CV-12;maintien;\(first);01/06/2016;30/09/2016;relogement;impaye puis budget;Le Bailleur;1\n"
        + last.replacing("toit", with: "cv-12"),
      codes: "projet,CV-12,toit\nnumeros,L*,L*\nnumeros,###,L*\n"
    ),
    dossiers(
      "the project in the name of the file",
      [("mesures,Projet,mesure.projet,,,,", "mesures,,mesure.projet,*,,,")],
      "",
      more: [
        "association/fichiers.csv": "fichier,table\nsuivi_*.csv,mesures\nvisites.csv,visites\n",
        "association/suivi_toit.csv": plain["association/mesures.csv"] ?? "",
      ]
    ),
    dossiers(
      "one row per person",
      [],
      people + "D1;toit;maintien;\(first);01/06/2016;30/09/2016;relogement;impaye,budget;Le Bailleur;\n"
        + "D1;toit;maintien;MARTIN;Lise;03/04/1982;01/03/2016;01/06/2016;30/09/2016;relogement;impaye,budget;;L001\n"
        + last
    ),
    dossiers(
      "last year's export beside this year's",
      [],
      plain["association/mesures.csv"] ?? "",
      more: [
        "association/fichiers.csv": "fichier,table\nmesures*.csv,mesures\nvisites.csv,visites\n",
        "association/mesures (2015).csv": people + "D1;toit;maintien;\(first);;;;impaye;Le Bailleur;L001\n",
      ]
    ),
    dossiers(
      "a journal of openings, renewals and closings",
      [
        ("mesures,Projet,", "mesures,Fait,mesure.date_fin,,,,Acte = sortie\nmesures,Projet,"),
        ("mesures,Fin,mesure.date_fin,,,,\n", ""),
      ],
      "Acte;Dossier;Projet;Volet;Nom;Prénom;Né le;Début;Renouvelé;Fait;Motif;Difficultés;Bailleur;Contrat\n"
        + "entrée;D1;toit;maintien;\(first);;;;impaye,budget;Le Bailleur;L001\nentrée;" + last
        + "renouvellement;D1;;;;;;;01/06/2016;01/06/2016;;;;\nsortie;D1;;;;;;;;30/09/2016;relogement;;;\n"
    ),
    dossiers(
      "yearly snapshots in one file, of which the last stands",
      [],
      people + "D1;toit;maintien;\(first);;;;impaye;Le Bailleur;L001\n" + last
        + "D1;toit;maintien;\(first);01/06/2016;30/09/2016;relogement;impaye,budget;Le Bailleur;L001\n" + last
    ),
    Layout(
      "a dossier on two lines of two kinds, and visits under it",
      [
        "association/fichiers.csv": "fichier,table,entete,condition\nmesures.csv,mesures,aucun,\"\"\"#1\"\" = M\"\n"
          + "mesures.csv,fins,aucun,\"\"\"#1\"\" = F\"\nmesures.csv,visites,aucun,\"\"\"#1\"\" = V\"\n",
        "association/colonnes.csv": header + "mesures,#2,mesure.mesure_id,,,,\nmesures,,mesure.projet,toit,,,\n"
          + "mesures,#3,mesure.volet,,,,\nmesures,#4,personne.identite,,,,\nmesures,#5,personne.date_naissance,,,,\n"
          + "mesures,#6,mesure.date_debut,,,,\nmesures,#7,mesure.bail_id,,,,\nfins,#2,mesure.mesure_id,,,,\n"
          + "fins,#3,mesure.renouvellements,,,,\nfins,#4,mesure.date_fin,,,,\nfins,#5,sortie.motif,,,,\n"
          + "fins,#6,mesure.problematiques,,,,\nvisites,#2,rencontre.mesure_id,,,,\nvisites,#3,rencontre.date,,,,\n"
          + "visites,#4,rencontre.lieu,,,,\n",
        "association/visites.csv": "",
        "association/mesures.csv": "M;D1;maintien;Mme MARTIN Paul;01/02/1980;01/03/2016;L001\n"
          + "F;D1;01/06/2016;30/09/2016;relogement;impaye,budget\nV;D1;01/04/2016;domicile\n"
          + "M;D2;acces;Mme DURAND Anne;05/05/1981;01/04/2016;\nV;D2;02/05/2016;bailleur\n",
      ]
    ),
  ]
}

extension Measure {
  fileprivate var told: String {
    let exit = exits.first.map { "\($0.date) \($0.motive)" } ?? ""
    let visits = visits.map { "\($0.date) \($0.place?.rawValue ?? "")" }
    return "\(number) \(project) \(volet) \(start?.description ?? "") \(renewals) \(exit) "
      + "\(problems.map(\.rawValue).sorted()) \(visits)"
  }
}

@Test(arguments: Layout.ledgers + Layout.measured)
fileprivate func `another form of the same exports tells the same`(layout: Layout) throws {
  // Files that a layout does without are left empty.
  let told = try layout.told().filter { !$0.hasPrefix("fichier-vide") && !$0.hasPrefix("fichier-non-declare") }
  let plain = try Layout("", [:]).told()
  #expect(told == plain, "\(told.filter { !plain.contains($0) }) for \(plain.filter { !told.contains($0) })")
}

@Test func `a row of no project of the campaign is set aside with its value`() throws {
  let layout = Layout.dossiers(
    "",
    [],
    (Layout.plain["association/mesures.csv"] ?? "")
      + "D3;toit2018;maintien;NOEL;Eve;01/01/1971;01/03/2016;;;;;;\n"
  )
  let told = try layout.told()
  #expect(told.filter { !$0.hasPrefix("valeur-inconnue") } == (try Layout("", [:]).told()))
  #expect(told.contains { $0.contains("« toit2018 »") })
}

import Model

/// A campaign of one association and two landlords, whose exports a test writes as whole files: what is sent twice needs
/// several files of one table.
struct Exchange {
  var files: [String: String] = [
    "campagne.csv": "cle,valeur\nnom,Essai\nannee,2018\ndate_arrete,2018-12-31\nprofil,financeur\n",
    "projets/toit/projet.csv":
      "cle,valeur\ntitre,Un toit\ncategorie,acces_et_maintien\ndate_debut,2016-01-01\ndate_fin,2018-12-31\n",
    "sources/asso/source.csv": "cle,valeur\nnom,Association\ntype,association\nprojet,toit\n",
    "sources/asso/fichiers.csv": "fichier,table\nmesures*.csv,mesures\nvisites*.csv,visites\n",
    "sources/asso/colonnes.csv": """
    table,colonne,champ,valeur
    mesures,Dossier,mesure.mesure_id,
    mesures,Nom,personne.nom,
    mesures,Prénom,personne.prenoms,
    mesures,Naissance,personne.date_naissance,
    mesures,Début,mesure.date_debut,
    mesures,Fin,mesure.date_fin,
    mesures,Motif,sortie.motif,
    mesures,Logement,sortie.logement_a_la_sortie,
    mesures,Bail,mesure.bail_id,
    mesures,,mesure.projet,toit
    mesures,,mesure.volet,maintien
    visites,Dossier,rencontre.mesure_id,
    visites,Date,rencontre.date,
    visites,Lieu,rencontre.lieu,
    visites,,rencontre.aboutie,oui

    """,
    "sources/asso/mesures.csv": """
    Dossier;Nom;Prénom;Naissance;Début;Fin;Motif;Logement;Bail
    D1;DUPONT;Jean;12/03/1980;01/02/2017;31/10/2018;objectifs_atteints;meme_logement;L1

    """,
    "sources/asso/visites.csv": "Dossier;Date;Lieu\nD1;01/03/2017;domicile\nD1;04/04/2017;domicile\n",
  ]

  private static let landlord = """
    table,colonne,champ,valeur
    baux,Bail,bail.bail_id,
    baux,Nom,personne.nom,
    baux,Prénom,personne.prenoms,
    baux,Naissance,personne.date_naissance,
    baux,Effet,bail.date_effet,
    baux,Fin,bail.date_fin,
    baux,Motif,bail.motif_fin,
    baux,Loyer,bail.loyer,
    baux,Charges,bail.charges,
    actes,Bail,bail.bail_id,
    actes,Acte,acte.acte,
    actes,Date,acte.date_acte,
    comptes,Bail,mouvement.bail_id,
    comptes,Date,mouvement.date_exigibilite,
    comptes,Montant,mouvement.montant,
    comptes,Nature,mouvement.categorie,
    soldes,Bail,releve.bail_id,
    soldes,Date,releve.date_solde,
    soldes,Solde,releve.solde,

    """

  init() {
    addLandlord("office")
    self["office/baux"] = """
      Bail;Nom;Prénom;Naissance;Effet;Fin;Motif;Loyer;Charges
      L1;DUPONT;Jean;12/03/1980;01/01/2010;;;400;50

      """
  }

  mutating func addLandlord(_ code: String) {
    files["sources/\(code)/source.csv"] = "cle,valeur\nnom,\(code)\ntype,bailleur\nprojet,toit\n"
    files["sources/\(code)/fichiers.csv"] =
      "fichier,table\n" + ["baux", "actes", "comptes", "soldes"].map { "\($0)*.csv,\($0)\n" }.joined()
    files["sources/\(code)/colonnes.csv"] = Self.landlord
  }

  /// An export by its structure and its name without extension: `office/comptes_2018`.
  subscript(export: String) -> String {
    get { files["sources/\(export).csv"] ?? "" }
    set { files["sources/\(export).csv"] = newValue }
  }

  /// A ledger of the lease L1 unless another is named: `01/01/2017 500 loyer_principal`.
  static func ledger(_ writings: [String], of lease: String = "L1") -> String {
    "Bail;Date;Montant;Nature\n"
      + writings.map { writing in
        let parts = writing.split(separator: " ").map(String.init)
        return "\(lease);\(parts[0]);\(parts[1]);\(parts.count > 2 ? parts[2] : "loyer_principal")\n"
      }.joined()
  }

  func read() throws -> TinyCampaign { try TinyCampaign(files: files) }
}

extension TinyCampaign {
  /// `projet periode volet indicateur detail = numérateur/dénominateur` of every figure: what must not change when only the
  /// form does.
  private var figures: [String] {
    (report.evaluations + [report.consolidated]).flatMap { evaluation in
      evaluation.figures.map { figure in
        "\(evaluation.project) \(figure.period) \(figure.scope) \(figure.indicator) \(figure.detail) = "
          + "\(figure.numerator.map { "\($0.double)" } ?? "–")/\(figure.denominator.map { "\($0.double)" } ?? "–")"
          + " \(figure.status.rawValue)"
      }
    }
  }

  /// The figures that are not those of another campaign.
  func changes(from other: TinyCampaign) -> [String] {
    let known = Set(other.figures)
    return figures.filter { !known.contains($0) }
  }

  /// How many rows a file had set aside, by rule.
  func setAside(_ rule: String) -> Int { report.rejections.count { $0.isSetAside && $0.rule == rule } }

  /// Whether every file's rows are all accounted for.
  var balances: Bool { report.accounts.allSatisfy(\.balances) }
}

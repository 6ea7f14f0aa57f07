package import Diagnostics
package import Model

/// What a finding is called when somebody is written to, without what becomes of it; `nil` for those nobody is told.
package func causeTitle(ofFinding code: Diagnostic.Code) -> String? { ReturnCause.ofFinding(code)?.shortTitle }

/// What a row that was not used is called; `nil` when there is nothing to correct in it.
package func causeTitle(ofRejection rejection: Rejection) -> String? { ReturnCause.ofRejection(rejection)?.shortTitle }

/// A reason to write back to a structure, said to it and not to the data team.
struct ReturnCause: Hashable, Sendable {
  /// Code of the finding or of the rejection's rule.
  let id: String
  let gravity: ReturnLine.Gravity
  /// What is wrong, in French, without any value.
  let title: String
  /// What the structure can do.
  let remedy: String

  /// Before the first colon.
  fileprivate var shortTitle: String { title.split(separator: ":").first.map { String($0).trimmed } ?? title }

  init(_ id: String, _ gravity: ReturnLine.Gravity, _ title: String, remedy: String) {
    self.id = id
    self.gravity = gravity
    self.title = title
    self.remedy = remedy
  }

  /// Why a row was not used; `nil` when there is nothing to correct, or when a conflict says it.
  static func ofRejection(_ rejection: Rejection) -> ReturnCause? {
    if ["ecartee_par_condition", "doublon_de_fichier", "solde_remplace"].contains(rejection.rule) { return nil }
    if let known = rejected[rejection.rule] { return known }
    return ReturnCause(
      rejection.rule,
      .toCorrect,
      "Ligne non utilisée",
      remedy: "corriger ces lignes et renvoyer le fichier"
    )
  }

  /// What a finding means for the structure that it is about; `nil` when it concerns the data team only.
  static func of(_ finding: Diagnostic) -> ReturnCause? {
    switch finding.audience {
    case .operator: nil
    case .sender: found[finding.code.id]
    case .missing:
      ReturnCause(
        finding.code.id,
        .missing,
        French.capitalised(finding.message),
        remedy: "nous l’envoyer, ou nous dire qu’il n’y a rien à envoyer cette année"
      )
    }
  }

  /// What a kind of finding means for the sender; `nil` when it concerns the data team only.
  static func ofFinding(_ code: Diagnostic.Code) -> ReturnCause? { found[code.id] }

  private static func table(_ causes: [ReturnCause]) -> [String: ReturnCause] {
    Dictionary(uniqueKeysWithValues: causes.map { ($0.id, $0) })
  }

  /// By rule of a rejection.
  private static let rejected = table([
    ReturnCause(
      "deja_dit",
      .notice,
      "Ligne qui répète ce que vos fichiers disent déjà le même jour : elle compte une fois",
      remedy: "rien, si c’est voulu"
    ),
    ReturnCause(
      "ecriture_deja_dite",
      .notice,
      "Écriture donnée par deux fichiers : elle compte une fois",
      remedy: "rien, si les deux fichiers se recouvrent"
    ),
    ReturnCause(
      "solde_reporte",
      .notice,
      "À nouveau égal à la somme des écritures qui le précèdent : il n’ajoute rien",
      remedy: "rien"
    ),
    ReturnCause(
      "solde_deja_dit",
      .notice,
      "Solde donné deux fois pour le même bail et le même jour : il compte une fois",
      remedy: "rien, si c’est voulu"
    ),
    ReturnCause(
      "sortie_avant_entree",
      .toCorrect,
      "Sortie avant l’entrée : la ligne n’est pas utilisée",
      remedy: "vérifier les deux dates et renvoyer le fichier"
    ),
    ReturnCause(
      "fin_avant_effet",
      .toCorrect,
      "Fin du bail avant sa date d’effet : la ligne n’est pas utilisée",
      remedy: "vérifier les deux dates et renvoyer le fichier"
    ),
    ReturnCause(
      "projet_absent",
      .toCorrect,
      "Dispositif non précisé : la ligne n’est pas utilisée",
      remedy: "remplir la colonne sur ces lignes"
    ),
    ReturnCause(
      "volet_inconnu",
      .toCorrect,
      "Accès ou maintien non précisé : la ligne n’est pas utilisée",
      remedy: "remplir la colonne sur ces lignes"
    ),
    ReturnCause(
      "cle_orpheline",
      .toCorrect,
      "Numéro qui ne correspond à aucun dossier ni bail de vos fichiers : la ligne n’est pas utilisée",
      remedy: "corriger le numéro, ou envoyer le dossier qui manque"
    ),
    ReturnCause(
      "cle_absente",
      .toCorrect,
      "Numéro absent : la ligne n’est pas utilisée",
      remedy: "remplir le numéro sur ces lignes"
    ),
    ReturnCause(
      "date_illisible",
      .toCorrect,
      "Date absente ou illisible : la ligne n’est pas utilisée",
      remedy: "écrire une date du calendrier, par exemple 31/12/2018"
    ),
    ReturnCause(
      "montant_illisible",
      .toCorrect,
      "Montant illisible : la ligne n’est pas utilisée",
      remedy: "écrire un seul nombre, par exemple 1234,56"
    ),
    ReturnCause(
      "montant_absent",
      .toCorrect,
      "Montant absent : la ligne n’est pas utilisée",
      remedy: "remplir le montant sur ces lignes"
    ),
    ReturnCause(
      "acte_illisible",
      .toCorrect,
      "Acte ou date de l’acte illisible : la ligne n’est pas utilisée",
      remedy: "écrire le nom de l’acte et sa date"
    ),
  ])

  /// By code of a finding.
  private static let found = table([
    ReturnCause(
      "signe-en-double",
      .toConfirm,
      "Colonne de débit ou de crédit dont les montants portent leur propre signe moins",
      remedy: "dire si ce signe répète le sens de la colonne, ou exporter sans lui"
    ),
    ReturnCause(
      "montant-hors-echelle",
      .toConfirm,
      "Montants hors de toute échelle : leur unité n’est sans doute pas l’euro",
      remedy: "dire dans quelle unité ils sont (euros, centimes, milliers d’euros)"
    ),
    ReturnCause(
      "solde-reporte-different",
      .toCorrect,
      "À nouveau différent de la somme des écritures qui le précèdent : le compte repart de lui",
      remedy: "envoyer les écritures qui manquent, ou corriger l’à nouveau"
    ),
    ReturnCause(
      "dette-reprise",
      .notice,
      "Solde d’ouverture qui reprend la dette d’un compte antérieur : il compte une fois",
      remedy: "rien si c’est la même dette ; sinon nous dire d’où vient ce solde"
    ),
    ReturnCause(
      "source-inutilisable",
      .blocking,
      "Aucune ligne n’a pu être utilisée",
      remedy: "vérifier que l’export est celui qui était attendu, et nous appeler"
    ),
    ReturnCause(
      "colonne-obligatoire-absente",
      .blocking,
      "Colonne indispensable absente du fichier",
      remedy: "renvoyer l’export avec cette colonne, ou nous dire son nouveau nom"
    ),
    ReturnCause(
      "colonne-absente",
      .toCorrect,
      "Colonne attendue, absente du fichier",
      remedy: "renvoyer l’export avec cette colonne, ou nous dire son nouveau nom"
    ),
    ReturnCause(
      "fichier-vide",
      .toConfirm,
      "Fichier vide",
      remedy: "nous dire si c’est voulu ; sinon renvoyer le fichier"
    ),
    ReturnCause(
      "fichier-envoye-deux-fois",
      .notice,
      "Fichier reçu deux fois, compté une seule",
      remedy: "rien ; à l’avenir, n’envoyer qu’un exemplaire"
    ),
    ReturnCause(
      "valeur-illisible",
      .toCorrect,
      "Date, montant ou nombre illisible : tenu pour inconnu",
      remedy: "corriger la cellule, par exemple 31/12/2018 ou 1234,56"
    ),
    ReturnCause(
      "valeur-inconnue",
      .toConfirm,
      "Valeur que nous ne connaissons pas : tenue pour inconnue",
      remedy: "nous dire ce qu’elle veut dire, ou employer une des valeurs habituelles"
    ),
    ReturnCause(
      "bailleur-inconnu",
      .toConfirm,
      "Bailleur que nous ne connaissons pas",
      remedy: "écrire le nom usuel du bailleur"
    ),
    ReturnCause(
      "bail-cite-introuvable",
      .toConfirm,
      "Numéro de contrat introuvable",
      remedy: "vérifier le numéro sur le bail ou l’avis d’échéance"
    ),
    ReturnCause(
      "numero-de-securite-sociale",
      .toCorrect,
      "Numéro de sécurité sociale dans le fichier : supprimé à la lecture",
      remedy: "retirer ces numéros avant tout nouvel envoi"
    ),
    ReturnCause(
      "identifiant-detruit",
      .toCorrect,
      "Numéro abîmé par le tableur (notation scientifique)",
      remedy: "mettre la colonne au format texte avant d’exporter"
    ),
    ReturnCause(
      "formule-dans-une-cellule",
      .notice,
      "Cellule qu’un tableur prendrait pour une formule : lue comme du texte",
      remedy: "rien, sauf si ce n’est pas voulu"
    ),
    ReturnCause(
      "balise-dans-une-cellule",
      .notice,
      "Cellule qui contient du code : lue comme du texte",
      remedy: "rien, sauf si ce n’est pas voulu"
    ),
    ReturnCause(
      "ligne-irreguliere",
      .notice,
      "Ligne qui n’a pas le nombre de cellules de l’en-tête, ou un guillemet isolé",
      remedy: "vérifier ces lignes dans l’export"
    ),
  ])

  /// A value that a partner contradicts, and whose word stands.
  static let contradicted = ReturnCause(
    "valeur-contredite",
    .toConfirm,
    "Valeur contredite par un partenaire, dont l’indication est retenue",
    remedy: "vérifier cette valeur dans votre dossier et la corriger si besoin"
  )
  /// A value that another row of the same structure, later, gives otherwise.
  static let saidOtherwise = ReturnCause(
    "valeur-changee",
    .toConfirm,
    "Deux valeurs différentes dans vos fichiers : la plus récente est retenue",
    remedy: "confirmer la plus récente, ou corriger"
  )
  /// A person whom the row does not name enough.
  static let unsure = ReturnCause(
    "identite-incertaine",
    .toConfirm,
    "Personne qui n’a pu être reconnue avec certitude",
    remedy: "compléter nom, prénoms, date de naissance et numéro de contrat sur ces lignes"
  )
}

import Expressions
import Model

extension FactTable {
  /// One row per parcours: the unit of most indicators.
  static let pathways = FactTable(
    name: "parcours",
    meaning: "Un parcours : les mesures enchaînées d’un ménage dans un projet et un volet",
    columns: FactColumn.identity({ $1.pathways[$0].household }, volet: { $1.pathways[$0].volet })
      + entryFacts + pathFacts + exitFacts + sentFacts + periodFacts,
    count: { $0.pathways.count },
    household: { $1.pathways[$0].household },
    volet: { $1.pathways[$0].volet },
    subject: { index, _ in .pathway(index) }
  )

  private static func fact(
    _ name: String,
    _ kind: Kind,
    _ meaning: String,
    _ section: String,
    _ rests: [String],
    unknown: String = "",
    codes: [String] = [],
    evidence: Evidence = [],
    _ cell: @escaping @Sendable (Pathway) -> Value
  ) -> FactColumn {
    FactColumn(
      name: name,
      kind: kind,
      codes: codes,
      unknown: unknown,
      meaning: meaning,
      section: section,
      rests: rests,
      evidence: evidence
    ) { cell($1.cohort.pathways[$0]) }
  }

  private static let ledgers = ["mouvement", "releve"]
  private static let rents = ["bail.loyer", "bail.charges", "bail.aide_tiers_payant"]

  private static let entryFacts: [FactColumn] = [
    fact("rang", .number, "Rang du parcours dans son ménage et son volet, depuis 1", "§2", ["mesure.date_debut"]) {
      Value($0.rank)
    },
    fact("debut", .day, "Premier jour", "§2", ["mesure.date_debut"]) { .day($0.start) },
    fact(
      "lien_rompu",
      .truth,
      "La première mesure dit le lien rompu avec le bailleur",
      "§5",
      ["mesure.lien_bailleur_rompu"],
      unknown: "lien avec le bailleur inconnu"
    ) { Value($0.linkBroken) },
    fact(
      "stade_entree",
      .number,
      "Rang de la procédure au début, 0 à 12",
      "§3",
      ["acte", "bail.date_effet"],
      unknown: "stade de la procédure inconnu",
      evidence: [.leases, .acts]
    ) { Value($0.entryStage) },
    fact(
      "dette_entree",
      .money,
      "Dette au début, en euros",
      "§3",
      ledgers,
      unknown: "dette inconnue à l’entrée",
      evidence: .debts
    ) { Value($0.entryDebt?.amount) },
    fact(
      "declarant_entree",
      .text,
      "Qui dit la dette au début",
      "§3",
      ledgers,
      unknown: "dette inconnue à l’entrée",
      codes: Declarant.allCases.map(\.rawValue),
      evidence: .debts
    ) { Value(code: $0.entryDebt?.declarant) },
    fact(
      "loyer_net_entree",
      .money,
      "Loyer net du bail en vigueur au début, en euros par mois",
      "§3",
      rents,
      unknown: "loyer net inconnu",
      evidence: .leases
    ) { Value($0.entryRent) },
    fact(
      "nb_personnes",
      .number,
      "Personnes du ménage",
      "§5",
      ["menage.nb_personnes"],
      unknown: "taille du ménage inconnue"
    ) { Value($0.persons) },
    fact(
      "nb_enfants",
      .number,
      "Enfants du ménage",
      "§5",
      ["menage.nb_enfants"],
      unknown: "nombre d’enfants inconnu"
    ) { Value($0.children) },
  ]

  private static let pathFacts: [FactColumn] = [
    fact(
      "jours",
      .number,
      "Jours du début à la fin, ou à la date d’arrêté, sans ceux de suspension",
      "§2",
      ["mesure.date_debut", "mesure.date_fin", "suspension"]
    ) { Value($0.days) },
    fact("nb_mesures", .number, "Mesures enchaînées", "§2", ["mesure.renouvellement_de"]) { Value($0.measures.count) },
    fact(
      "nb_renouvellements",
      .number,
      "Renouvellements",
      "§2",
      ["mesure.renouvellements", "mesure.renouvellement_de"]
    ) { Value($0.renewals) },
    fact(
      "adhesion",
      .text,
      "Dernière adhésion dite",
      "§5",
      ["mesure.adhesion"],
      unknown: "adhésion inconnue",
      codes: Adhesion.allCases.filter { $0 != .unknown }.map(\.rawValue)
    ) {
      Value(code: $0.adhesion == .unknown ? nil : $0.adhesion)
    },
    fact(
      "nb_problematiques",
      .number,
      "Problématiques distinctes nommées ; inconnu si aucune ne l’est",
      "§5",
      ["mesure.problematiques"],
      unknown: "aucune problématique renseignée"
    ) {
      $0.problems == 0 ? .null : Value($0.problems)
    },
    FactColumn(
      name: "premiere_rencontre",
      kind: .day,
      unknown: "aucune rencontre",
      meaning:
        "Première rencontre aboutie, hors téléphone",
      section: "§5",
      rests: ["rencontre"],
      evidence: .visits
    ) {
      index,
      slice in
      Value(slice.cohort.visits[slice.cohort.pathways[index].visits].map(\.date).min())
    },
    FactColumn(
      name: "premiere_rencontre_domicile",
      kind: .day,
      unknown: "aucune rencontre à domicile",
      meaning:
        "Première rencontre aboutie au domicile",
      section: "§5",
      rests: ["rencontre"],
      evidence: .visits
    ) {
      index,
      slice in
      Value(slice.cohort.visits[slice.cohort.pathways[index].visits].filter { $0.place == .home }.map(\.date).min())
    },
    fact(
      "bail_acces_le",
      .day,
      "Effet du premier bail d’accès pris pendant le parcours",
      "§3",
      ["bail.date_effet", "acces"],
      unknown: "aucun bail d’accès",
      evidence: .leases
    ) { Value($0.accessDay) },
    fact(
      "bail_rattache",
      .truth,
      "Un bail de logement d’un bailleur court pendant le parcours",
      "§5",
      ["bail.bail_id", "personne"],
      evidence: .leases
    ) { .truth($0.isLinked) },
    fact(
      "expulse",
      .truth,
      "Expulsion entre le début et la fin, ou la date d’arrêté",
      "§3",
      ["acte", "bail.motif_fin"],
      evidence: [.leases, .acts]
    ) { .truth(!$0.expulsions.isEmpty) },
    FactColumn(
      name: "observe_jours",
      kind: .number,
      unknown: "hors du volet maintien",
      meaning:
        "Jours suivis depuis le début, jusqu’à la perte du logement ou aux dernières nouvelles (volet maintien)",
      section: "§5",
      rests: ["bail.date_fin", "suivi", "sortie"],
      evidence: [.exit, .leases, .acts, .followUps]
    ) {
      index,
      slice in Value(slice.cohort.observations[index]?.days)
    },
    FactColumn(
      name: "observe_perdu",
      kind: .truth,
      unknown: "hors du volet maintien",
      meaning:
        "Le logement est perdu au bout de ces jours (volet maintien)",
      section: "§5",
      rests: ["bail.date_fin", "suivi", "sortie"],
      evidence: [.exit, .leases, .acts, .followUps]
    ) {
      index,
      slice in Value(slice.cohort.observations[index]?.lost)
    },
  ]

  private static let open = "parcours en cours"

  private static let exitFacts: [FactColumn] = [
    fact("fin", .day, "Dernière fin, si toutes les mesures en ont une", "§2", ["mesure.date_fin"], unknown: open) {
      Value($0.end)
    },
    fact(
      "motif",
      .text,
      "Motif de sortie, tel que cru",
      "§2",
      ["sortie.motif", "bail.motif_fin"],
      unknown: "motif de sortie inconnu",
      codes: ExitMotive.allCases.map(\.rawValue),
      evidence: [.exit, .leases, .acts]
    ) { Value(code: $0.closure.flatMap { $0.motive == .unknown ? nil : $0.motive }) },
    fact(
      "motif_positif",
      .truth,
      "Le motif est dans la liste du projet",
      "§5",
      ["sortie.motif"],
      unknown: "motif de sortie inconnu",
      evidence: [.exit, .leases, .acts]
    ) {
      Value($0.closure.flatMap { $0.motive == .unknown ? nil : $0.isPositive })
    },
    fact(
      "logement_sortie",
      .text,
      "Logement à la sortie, tel que cru",
      "§2",
      ["sortie.logement_a_la_sortie"],
      unknown: "logement à la sortie inconnu",
      codes: ExitDwelling.allCases.map(\.rawValue),
      evidence: [.exit, .leases, .acts]
    ) {
      Value(code: $0.closure.flatMap { $0.dwelling == .unknown ? nil : $0.dwelling })
    },
    fact(
      "gestion_courante",
      .truth,
      "Gestion courante reprise à la sortie",
      "§5",
      ["sortie.gestion_courante_reprise"],
      unknown: "retour à une gestion courante inconnu",
      evidence: .exit
    ) { Value($0.closure?.backToNormal ?? .unknown) },
    fact(
      "stade_sortie",
      .number,
      "Rang de la procédure à la fin, 0 à 12",
      "§3",
      ["acte"],
      unknown: "stade de la procédure inconnu",
      evidence: [.leases, .acts]
    ) { Value($0.closure?.exitStage) },
    fact(
      "dette_sortie",
      .money,
      "Dette à la fin, en euros",
      "§3",
      ledgers,
      unknown: "dette inconnue à la fin",
      evidence: .debts
    ) { Value($0.closure?.exitDebt?.amount) },
    fact(
      "declarant_sortie",
      .text,
      "Qui dit la dette à la fin",
      "§3",
      ledgers,
      unknown: "dette inconnue à la fin",
      codes: Declarant.allCases.map(\.rawValue),
      evidence: .debts
    ) { Value(code: $0.closure?.exitDebt?.declarant) },
    fact(
      "efface",
      .money,
      "Dette effacée ou abandonnée pendant le parcours, en euros",
      "§5",
      ["mouvement", "acte"],
      unknown: "montant effacé inconnu",
      evidence: [.debts, .acts]
    ) {
      Value($0.closure.flatMap { $0.erasedUnseen ? nil : $0.writtenOff })
    },
    fact(
      "loyer_net_sortie",
      .money,
      "Loyer net du bail en vigueur à la fin, en euros par mois",
      "§3",
      rents,
      unknown: "loyer net inconnu",
      evidence: .leases
    ) { Value($0.closure?.exitRent) },
    fact(
      "logement_garde",
      .truth,
      "Logement gardé à la clôture",
      "§3",
      ["sortie.logement_a_la_sortie", "bail.motif_fin"],
      unknown: "logement à la sortie inconnu",
      evidence: [.exit, .leases]
    ) { Value($0.closure?.kept ?? .unknown) },
    fact(
      "procedure_arretee",
      .truth,
      "Procédure arrêtée à la fin",
      "§3",
      ["acte"] + ledgers,
      unknown: "arrêt de la procédure inconnu",
      evidence: [.leases, .acts, .debts]
    ) {
      Value($0.closure?.stopped ?? .unknown)
    },
    fact(
      "quitte_tous_baux",
      .truth,
      "Tous les baux de logement non finis avant le début le sont à la fin",
      "§5",
      ["bail.date_fin"],
      unknown: open,
      evidence: .leases
    ) { Value($0.closure?.leftEveryLease) },
    fact(
      "plan_signe",
      .truth,
      "Un plan d’apurement a été signé pendant le parcours",
      "§5",
      ["plan"],
      unknown: open,
      evidence: .plans
    ) { Value($0.closure.map { $0.planKept != nil }) },
    fact(
      "plan_respecte",
      .truth,
      "Le dernier plan signé est respecté ou soldé à la fin",
      "§5",
      ["plan"],
      unknown: "aucun plan signé",
      evidence: .plans
    ) { Value($0.closure?.planKept) },
    fact("anniversaire", .day, "Douze mois après la fin", "§5", ["mesure.date_fin"], unknown: open) {
      Value($0.closure?.anniversary)
    },
    fact(
      "dette_un_an",
      .money,
      "Dette douze mois après la fin, en euros",
      "§5",
      ledgers,
      unknown: "non observé un an après",
      evidence: [.leases, .followUps]
    ) { Value($0.closure?.laterDebt) },
    fact(
      "loyer_net_un_an",
      .money,
      "Loyer net douze mois après la fin, en euros par mois",
      "§5",
      rents,
      unknown: "non observé un an après",
      evidence: [.leases, .followUps]
    ) { Value($0.closure?.laterRent) },
    fact(
      "suivi_un_an_impaye",
      .truth,
      "Le suivi à douze mois dit trois mois d’impayé",
      "§5",
      ["suivi"],
      unknown: "non observé un an après",
      evidence: [.leases, .followUps]
    ) {
      Value($0.closure?.laterArrears ?? .unknown)
    },
  ]

  private static let sentFacts: [FactColumn] = [
    ("envoie_rencontres", Sent.visits, "Un opérateur envoie les rencontres"),
    ("envoie_aides", .aids, "Un opérateur envoie les aides"),
    ("envoie_problematiques", .problems, "Un opérateur envoie les problématiques"),
    ("envoie_adhesion", .adhesion, "Un opérateur envoie l’adhésion"),
    ("envoie_gestion_courante", .backToNormal, "Un opérateur envoie le retour à une gestion courante"),
    ("envoie_suivis", .followUps, "Un opérateur envoie les suivis après la sortie"),
    ("envoie_plans", .plans, "Un bailleur du ménage envoie les plans d’apurement"),
    ("envoie_actes", .acts, "Un bailleur du ménage envoie les actes de procédure"),
    ("envoie_motif_fin", .endMotive, "Un bailleur du ménage envoie les motifs de fin de bail"),
  ].map { name, object, meaning in
    fact(name, .truth, meaning, "§4", []) { .truth($0.sent.contains(object)) }
  }

  /// Facts that depend on the period.
  private static let periodFacts: [FactColumn] = [
    FactColumn(
      name: "jours_periode",
      kind: .number,
      meaning: "Jours dans la période, sans ceux de suspension",
      section: "§2",
      rests: ["mesure.date_debut", "mesure.date_fin", "suspension"],
      sql: SQLFacts.days(by: "rang")
    ) {
      index,
      slice in Value(slice.days(of: slice.cohort.pathways[index]))
    },
    visitFact("rencontres_periode", "Rencontres abouties, hors téléphone, de la période", "n") { $0.all },
    visitFact("rencontres_situees_periode", "Celles dont le lieu est connu", "situees") { $0.placed },
    visitFact("rencontres_domicile_periode", "Celles qui ont lieu au domicile", "domicile") { $0.home },
    FactColumn(
      name: "aides_periode",
      kind: .number,
      meaning: "Aides du ménage décidées dans la période",
      section: "§5",
      rests: ["aide"],
      evidence: .aids,
      sql: SQLFacts.count(of: "aides")
    ) { index, slice in
      Value(slice.dossier(of: slice.cohort.pathways[index]).aids.count { slice.contains($0.date) })
    },
    FactColumn(
      name: "expulsions_periode",
      kind: .number,
      meaning: "Jours d’expulsion du parcours dans la période",
      section: "§5",
      rests: ["acte", "bail.motif_fin"],
      evidence: [.leases, .acts],
      sql: SQLFacts.count(of: "expulsions")
    ) { index, slice in
      Value(slice.cohort.expulsions[slice.cohort.pathways[index].expulsions].count(where: slice.contains))
    },
  ]

  private static func visitFact(
    _ name: String,
    _ meaning: String,
    _ column: String,
    _ number: @escaping @Sendable (VisitCount) -> Int
  ) -> FactColumn {
    FactColumn(
      name: name,
      kind: .number,
      meaning: meaning,
      section: "§5",
      rests: ["rencontre"],
      evidence: .visits,
      sql: SQLFacts.count(of: "rencontres", column)
    ) { index, slice in
      Value(number(VisitCount(of: slice.cohort.pathways[index], in: slice)))
    }
  }
}

/// Visits of a parcours in a period that took place, not by telephone.
struct VisitCount: Sendable {
  var all = 0
  /// Those whose place is known.
  var placed = 0
  var home = 0

  init(of pathway: Pathway, in slice: Slice) {
    for visit in slice.cohort.visits[pathway.visits] where slice.contains(visit.date) {
      all += 1
      if visit.place != nil { placed += 1 }
      if visit.place == .home { home += 1 }
    }
  }
}

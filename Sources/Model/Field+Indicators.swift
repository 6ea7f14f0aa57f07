extension Field {
  /// Codes of the indicators that a field feeds, in the order of the référentiel (§5); empty for one that feeds none
  /// by itself.
  ///
  /// The identity of persons and the keys of leases feed whatever needs two sources.
  package var indicators: [String] { Self.indicatorsByField[path] ?? Self.indicatorsByRecord[record] ?? [] }

  /// The codes that several fields feed, each once, in the order of the référentiel.
  package static func indicators(of fields: some Sequence<Field>) -> [String] {
    let codes = Set(fields.flatMap(\.indicators))
    return indicatorOrder.filter(codes.contains)
  }

  /// Whom the structure accompanies, how many and how long.
  private static let counts = [
    "menages_accompagnes", "mesures_demarrees", "parcours_clotures", "file_active", "mois_mesures",
  ]
  private static let durations = [
    "taux_renouvellement", "renouvellements_par_rang", "duree_mediane", "duree_mediane_km",
  ]
  private static let debts = [
    "dette_minoree", "dette_apuree", "montant_dette_entree", "montant_dette_sortie", "variation_dette",
    "transition_dette", "impaye_constitue_entree", "impaye_constitue_sortie", "impaye_12_mois",
  ]
  private static let rents = ["impaye_constitue_entree", "impaye_constitue_sortie", "impaye_12_mois"]
  private static let dwellings = [
    "acces_logement", "acces_logement_clotures", "maintien_acces", "maintien_km_6", "maintien_km_12",
    "taux_rapprochement",
  ]
  private static let stages = [
    "menaces_expulsion", "issue_par_stade", "expulsions_evitees", "expulsions_ajournees", "expulsions_effectives",
  ]
  private static let kept = [
    "maintien_cloture", "maintien_itt", "maintien_km_6", "maintien_km_12", "expulsions_evitees", "issue_par_stade",
    "sorties_positives",
  ]
  private static let visits = ["intensite_rencontres", "part_rencontres_domicile"]

  private static let indicatorsByRecord: [RecordKind: [String]] = [
    .person: ["taux_rapprochement"],
    .entry: debts + ["dette_minoree_hors_effacement"],
    .statement: debts,
    .act: stages,
    .plan: ["plans_apurement_respectes"],
    .suspension: ["mois_mesures", "duree_mediane", "duree_mediane_km", "intensite_rencontres"],
    .access: ["acces_logement", "acces_logement_clotures", "maintien_acces"],
    .visit: visits,
    .aid: ["aides_mobilisees"],
    .followUp: ["maintien_km_6", "maintien_km_12", "impaye_12_mois"],
  ]

  private static let indicatorsByField: [String: [String]] = [
    "menage.nb_personnes": ["personnes_accompagnees"],
    "menage.nb_enfants": ["personnes_accompagnees"],
    "bail.bail_id": dwellings + debts,
    "bail.bailleur": dwellings,
    "bail.preneur": dwellings + debts,
    "bail.type": dwellings,
    "bail.nature": dwellings + debts,
    "bail.date_effet": dwellings + stages,
    "bail.date_fin": dwellings + stages,
    "bail.motif_fin": ["expulsions_ajournees", "expulsions_effectives", "issue_par_stade"] + kept,
    "bail.loyer": rents,
    "bail.charges": rents,
    "bail.aide_tiers_payant": rents,
    "mesure.mesure_id": visits + ["taux_renouvellement"],
    "mesure.projet": counts,
    "mesure.volet": counts,
    "mesure.type": counts,
    "mesure.date_orientation": ["taux_entree"],
    "mesure.date_debut": counts + ["taux_realisation"] + durations + debts,
    "mesure.date_fin": ["parcours_clotures", "file_active", "mois_mesures"] + durations + debts
      + ["sorties_par_motif", "maintien_cloture"],
    "mesure.renouvellement_de": ["taux_renouvellement", "renouvellements_par_rang"],
    "mesure.renouvellements": ["taux_renouvellement", "renouvellements_par_rang"],
    "mesure.adhesion": ["taux_adhesion", "adhesion_et_gestion_courante"],
    "mesure.lien_bailleur_rompu": ["lien_rompu"],
    "mesure.problematiques": ["cumul_problematiques"],
    "mesure.bail_id": ["taux_rapprochement"],
    "mesure.bailleur": ["taux_rapprochement"],
    "sortie.motif": ["sorties_par_motif", "sorties_positives", "maintien_cloture", "maintien_itt"],
    "sortie.logement_a_la_sortie": kept,
    "sortie.gestion_courante_reprise": ["adhesion_et_gestion_courante"],
  ]

  /// The order of the référentiel.
  private static let indicatorOrder: [String] = [
    "menages_accompagnes", "personnes_accompagnees", "mesures_demarrees", "parcours_clotures", "file_active",
    "taux_realisation", "mois_mesures", "taux_entree", "taux_adhesion", "adhesion_et_gestion_courante",
    "taux_renouvellement", "renouvellements_par_rang", "duree_mediane", "duree_mediane_km", "intensite_rencontres",
    "part_rencontres_domicile", "lien_rompu", "cumul_problematiques", "dette_minoree",
    "dette_minoree_hors_effacement", "dette_apuree", "montant_dette_entree", "montant_dette_sortie",
    "variation_dette", "transition_dette", "impaye_constitue_entree", "impaye_constitue_sortie",
    "plans_apurement_respectes", "aides_mobilisees", "acces_logement", "acces_logement_clotures", "maintien_cloture",
    "maintien_itt", "maintien_acces", "maintien_km_6", "maintien_km_12", "menaces_expulsion", "issue_par_stade",
    "expulsions_evitees", "expulsions_ajournees", "expulsions_effectives", "sorties_par_motif", "sorties_positives",
    "impaye_12_mois", "taux_rapprochement",
  ]
}

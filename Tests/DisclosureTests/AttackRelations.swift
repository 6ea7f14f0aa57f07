import Model

/// The référentiel as a reader has it: what ties the rows of one project, period and volet.
extension Attack {
  mutating func addIndicators(_ place: Place, _ positive: Set<ExitMotive>?) {
    addClosures(place, positive)
    addDebts(place)
    addHouseholds(place)
    addActive(place)
    if place.scope == .maintien { addProcedure(place) }
    if place.period == "cumul" { addSurvival(place) }
  }

  private func at(_ place: Place, _ indicator: String, _ detail: String = "", _ part: String = "num") -> Int? {
    names[Attack.name(place, indicator, detail, part)]
  }

  /// A row that is told to stand in « Autres ».
  private func grouped(_ place: Place, _ indicator: String, _ detail: String) -> Int? {
    at(place, indicator, detail).flatMap { isGrouped.contains($0) ? $0 : nil }
  }

  private mutating func addClosures(_ place: Place, _ positive: Set<ExitMotive>?) {
    let closed = at(place, "parcours_clotures")
    let motives = ExitMotive.allCases.map { at(place, "sorties_par_motif", $0.rawValue) }
    equal(motives, [closed])
    if let others = at(place, "sorties_par_motif", "autres") {
      equal(ExitMotive.allCases.map { grouped(place, "sorties_par_motif", $0.rawValue) }.filter { $0 != nil }, [others])
    }
    for motive in ExitMotive.allCases { equal([at(place, "sorties_par_motif", motive.rawValue, "den")], [closed]) }
    let ranks = ["0", "1", "2", "3+"]
    equal(ranks.map { at(place, "renouvellements_par_rang", $0) }, [closed])
    for rank in ranks { equal([at(place, "renouvellements_par_rang", rank, "den")], [closed]) }
    equal([at(place, "renouvellements_par_rang", "0")], [at(place, "taux_renouvellement", "", "autres")])
    for indicator in ["taux_renouvellement", "acces_logement_clotures", "duree_mediane"] {
      equal([at(place, indicator, "", "den")], [closed])
    }
    for indicator in ["adhesion_et_gestion_courante", "impaye_constitue_entree", "impaye_constitue_sortie"] {
      equal([at(place, indicator, "", "den"), at(place, indicator, "", "manquant")], [closed])
    }
    let silent = ["deces", "transfert_operateur"].map { at(place, "sorties_par_motif", $0) }
    for indicator in ["sorties_positives", "maintien_cloture"] {
      equal([at(place, indicator, "", "den"), at(place, indicator, "", "manquant")] + silent, [closed])
    }
    atMost([at(place, "sorties_positives", "", "manquant")], [at(place, "sorties_par_motif", "inconnu")])
    if let positive {
      let good = positive.subtracting([.death, .operatorChange]).map { at(place, "sorties_par_motif", $0.rawValue) }
      atMost([at(place, "sorties_positives")], good)
    }
    equal([at(place, "impaye_12_mois", "taux_suivi")], [at(place, "impaye_12_mois", "", "den")])
    equal([at(place, "impaye_12_mois", "taux_suivi", "autres")], [at(place, "impaye_12_mois", "", "manquant")])
  }

  private mutating func addDebts(_ place: Place) {
    let (known, missing) = (at(place, "dette_minoree", "", "den"), at(place, "dette_minoree", "", "manquant"))
    let outcomes = ["apuree", "minoree", "aggravee", "stable"]
    let amounts = ["montant_dette_entree", "montant_dette_sortie", "variation_dette"]
    let rows =
      [("dette_apuree", "")] + outcomes.map { ("transition_dette", $0) }
      + amounts.flatMap { amount in ["total", "mediane", "q1", "q3"].map { (amount, $0) } }
    for (indicator, detail) in rows {
      equal([at(place, indicator, detail, "den")], [known])
      equal([at(place, indicator, detail, "manquant")], [missing])
    }
    equal(outcomes.map { at(place, "transition_dette", $0) }, [known])
    if let others = at(place, "transition_dette", "autres") {
      equal(outcomes.map { grouped(place, "transition_dette", $0) }.filter { $0 != nil }, [others])
    }
    let (cleared, lower) = (at(place, "transition_dette", "apuree"), at(place, "transition_dette", "minoree"))
    equal([cleared], [at(place, "dette_apuree")])
    equal([cleared, lower], [at(place, "dette_minoree")])
    atMost([at(place, "dette_minoree_hors_effacement")], [at(place, "dette_minoree")])
    equal(
      ["den", "manquant"].map { at(place, "dette_minoree_hors_effacement", "", $0) },
      [known, missing]
    )
    atMost(
      [known, missing, at(place, "dette_minoree", "n_dette_entree_inconnue")],
      [at(place, "parcours_clotures")]
    )
    atMost(
      ["den", "manquant"].map { at(place, "dette_minoree_hors_effacement", "", $0) },
      [at(place, "parcours_clotures")]
    )
    let totals = amounts.map { at(place, $0, "total") }
    equal([totals[0], totals[2]], [totals[1]])
  }

  private mutating func addHouseholds(_ place: Place) {
    if place.period == "reste" { return }
    let accompanied = at(place, "menages_accompagnes")
    equal(["den", "manquant"].map { at(place, "aides_mobilisees", "", $0) }, [accompanied])
    let kinds = AidKind.allCases.map { at(place, "aides_mobilisees", $0.rawValue, "den") }
    atMost([at(place, "aides_mobilisees")], kinds)
    for kind in kinds { atMost([kind], [at(place, "aides_mobilisees")]) }
    atMost([at(place, "personnes_accompagnees", "enfants")], [at(place, "personnes_accompagnees")])
    atMost([at(place, "taux_realisation")], [accompanied])
    atMost([at(place, "taux_realisation")], [at(place, "mesures_demarrees")])
    equal(
      ["den", "manquant"].map { at(place, "part_rencontres_domicile", "", $0) },
      [at(place, "intensite_rencontres")]
    )
    if place.scope == .whole {
      let (acces, maintien) = (
        Place(project: place.project, period: place.period, scope: .acces),
        Place(project: place.project, period: place.period, scope: .maintien)
      )
      equal(
        [at(maintien, "maintien_cloture"), at(acces, "maintien_acces")],
        [at(place, "cout_par_maintien", "", "den")]
      )
    }
  }

  /// Of the parcours active in the period, whose number several indicators tell.
  private mutating func addActive(_ place: Place) {
    let indicators = [
      "taux_adhesion", "lien_rompu", "cumul_problematiques", "menaces_expulsion", "expulsions_effectives",
    ]
    let active = indicators.map { name in ["den", "manquant"].map { at(place, name, "", $0) } }
      .filter { !$0.contains(nil) }
    guard let first = active.first else { return }
    for (place, one) in active.enumerated() { for other in active[..<place] { equal(one, other) } }
    if place.period == "reste" { return }
    atMost([at(place, "parcours_clotures"), at(place, "file_active")], first)
    atMost([at(place, "adhesion_et_gestion_courante")], [at(place, "taux_adhesion")])
  }

  private mutating func addProcedure(_ place: Place) {
    let stages = ["0-2", "3-4", "5-6", "7-8", "9-12", "inconnu"]
    let issues = ["procedure_arretee", "depart_sans_expulsion", "toujours_menace", "expulse", "inconnu"]
    let closed = at(place, "parcours_clotures")
    let groups = stages.map { at(place, "issue_par_stade", "\($0)|expulse", "den") }
    for (stage, group) in zip(stages, groups) {
      equal(issues.map { at(place, "issue_par_stade", "\(stage)|\($0)") }, [group])
      for issue in issues { equal([at(place, "issue_par_stade", "\(stage)|\(issue)", "den")], [group]) }
    }
    equal(groups, [closed])
    let (threatened, silent) = (
      Array(groups[1...4]), ["deces", "transfert_operateur"].map { at(place, "sorties_par_motif", $0) }
    )
    let judged = ["expulsions_evitees", "expulsions_ajournees"].map { name in
      ["den", "manquant"].map { at(place, name, "", $0) }
    }
    equal(judged[0], judged[1])
    // They follow from the others, but not for a pencil that takes one relation at a time.
    for judged in judged { atMost(judged, [closed]) }
    atMost(judged[1], threatened)
    atMost(threatened, judged[1] + silent)
    let expelled = stages[1...4].map { at(place, "issue_par_stade", "\($0)|expulse") }
    let lost = at(place, "expulsions_ajournees", "", "autres")
    atMost([lost], expelled)
    atMost(expelled, [lost] + silent)
    if place.period == "reste" { return }
    let active = ["den", "manquant"].map { at(place, "menaces_expulsion", "", $0) }
    atMost(threatened, [at(place, "menaces_expulsion")])
    atMost([at(place, "menaces_expulsion"), closed], threatened + active)
    atMost([groups[0]], [at(place, "menaces_expulsion", "", "autres")])
  }

  private mutating func addSurvival(_ place: Place) {
    let (six, twelve) = ("maintien_km_6", "maintien_km_12")
    atMost([at(place, six)], [at(place, twelve)])
    equal([at(place, six, "", "den")], [at(place, twelve, "", "den")])
    atMost([at(place, twelve, "n_a_risque")], [at(place, six, "n_a_risque")])
    for name in [six, twelve] { atMost([at(place, name, "n_a_risque")], [at(place, name, "", "autres")]) }
  }
}

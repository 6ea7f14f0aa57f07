import Model

extension Indicator {
  static let brokenLink = share(
    "lien_rompu",
    "Lien rompu avec le bailleur à l’entrée",
    definition: "Part des parcours actifs dont la première mesure dit que le lien avec le bailleur était rompu.",
    counted: "parcours dont le lien était rompu à l’entrée",
    among: .active
  ) { pathway, _ in
    pathway.linkBroken == .unknown ? .missing(.linkUnknown) : Judgement(pathway.linkBroken == .yes)
  }

  static let cumulatedProblems = share(
    "cumul_problematiques",
    "Plus de trois problématiques",
    definition: """
      Part des parcours actifs dont les mesures nomment au moins quatre problématiques distinctes. Un parcours où \
      aucune n’est nommée est manquant.
      """,
    counted: "parcours de quatre problématiques ou plus",
    among: .active
  ) { pathway, _ in
    guard pathway.sent.contains(.problems) else { return .unsent }
    return pathway.problems == 0 ? .missing(.noProblem) : Judgement(pathway.problems >= 4)
  }
}

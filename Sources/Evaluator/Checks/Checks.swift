import Model

/// The coherence checks of a project's fiche and the lines of its quality statement (référentiel §7).
func checks(of cohort: Cohort, _ figures: [Figure], by referentiel: Referentiel, profile: Profile) -> [Check] {
  fundingChecks(of: cohort.setting.project) + announcedChecks(of: cohort.setting.project, figures)
    + [periodCheck(of: cohort.setting.project)] + arithmeticChecks(of: figures, over: [cohort], by: referentiel)
    + qualityChecks(of: cohort, profile: profile)
}

extension Check {
  /// A check that must hold: an alert when something is at fault.
  init(_ code: String, holds: Bool, _ kept: String, otherwise broken: String) {
    self.init(code: code, outcome: holds ? .passed : .alert, sentence: holds ? kept : broken)
  }
}

import Model

func checks(of cohort: Cohort, _ figures: [Figure]) -> [Check] { [] }
func arithmeticChecks(of figures: [Figure]) -> [Check] { [] }

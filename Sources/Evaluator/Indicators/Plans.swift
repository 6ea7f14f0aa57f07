import Model

extension Indicator {
  static let plansKept = share(
    "plans_apurement_respectes",
    "Plans d’apurement respectés",
    definition: """
      Part des parcours clôturés pendant lesquels un plan d’apurement a été signé, dont le dernier plan signé a pour \
      dernier statut connu à la fin « respecté » ou « soldé ».
      """,
    counted: "parcours dont le dernier plan est respecté ou soldé",
    among: .closed.named("parcours clôturés pendant la période, ayant signé un plan d’apurement"),
    evidence: .plans
  ) { pathway, _ in
    guard pathway.sent.contains(.plans) else { return .unsent }
    return pathway.closure?.plan ?? .outside
  }
}

extension Dossier {
  /// Whether the last plan signed between two days, both included, is kept or cleared at the second.
  func planKept(from start: Day, to end: Day) -> Judgement {
    let signed = dwellings.flatMap { lease in
      lease.plans.filter { $0.signed >= start && $0.signed <= end }.map { (lease: lease.origin, plan: $0) }
    }
    guard let last = signed.max(by: { ($0.plan.signed, $0.plan.origin) < ($1.plan.signed, $1.plan.origin) }) else {
      return .outside
    }
    // Several rows may tell the statuses of one plan; an undated status cannot be said to precede the end.
    let statuses = signed.filter { $0.lease == last.lease && $0.plan.signed == last.plan.signed }.map(\.plan)
    let known = statuses.compactMap { plan in plan.statusDate.map { (date: $0, plan: plan) } }.filter { $0.date <= end }
    let latest = known.max { ($0.date, $0.plan.origin) < ($1.date, $1.plan.origin) }?.plan.status
    return Judgement(latest == .kept || latest == .cleared)
  }
}

import Model

extension Indicator {
  static let plansKept = share(
    "plans_apurement_respectes",
    "Plans d'apurement respectés",
    definition: """
      Part des parcours clôturés pendant lesquels un plan d'apurement a été signé, dont le dernier plan signé a pour \
      dernier statut connu à la fin « respecté » ou « soldé ».
      """,
    counted: "parcours dont le dernier plan est respecté ou soldé",
    among: .closed.named("parcours clôturés pendant la période, ayant signé un plan d'apurement"),
    evidence: .plans
  ) { pathway, slice in
    guard pathway.sent.contains(.plans) else { return .unsent }
    guard let end = pathway.end else { return .outside }
    let signed = slice.dossier(of: pathway).dwellings
      .flatMap { lease in lease.plans.map { (lease: lease.origin, plan: $0) } }
      .filter { $0.plan.signed >= pathway.start && $0.plan.signed <= end }
    guard let last = signed.max(by: { ($0.plan.signed, $0.plan.origin) < ($1.plan.signed, $1.plan.origin) }) else {
      return .outside
    }
    // Several rows may tell the statuses of one plan; an undated status cannot be said to precede the end.
    let statuses = signed.filter { $0.lease == last.lease && $0.plan.signed == last.plan.signed }.map(\.plan)
    let latest = statuses
      .compactMap { plan in plan.statusDate.flatMap { $0 <= end ? (date: $0, plan: plan) : nil } }
      .max { ($0.date, $0.plan.origin) < ($1.date, $1.plan.origin) }
    return Judgement(latest?.plan.status == .kept || latest?.plan.status == .cleared)
  }
}

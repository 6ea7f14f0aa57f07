import Model

extension Indicator {
  static let keptSixMonths = survival(months: 6)
  static let keptTwelveMonths = survival(months: 12)

  private static func survival(months: Int) -> Indicator {
    let card = IndicatorCard(
      code: "maintien_km_\(months)",
      label: "Maintien à \(months) mois (Kaplan-Meier)",
      definition: """
        Part estimée des parcours maintien (depuis leur début) ou des ménages du volet accès (depuis l'effet de leur \
        premier bail d'accès) dont le logement n'est pas perdu à \(months) mois de 30,4375 jours. Est une perte : \
        expulsion, abandon, clôture « perdu » ou motif « expulsion », suivi « perdu ». On cesse d'observer à la date \
        d'arrêté, à un décès ou aux dernières nouvelles.
        """,
      counted: "pertes de logement jusqu'à \(months) mois",
      among: "parcours maintien, ou ménages ayant accédé",
      unit: .shareOfPathways,
      shape: .survival,
      scopes: [.acces, .maintien],
      periods: [.cumul],
      details: ["", "n_a_risque"],
      reference: "référentiel §5"
    )
    let days = (Rational(months) * daysOfMonth).double
    return Indicator(card, candidates: .pathways) { pool in
      let poll = pool.scope == .acces ? followedHouseholds : followedPathways
      let survival = Survival(
        poll.votes(pool).filter { $0.judgement != .outside }
          .map { Survival.Subject(days: $0.amount ?? 0, event: $0.judgement == .counted) }
      )
      let unit: Unit = pool.scope == .acces ? .shareOfHouseholds : .shareOfPathways
      var figure = Figure(card, in: pool, unit: unit)
      figure.numerator = Quantity(survival.events(by: days))
      figure.denominator = Quantity(survival.count)
      figure.value = survival.count == 0 ? nil : survival.surviving(days).map(Quantity.real)
      if figure.value == nil { figure.status = .notComputable }
      figure.list(poll, in: pool, [.exit, .leases, .acts, .followUps])

      var atRisk = Figure(
        card,
        in: pool,
        detail: "n_a_risque",
        label: "Encore observés à \(months) mois",
        unit: pool.scope == .acces ? .menages : .parcours
      )
      atRisk.fill(count: survival.atRisk(days))
      return [figure, atRisk]
    }
  }

  /// Parcours of `maintien`, from their start.
  private static let followedPathways = Poll.pathways(.active) { pathway, slice in
    let dossier = slice.dossier(of: pathway)
    let leases = dossier.dwellings.filter { !$0.ended(before: pathway.start) }
    return Observation([pathway], leases, from: pathway.start, in: slice).verdict
  }

  /// Households of `acces`, once, from the effect of their first access lease.
  private static let followedHouseholds = Poll { pool in
    var votes: [Vote] = []
    for (number, slice) in pool.slices.enumerated() {
      let pathways = slice.cohort.pathways
      for (index, dossier) in slice.cohort.dossiers.enumerated() {
        let range = slice.cohort.pathwaysOf[index]
        let followed = range.filter { pathways[$0].volet == .acces }.map { pathways[$0] }
        let leases = followed.compactMap { slice.accessLease(of: $0) }
        guard let first = leases.min(by: { dossier.precedes($0, $1) }), let origin = dossier.dwellings[first].start else {
          continue
        }
        let later = dossier.dwellings.indices.filter { !dossier.precedes($0, first) }.map { dossier.dwellings[$0] }
        let verdict = Observation(followed, later, from: origin, in: slice).verdict
        votes.append(
          Vote(
            household: dossier.household,
            slice: number,
            subject: .dossier(index),
            judgement: verdict.0,
            amount: verdict.amount
          )
        )
      }
    }
    return votes.byHousehold()
  }
}

/// How long a household is followed from a day on, and whether it lost its dwelling.
struct Observation: Sendable {
  let days: Int
  let lost: Bool

  var verdict: (Judgement, row: Int, amount: Int?) { (Judgement(lost), 0, days) }

  /// - Parameter leases: those whose events count.
  init(_ pathways: [Pathway], _ leases: [Lease], from origin: Day, in slice: Slice) {
    let followUps = pathways.flatMap { slice.measures(of: $0) }.flatMap(\.followUps)
    var losses = leases.flatMap(\.losses)
    losses += pathways.compactMap { $0.closure?.losesDwelling == true ? $0.end : nil }
    losses += followUps.filter { $0.dwelling == .lost }.map(\.date)
    let loss = losses.filter { $0 >= origin }.min()

    var ends = pathways.compactMap { $0.closure?.motive == .death ? $0.end : nil }
    ends += leases.compactMap { $0.endMotive == .death ? $0.end : nil }
    ends = ends.filter { $0 >= origin } + [slice.cutoff]
    let ongoing = pathways.contains { $0.end == nil } || leases.contains { $0.start != nil && $0.end == nil }
    if !ongoing {
      let news = pathways.compactMap(\.end) + leases.compactMap(\.end) + followUps.map(\.date)
      ends += news.max().map { [$0] } ?? []
    }
    let last = ends.min() ?? slice.cutoff
    // An event wins over a censoring of the same day.
    lost = loss.map { $0 <= last } ?? false
    days = max(0, (lost ? loss ?? last : last) - origin)
  }
}

extension Closure {
  fileprivate var losesDwelling: Bool { dwelling == .lost || motive == .expulsion }
}

import Model

/// How long a household is followed from a day on, and whether it lost its dwelling (référentiel §5, `maintien_km`).
struct Observation: Sendable, Equatable {
  /// From the origin to the loss, or to the end of what is known.
  let days: Int
  let lost: Bool

  /// What is known, from `origin` on, of the parcours of one household and of the leases whose events count.
  init(_ pathways: [Pathway], of dossier: Dossier, _ leases: [Lease], from origin: Day, until cutoff: Day) {
    let followUps = pathways.flatMap { dossier.measures[$0.measures] }.flatMap(\.followUps)
    var losses = leases.flatMap(\.losses)
    losses += pathways.compactMap { $0.closure?.losesDwelling == true ? $0.end : nil }
    losses += followUps.filter { $0.dwelling == .lost }.map(\.date)
    let loss = losses.filter { $0 >= origin }.min()

    var ends = pathways.compactMap { $0.closure?.motive == .death ? $0.end : nil }
    ends += leases.compactMap { $0.endMotive == .death ? $0.end : nil }
    ends = ends.filter { $0 >= origin } + [cutoff]
    let ongoing = pathways.contains { $0.end == nil } || leases.contains { $0.start != nil && $0.end == nil }
    if !ongoing {
      let news = pathways.compactMap(\.end) + leases.compactMap(\.end) + followUps.map(\.date)
      ends += [news.max()].compactMap(\.self)
    }
    let last = ends.min() ?? cutoff
    // An event wins over a censoring of the same day.
    lost = loss.map { $0 <= last } ?? false
    days = max(0, (lost ? loss ?? last : last) - origin)
  }

  /// A parcours of `maintien`, from its start, over the leases not ended before.
  init(_ pathway: Pathway, of dossier: Dossier, until cutoff: Day) {
    let leases = dossier.dwellings.filter { !$0.ended(before: pathway.start) }
    self.init([pathway], of: dossier, leases, from: pathway.start, until: cutoff)
  }

  /// A household of `acces`, from the effect of its first access lease, over it and later ones; `nil` without one.
  init?(access pathways: [Pathway], of dossier: Dossier, until cutoff: Day) {
    let taken = pathways.compactMap(\.accessLease).min { dossier.precedes($0, $1) }
    guard let first = taken, let origin = dossier.dwellings[first].start else { return nil }
    let later = dossier.dwellings.indices.filter { !dossier.precedes($0, first) }.map { dossier.dwellings[$0] }
    self.init(pathways, of: dossier, later, from: origin, until: cutoff)
  }
}

extension Closure {
  fileprivate var losesDwelling: Bool { dwelling == .lost || motive == .expulsion }
}

package import Model

/// The structures nothing of whose exports is dated in the year of a report that they feed.
///
/// The years are those of the structure's projects, until their date d'arrêté; the campaign's where it names none.
package func structuresWithoutEvent(
  _ sources: TypedSources,
  ledgers: LedgerTable,
  in campaign: Campaign,
  files: [SourceFile]
) -> [Unreceived] {
  var days: [String: Set<Day>] = [:]
  for record in sources.records { days[record.structure, default: []].formUnion(record.days) }
  for row in ledgers.entries + ledgers.statements {
    days[files[row.origin.file].structure, default: []].insert(row.date)
  }
  return days.sorted { $0.key < $1.key }.flatMap { structure, days in
    campaign.years(of: structure).compactMap { year, last in
      guard !days.contains(where: { $0.civil.year == year && $0 <= last }) else { return nil }
      return Unreceived(structure: structure, kind: .noEvent(year: year, last: days.filter { $0 <= last }.max()))
    }
  }
}

extension Campaign {
  /// Each year of the reports that a structure feeds, with the last day that counts in it.
  fileprivate func years(of structure: String) -> [(year: Int, last: Day)] {
    let fed = structures[structure]?.projects ?? []
    var lasts: [Int: Day] = [:]
    for project in projects where fed.contains(project.code) {
      lasts[project.year] = max(lasts[project.year] ?? project.cutoff, project.cutoff)
    }
    if lasts.isEmpty { lasts[year] = cutoff }
    return lasts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension RowRecord {
  /// The days of the events that the row tells; no birth date, no planned end.
  fileprivate var days: [Day] {
    var days = [self.lease?.start, self.lease?.end, self.access?.date].compactMap(\.self)
    if let measure = self.measure { days += measure.days }
    days += self.acts.map(\.event.date) + self.visits.map(\.visit.date) + self.statements.map(\.statement.date)
    for (_, plan) in self.plans { days += [plan.signed, plan.statusDate].compactMap(\.self) }
    return days + self.aids.compactMap(\.decided)
  }
}

extension Measure {
  fileprivate var days: [Day] {
    [oriented, start, end, contract].compactMap(\.self) + renewals + followUps.map(\.date)
      + suspensions.flatMap { [$0.start, $0.end].compactMap(\.self) }
  }
}

import Model

/// The Kaplan–Meier estimate of the time to an event, some subjects being followed less long than it takes.
struct Survival: Sendable {
  /// Days from a subject's origin to its event, or to its censoring.
  struct Subject: Sendable, Equatable {
    let days: Int
    let event: Bool
  }

  /// Sorted by time, the events of a day before its censorings.
  private let subjects: [Subject]

  init(_ subjects: [Subject]) {
    self.subjects = subjects.sorted { ($0.days, $0.event ? 0 : 1) < ($1.days, $1.event ? 0 : 1) }
  }

  var count: Int { subjects.count }

  /// The steps of the estimate: each day of an event, and the share that survives it.
  var steps: [(days: Int, surviving: Double)] {
    var steps: [(days: Int, surviving: Double)] = []
    var surviving = 1.0
    var index = 0
    while index < subjects.count {
      let day = subjects[index].days
      let atRisk = subjects.count - index
      var events = 0
      while index < subjects.count, subjects[index].days == day {
        if subjects[index].event { events += 1 }
        index += 1
      }
      if events > 0 {
        surviving *= Double(atRisk - events) / Double(atRisk)
        steps.append((day, surviving))
      }
    }
    return steps
  }

  /// Share surviving a time in days; `nil` when nobody is at risk then, unless nobody survived.
  func surviving(_ days: Double) -> Double? {
    let share = steps.last { Double($0.days) <= days }?.surviving ?? 1
    return share == 0 || atRisk(days) > 0 ? share : nil
  }

  /// Events up to a time, included.
  func events(by days: Double) -> Int { subjects.count { $0.event && Double($0.days) <= days } }

  /// Subjects still followed at a time.
  func atRisk(_ days: Double) -> Int { subjects.count { Double($0.days) >= days } }

  /// The estimate every so many months, up to a number of months included, as long as somebody is observed.
  func curve(every step: Int, through months: Int) -> [SurvivalPoint] {
    stride(from: 0, through: months, by: step).prefix { atRisk(daysOf($0)) > 0 }.map { month in
      let days = daysOf(month)
      let earlier = subjects.count { $0.event && Double($0.days) < days }
      return SurvivalPoint(
        months: month,
        surviving: surviving(days) ?? 1,
        atRisk: atRisk(days),
        events: earlier
      )
    }
  }

  private func daysOf(_ months: Int) -> Double { (Rational(months) * daysOfMonth).double }

  /// The first time by which half have had the event; `nil` when it is never reached.
  var median: Int? {
    // Products of fractions may miss an exact half by rounding.
    steps.first { $0.surviving <= 0.5 + 1e-12 }?.days
  }
}

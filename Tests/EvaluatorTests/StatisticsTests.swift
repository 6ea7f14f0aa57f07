import Model
import TestSupport
import Testing

@testable import Evaluator

@Test(arguments: 1...60)
func `Kaplan-Meier agrees with recounting who is at risk at every time`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  let subjects = (0..<Int.random(in: 1...40, using: &random)).map { _ in
    Survival.Subject(days: Int.random(in: 0...30, using: &random), event: Bool.random(using: &random))
  }
  let survival = Survival(subjects)
  for days in 0...31 {
    var share = 1.0
    for time in 0...days {
      let atRisk = subjects.count { $0.days >= time }
      if atRisk > 0 { share *= 1 - Double(subjects.count { $0.days == time && $0.event }) / Double(atRisk) }
    }
    let followed = subjects.contains { $0.days >= days }
    let expected = followed || share < 1e-9 ? share : nil
    switch (survival.surviving(Double(days)), expected) {
    case (nil, nil): break
    case (let found?, let expected?): #expect(abs(found - expected) < 1e-12, "day \(days)")
    case (let found, let expected):
      Issue.record("day \(days): \(String(describing: found)), \(String(describing: expected))")
    }
    #expect(survival.events(by: Double(days)) == subjects.count { $0.event && $0.days <= days })
  }
}

@Test(arguments: 1...20)
func `a curve gives the estimate every so many months, as long as somebody is observed`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  let subjects = (0..<Int.random(in: 0...40, using: &random)).map { _ in
    Survival.Subject(days: Int.random(in: 0...900, using: &random), event: Bool.random(using: &random))
  }
  let survival = Survival(subjects)
  let last = subjects.map(\.days).max() ?? -1
  let months = stride(from: 0, through: 24, by: 3).filter { Double($0) * 30.4375 <= Double(last) }
  let curve = survival.curve(every: 3, through: 24)
  #expect(curve.map(\.months) == months)
  for point in curve {
    let days = Double(point.months) * 30.4375
    #expect(point.surviving == survival.surviving(days))
    #expect(point.atRisk == subjects.count { Double($0.days) >= days })
    #expect(point.events == subjects.count { $0.event && Double($0.days) < days })
  }
}

@Test func `the median survival is the first time when half are left, none when more are`() {
  let half = [1, 2, 3, 4].map { Survival.Subject(days: $0, event: $0 <= 2) }
  #expect(Survival(half).median == 2)
  let more = [1, 2, 3, 4].map { Survival.Subject(days: $0, event: $0 <= 1) }
  #expect(Survival(more).median == nil)
  #expect(Survival([]).median == nil)
}

@Test func `an event wins over a censoring of the same day`() {
  let subjects = [Survival.Subject(days: 5, event: false), Survival.Subject(days: 5, event: true)]
  #expect(Survival(subjects).surviving(5) == 0.5)
}

@Test(arguments: 1...60)
func `quartiles agree with a list refined to quarters of steps`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  let sorted = (0..<Int.random(in: 1...25, using: &random)).map { _ in Int.random(in: -500...500, using: &random) }
    .sorted()
  var refined: [Rational] = []
  for (one, next) in zip(sorted, sorted.dropFirst()) {
    for quarter in 0..<4 { refined.append(Rational(one * (4 - quarter) + next * quarter, 4)) }
  }
  refined.append(Rational(sorted[sorted.count - 1]))
  for quarter in 0...4 {
    #expect(quantile(Rational(quarter, 4), of: sorted.map { Rational($0) }) == refined[(sorted.count - 1) * quarter])
  }
}

@Test func `there is no quantile of nothing`() { #expect(quantile(Rational(1, 2), of: []) == nil) }

@Test(arguments: [1, 2, 3, 7, 10, 51, 100, 1_000])
func `Wilson's bounds are the shares that the observation just fails to reject`(total: Int) {
  let z = 1.959963984540054
  for count in Set([0, 1, total / 3, total / 2, total - 1, total]).sorted() {
    let interval = wilson(count, of: total)
    let observed = Double(count) / Double(total)
    #expect(interval.contains(observed))
    for bound in [interval.lowerBound, interval.upperBound] where bound > 0 && bound < 1 {
      let distance = abs(observed - bound)
      let allowed = z * (bound * (1 - bound) / Double(total)).squareRoot()
      #expect(abs(distance - allowed) < 1e-9, "\(count) of \(total)")
    }
    #expect((count == 0) == (interval.lowerBound == 0))
    #expect((count == total) == (interval.upperBound == 1))
  }
}

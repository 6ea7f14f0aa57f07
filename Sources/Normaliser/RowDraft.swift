import Linkage
import Model

/// A row typed cell by cell, before its records are built.
struct RowDraft: Sendable {
  /// Of the row whose values stand, where several tell one measure.
  var origin: Origin
  let structure: String
  /// Index in the rows of its table.
  let row: Int
  /// How its table writes persons.
  let names: NameReader
  let births: DayText
  var given: Instances
  /// Whether its project or its volet is written and not known, or its dates contradict each other.
  var isFaulty = false
  /// Rows of the same measure that gave something.
  var also: [Origin] = []
  var disagreements: [Disagreement] = []
  /// How recent what it says is.
  var age = Age()

  /// When a row was told: the day of its extraction, else the latest day that its file knows; then the name of its file
  /// without its extension, then its line.
  struct Age: Comparable, Sendable {
    var day = Day(number: .min)
    var file = ""
    var line = 0

    static func < (one: Age, other: Age) -> Bool { (one.day, one.file, one.line) < (other.day, other.file, other.line) }
  }
}

/// Two values that two rows give for one field of one measure.
struct Disagreement: Sendable {
  let field: String
  let kept: (text: String, origin: Origin)
  let other: (text: String, origin: Origin)
}

/// How a row completes another.
struct Completion {
  /// Whether what it says stands against what is known.
  let isLater: Bool
  /// Rows of one file complete each other's lists; of two files, the later list stands.
  let isSameFile: Bool
  /// Whether it gave anything.
  var isUsed = false
  /// Values that disagree.
  var contradicted: [(path: String, known: Value, told: Value)] = []
}

extension Instances {
  /// Adds what another row says of the same measure; an empty value never erases a known one.
  mutating func complete(with other: Instances, from origin: Origin, _ completion: inout Completion) {
    for (kind, instance) in other.all {
      if let place = all.firstIndex(where: { $0.kind == kind && $0.instance.isSame(as: instance, of: kind) }) {
        completeInstance(place, with: instance, of: kind, &completion)
      } else {
        var instance = instance
        instance.origin = instance.origin ?? origin
        append(instance, of: kind)
        completion.isUsed = true
      }
    }
  }

  /// The latest day that it tells of what has happened.
  var latestEvent: Day? { all.flatMap(\.instance.events).max() }
  var firstEvent: Day? { all.flatMap(\.instance.events).min() }
}

extension Instance {
  /// Whether two records of one measure are one: those that stand once, else those of the same key, else the same values.
  fileprivate func isSame(as other: Instance, of kind: RecordKind) -> Bool {
    let keys: [String]
    switch kind {
    case .measure, .exit, .household, .access, .lease, .address: return true
    case .suspension: keys = ["debut"]
    case .followUp: keys = ["horizon_mois"]
    case .statement: return self["date_solde"] == other["date_solde"] && self["bail_id"] == other["bail_id"]
    case .aid: keys = ["type", "date_decision"]
    case .plan: keys = ["date_signature"]
    case .person, .visit, .act, .entry: keys = []
    }
    let isKeyed = !keys.isEmpty && keys.allSatisfy { self[$0] != nil && self[$0] == other[$0] }
    return isKeyed || other.values.allSatisfy { self[$0.name] == $0.value }
  }

  mutating func complete(with other: Instance, of kind: RecordKind, _ completion: inout Completion) {
    for (name, told) in other.values where !told.isUnknown {
      guard let place = values.firstIndex(where: { $0.name == name }) else {
        values.append((name, told))
        completion.isUsed = true
        continue
      }
      let known = values[place].value
      if known == told { continue }
      if let union = known.union(with: told) {
        if completion.isSameFile || union.isLasting {
          if union != known { completion.isUsed = true }
          values[place].value = union
        } else if completion.isLater {
          values[place].value = told
          completion.isUsed = true
        }
        continue
      }
      if known.isUnknown || completion.isLater {
        values[place].value = told
        completion.isUsed = true
      }
      if !known.isUnknown { completion.contradicted.append(("\(kind.rawValue).\(name)", known, told)) }
    }
  }

  /// The days that it tells of what has happened.
  fileprivate var events: [Day] {
    values.flatMap { name, value -> [Day] in
      switch value {
      case .day(let day): ["date_fin_prevue", "date_naissance"].contains(name) ? [] : [day]
      case .days(let days): days
      case .visits(let visits): visits.map(\.day)
      default: []
      }
    }
  }
}

extension Value {
  /// Whether it says that nothing is known.
  fileprivate var isUnknown: Bool { self == .code("inconnu") || self == .text("") }

  /// Two lists as one; `nil` where one of two values stands.
  fileprivate func union(with other: Value) -> Value? {
    switch (self, other) {
    case (.days(let one), .days(let two)): .days(one + two.filter { !one.contains($0) })
    case (.visits(let one), .visits(let two)): .visits(one + two.filter { !one.contains($0) })
    case (.codes(let one), .codes(let two)): .codes(one + two.filter { !one.contains($0) })
    default: nil
    }
  }

  /// Whether it lists events, which stay true whatever is told later.
  fileprivate var isLasting: Bool { if case .codes = self { false } else { true } }

  /// As `conflits.csv` writes it.
  var written: String {
    switch self {
    case .text(let text): text
    case .integer(let number): String(number)
    case .day(let day): day.description
    case .days(let days): days.map(\.description).joined(separator: ", ")
    case .cents(let cents): "\(cents / 100),\(String(abs(cents % 100) + 100).dropFirst())"
    case .code(let code): code
    case .codes(let codes): codes.joined(separator: ", ")
    case .visits(let visits): visits.map(\.day.description).joined(separator: ", ")
    }
  }
}

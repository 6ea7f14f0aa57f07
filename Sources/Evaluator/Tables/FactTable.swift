import Expressions
import Model

/// A fact that the program knows of each unit of a table: a column that declarations may name.
struct FactColumn: Sendable {
  let name: String
  let kind: Kind
  var codes: [String] = []
  /// What is said of a unit whose fact is not known: « adhésion inconnue »; empty for a fact that every unit has.
  var unknown = ""
  /// French, one line, with its unit.
  let meaning: String
  /// Article of the référentiel.
  let section: String
  /// Fields of the exports that it rests on, or whole records: `mesure.date_debut`, `acte`.
  let rests: [String]
  /// The rows that explain it, besides those of the measures.
  var evidence: Evidence = []
  /// How an engine computes a fact that depends on the period, from the tables written; `nil` for the others.
  var sql: (@Sendable (SQLPrinter) -> String)?
  /// Its value for the unit of an index, over a slice; only a fact of the period looks at the dates of the slice.
  let cell: @Sendable (Int, Slice) -> Value

  var column: Column { Column(name, kind, codes: codes, mayBeUnknown: !unknown.isEmpty) }
}

/// One row a unit of a project, whatever the period.
struct FactTable: Sendable {
  let name: String
  let meaning: String
  let columns: [FactColumn]
  /// Whether units are distinguished by a key, two rows of one key being one unit told twice.
  var key: (@Sendable (Int, Cohort) -> Origin?)?
  /// Whether, of a household's units in a population, the first decides alone.
  var firstDecides = false
  let count: @Sendable (Cohort) -> Int
  let household: @Sendable (Int, Cohort) -> Household.ID
  /// `nil`: of no volet in particular.
  let volet: @Sendable (Int, Cohort) -> Volet?
  let subject: @Sendable (Int, Cohort) -> Vote.Subject

  /// The names that expressions over the table may use: its columns, then the parameters.
  var schema: Schema { Schema(columns.map(\.column) + Parameter.allCases.map(\.column)) }

  static let all: [FactTable] = [
    .pathways, .households, .measures, .orientations, .accesses, .visits, .aids, .followUps, .suspensions, .expulsions,
  ]

  static func of(_ name: String) -> FactTable? { all.first { $0.name == name } }
}

/// What an expression may write `:name`: dates of the period and settings of the campaign.
enum Parameter: String, CaseIterable {
  case debut, fin
  case cutoff = "arrete"
  case tolerance
  case gap = "ecart"
  case projectStart = "debut_projet"
  case projectEnd = "fin_projet"

  var column: Column {
    switch self {
    case .tolerance: Column(rawValue, .money, isParameter: true)
    case .gap: Column(rawValue, .number, isParameter: true)
    default: Column(rawValue, .day, isParameter: true)
    }
  }

  func value(_ setting: Setting, _ period: Period?) -> Value {
    switch self {
    case .debut: Value(period?.lowerBound)
    case .fin: Value(period?.upperBound)
    case .cutoff: .day(setting.project.cutoff)
    case .tolerance: Value(setting.tolerance)
    case .gap: Value(setting.maximumGap)
    case .projectStart: .day(setting.project.start)
    case .projectEnd: Value(setting.project.end)
    }
  }
}

extension FactColumn {
  /// The columns that say whose row it is.
  static func identity(
    _ household: @escaping @Sendable (Int, Cohort) -> Household.ID,
    volet: (@Sendable (Int, Cohort) -> Volet?)? = nil
  ) -> [FactColumn] {
    var columns = [
      FactColumn(name: "projet", kind: .text, meaning: "Code du projet", section: "§1", rests: ["mesure.projet"]) {
        .text($1.setting.project.code)
      },
      FactColumn(name: "menage", kind: .text, meaning: "Ménage, clé du programme", section: "§1", rests: []) {
        .text(household($0, $1.cohort).description)
      },
    ]
    if let volet {
      columns.append(
        FactColumn(
          name: "volet",
          kind: .text,
          codes: Volet.allCases.map(\.rawValue),
          meaning: "Volet du dispositif",
          section: "§2",
          rests: ["mesure.volet"]
        ) { Value(code: volet($0, $1.cohort)) }
      )
    }
    return columns
  }
}

extension Value {
  /// The text of a code; NULL without one.
  init<C: Code>(code: C?) { self = code.map { .text($0.rawValue) } ?? .null }
  /// Yes, no, or NULL.
  init(_ answer: Answer) { self = answer == .unknown ? .null : .truth(answer == .yes) }
}

import Diagnostics
import Model

/// The rows of one money or target file, so that no amount is declared twice: two rows of one key (funder, nature, status,
/// volet) for one exercice, or for exercices that overlap, are an error with both places.
struct RepeatedExercises {
  private struct Seen {
    let key: [String]
    let exercise: Exercise
    let place: Location
  }

  private var seen: [Seen] = []

  /// `columns`: those that tell two rows of one exercice apart.
  mutating func note(_ row: DeclarationFile.Line, _ exercise: Exercise, apart columns: [String]) {
    let key = columns.map { Folded.words(row[$0].value) }
    seen.append(Seen(key: key, exercise: exercise, place: row["exercice"].location))
  }

  func report(to findings: inout Findings) {
    for (index, row) in seen.enumerated() {
      guard let first = seen[..<index].first(where: { $0.key == row.key && overlap($0.exercise, row.exercise) }) else {
        continue
      }
      let isSame = Folded.words(first.exercise.label) == Folded.words(row.exercise.label)
      findings.report(
        .repeatedExercise,
        isSame
          ? "exercice « \(row.exercise.label) » déjà déclaré en \(first.place)"
          : "exercice « \(row.exercise.label) » qui recouvre « \(first.exercise.label) », déclaré en \(first.place)",
        at: row.place
      )
    }
  }

  private func overlap(_ one: Exercise, _ other: Exercise) -> Bool {
    if Folded.words(one.label) == Folded.words(other.label) { return true }
    guard let first = dates(of: one), let second = dates(of: other) else { return false }
    return first.overlaps(second)
  }

  /// Its own, else those that another row gives its label, else those of the calendar year that it names.
  private func dates(of exercise: Exercise) -> Period? {
    let label = Folded.words(exercise.label)
    let told =
      exercise.dates
      ?? seen.lazy.filter { Folded.words($0.exercise.label) == label }
      .compactMap(\.exercise.dates).first
    if let told { return told }
    guard let year = Int(label), let start = Day(year: year, month: 1, day: 1),
      let end = Day(year: year, month: 12, day: 31)
    else { return nil }
    return start...end
  }
}

extension Diagnostic.Code {
  static let repeatedExercise = Self(
    "exercice-declare-deux-fois",
    .erreur,
    remedy: "garder une seule ligne, ou les additionner ; corriger les dates si les exercices se suivent"
  )
}

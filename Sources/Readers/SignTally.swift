import Diagnostics
import Model

/// The signs that the cells of a debit and of a credit column carry.
///
/// The column says the side; where most of its amounts carry a minus sign of their own, nobody knows what they mean, and
/// the writings of the file are not computed with until the declaration says it.
struct SignTally: Sendable {
  private struct Seen {
    var negative = 0
    var all = 0
    var lines: [Int] = []
  }

  private var seen: [Int: Seen] = [:]

  /// `column`: that of the sheet, of a debit or of a credit.
  mutating func note(_ cents: Cents, of column: Int, line: Int) {
    if cents == 0 { return }
    var entry = seen[column] ?? Seen()
    entry.all += 1
    if cents < 0 {
      entry.negative += 1
      if entry.lines.count < 5 { entry.lines.append(line) }
    }
    seen[column] = entry
  }

  /// The columns most of whose amounts are negative.
  private var doubled: [(column: Int, seen: Seen)] {
    seen.filter { $0.value.negative * 2 > $0.value.all }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  var isDoubtful: Bool { !doubled.isEmpty }

  func findings(at path: String, header: [String]) -> Findings {
    var findings = Findings()
    for (column, seen) in doubled {
      let name = column < header.count ? header[column] : ""
      findings.report(
        .doubledSign,
        "colonne « \(name) » : \(seen.negative) montants sur \(seen.all) portent leur propre signe moins ; "
          + "les écritures de ce fichier ne comptent pas",
        at: Location(file: path),
        count: seen.negative,
        about: Diagnostic.Subject(column: name, field: "mouvement.montant", lines: seen.lines)
      )
    }
    return findings
  }
}

extension Diagnostic.Code {
  static let doubledSign = Self(
    "signe-en-double",
    .attention,
    remedy: "ajouter « inverse » au format de cette colonne si le signe répète son sens ; sinon faire corriger l'export"
  )
}

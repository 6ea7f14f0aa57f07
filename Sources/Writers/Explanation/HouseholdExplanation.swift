package import Model

/// Everything about one household, for a reader of the restricted zone: its records, why they were linked, conflicts and
/// the values kept, its parcours, and the figures in which it counts.
///
/// - Parameters:
///   - household: one of the report's.
///   - pathways: its parcours, as the evaluator tells them.
///   - figures: before suppression; those in which it has no place are passed over.
///   - report: the one it comes from.
/// - Returns: French text, lines ended by `\n`; no name of a person.
package func explanation(
  of household: Household,
  pathways: [PathwaySummary],
  figures: [Figure],
  in report: Report
) -> String {
  let account = HouseholdExplanation(household: household, report: report)
  let sections = [
    [restrictedNotice, "", "Ménage \(household.id)"], account.records, account.links, account.conflicts,
    account.told(pathways), account.memberships(in: figures),
  ]
  return French.spaced(sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")) + "\n"
}

fileprivate struct HouseholdExplanation {
  let household: Household
  let report: Report
  private let rows: [Origin]

  init(household: Household, report: Report) {
    self.household = household
    self.report = report
    rows = report.reconciliation.attachments.filter { $0.household == household.id }.map(\.row)
  }

  /// One line a file, with the lines of its records.
  var records: [String] {
    var lines = ["ENREGISTREMENTS : \(French.count(rows.count, "ligne", "lignes"))"]
    for (file, own) in Dictionary(grouping: rows, by: \.file).sorted(by: { $0.key < $1.key }) {
      let name = file < report.files.count ? "\(report.files[file].structure)/\(report.files[file].name)" : "?"
      lines.append("  \(name) : " + runs(of: own.map(\.line).sorted()))
    }
    return lines
  }

  var links: [String] {
    let own = Set(rows.map { Row($0) })
    let links = report.reconciliation.links.filter { own.contains(Row($0.one.row)) || own.contains(Row($0.other.row)) }
    if links.isEmpty { return ["RAPPROCHEMENTS : aucun, les enregistrements se désignent par leurs clés"] }
    return ["RAPPROCHEMENTS"]
      + links.map { link in
        let verdict =
          switch link.zone {
          case .linked: "liés"
          case .review: "à examiner"
          case .apart: "séparés"
          }
        return "  \(report.place(link.one.row)) et \(report.place(link.other.row)) : \(verdict)\n"
          + "      \(link.rule), \(decimal(link.score)) bits. \(link.evidence)"
          + told("\n      concorde : ", link.agreements) + told("\n      diffère : ", link.disagreements)
      }
  }

  private func told(_ heading: String, _ facts: [String]) -> String {
    facts.isEmpty ? "" : heading + facts.joined(separator: " ; ")
  }

  var conflicts: [String] {
    let own = report.reconciliation.conflicts.filter { $0.household == household.id }
    if own.isEmpty { return ["VALEURS EN DÉSACCORD : aucune"] }
    return ["VALEURS EN DÉSACCORD"]
      + own.map { conflict in
        "  \(conflict.field) : gardé « \(conflict.kept) » (\(report.place(conflict.keptOrigin)))"
          + ", écarté « \(conflict.other) » (\(report.place(conflict.otherOrigin)))\n      \(conflict.rule)"
      }
  }

  func told(_ pathways: [PathwaySummary]) -> [String] {
    if pathways.isEmpty { return ["PARCOURS : aucun, le ménage n’a pas de mesure démarrée"] }
    return ["PARCOURS"]
      + pathways.map { pathway in
        let end = pathway.end.map { "au \(French.date($0))" } ?? "en cours"
        return "  \(pathway.project), \(pathway.volet.rawValue) no \(pathway.rank) : du \(French.date(pathway.start)) "
          + "\(end), \(French.count(pathway.days, "jour", "jours")), "
          + "\(French.count(pathway.renewals, "renouvellement", "renouvellements"))\n      "
          + pathway.measures.map(report.place).joined(separator: " | ")
      }
  }

  /// One line a figure in which the household has a place; rows of breakdowns only where it is counted in them.
  func memberships(in figures: [Figure]) -> [String] {
    var lines: [String] = []
    var place = ""
    for figure in figures where figure.tellsMembers {
      let own = figure.untracedMembers.filter { $0.household == household.id && figure.tells($0) }
      if own.isEmpty { continue }
      let heading = "  \(figure.project), \(figure.scope.rawValue), \(figure.period.rawValue)"
      if heading != place { lines.append(heading) }
      place = heading
      let name = figure.indicator + (figure.detail.isEmpty ? "" : "." + figure.detail)
      let standings = own.map { $0.standing.words + ($0.reason.isEmpty ? "" : " (\($0.reason))") }
      lines.append("    \(name) : " + standings.joined(separator: ", "))
    }
    return lines.isEmpty ? ["INDICATEURS : aucun"] : ["INDICATEURS OÙ IL A UNE PLACE"] + lines
  }
}

/// « 12, 15–18 »: numbers in order, those that follow one another told by the first and the last.
fileprivate func runs(of numbers: [Int]) -> String {
  var runs: [(first: Int, last: Int)] = []
  for number in numbers {
    if let last = runs.last?.last, number <= last + 1 {
      runs[runs.count - 1].last = number
    } else {
      runs.append((number, number))
    }
  }
  return runs.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)–\($0.last)" }.joined(separator: ", ")
}

/// A row, whatever the column.
fileprivate struct Row: Hashable {
  let file: Int
  let line: Int

  init(_ origin: Origin) {
    file = origin.file
    line = origin.line
  }
}

extension Figure {
  /// Whether its members are told: quantiles rest on those of the total, or of the plain median.
  var tellsMembers: Bool { !["mediane", "q1", "q3"].contains(detail) }

  /// Whether a member is told in this row: a household not counted in the row of a breakdown is counted in another.
  func tells(_ member: Member) -> Bool { detail.isEmpty || member.standing != .notCounted }
}

package import Model

/// Two indicators side by side over the same project, period and volet, and each unit that they do not count alike.
///
/// Restricted information, in French. A unit is told with the rows of the sources that it rests on.
package func comparison(of one: Figure, and other: Figure, in report: Report) -> String {
  let standings = [one, other].map { figure in
    Dictionary(grouping: figure.members, by: \.household).mapValues { members in
      members.map(Standing.init).sorted { $0.words < $1.words }
    }
  }
  let households = Set(standings.flatMap(\.keys)).sorted()
  let different = households.filter { household in
    standings[0][household, default: []].map(\.words) != standings[1][household, default: []].map(\.words)
  }
  var lines = [
    "INFORMATION RESTREINTE — ménages un à un : à garder dans le service, ne rien en publier.", "",
    "\(one.label) (\(one.indicator)) et \(other.label) (\(other.indicator))",
    "  projet \(one.project), \(one.period.rawValue), \(one.scope.rawValue)", "",
    "  \(one.indicator) : \(account(one))", "  \(other.indicator) : \(account(other))", "",
  ]
  if different.isEmpty {
    return (lines + ["Les deux comptent les mêmes ménages, de la même façon."]).joined(separator: "\n") + "\n"
  }
  lines.append("Ménages qu’ils ne comptent pas de la même façon : \(different.count) sur \(households.count).")
  let files = report.files
  for household in different {
    let words = standings.map { standing in
      let own = standing[household, default: []].map(\.words)
      return own.isEmpty ? "hors de la population" : own.joined(separator: " ; ")
    }
    lines.append("  \(household) : \(words[0]) → \(words[1])")
    let origins = Set(standings.flatMap { $0[household, default: []].flatMap(\.origins) }).sorted()
    let places = origins.map { Traced(value: 0, files: files).place($0) }
    if !places.isEmpty { lines.append("    " + places.joined(separator: " | ")) }
  }
  return lines.joined(separator: "\n") + "\n"
}

/// How a unit stands, in words.
fileprivate struct Standing {
  let words: String
  let origins: [Origin]

  init(_ member: Member) {
    let reason = member.reason.isEmpty ? "" : " (\(member.reason))"
    let standing =
      switch member.standing {
      case .counted: "compté"
      case .notCounted: "non compté"
      case .missing: "manquant"
      case .leftOut: "écarté"
      }
    words = standing + reason
    origins = member.origins
  }
}

/// « 12 sur 51, 3 manquants ».
fileprivate func account(_ figure: Figure) -> String {
  let top = figure.numerator.map(decimal) ?? "—"
  let whole = figure.denominator.map { " sur " + decimal($0) } ?? ""
  return top + whole + (figure.missing > 0 ? ", \(figure.missing) non documentés" : "")
}

import Diagnostics
package import Model

/// The référentiel, as the program holds it.
package func referentielDeclarations() -> [IndicatorDeclaration] {
  var findings = Findings()
  return indicators(PackageResources.indicateurs_csv, at: "référentiel", isOwn: false, reporting: &findings)
}

extension CampaignReader {
  /// Lines of a campaign's own declarations, at most.
  private static let mostIndicators = 500

  /// The référentiel's indicators, then those of `indicateurs.csv` where the campaign has one.
  mutating func readIndicators() throws(Stop) -> [IndicatorDeclaration] {
    let path = "indicateurs.csv"
    guard folder.has(path) else { return referentielDeclarations() }
    let own = indicators(try folder.bytes(of: path), at: path, isOwn: true, reporting: &findings)
    if own.count > Self.mostIndicators {
      findings.report(
        .badValue,
        "\(own.count) lignes d'indicateurs : \(Self.mostIndicators) au plus",
        at: Location(file: path, line: own[Self.mostIndicators].place.line)
      )
      return referentielDeclarations()
    }
    return referentielDeclarations() + own
  }
}

fileprivate func indicators(
  _ bytes: [UInt8],
  at path: String,
  isOwn: Bool,
  reporting findings: inout Findings
) -> [IndicatorDeclaration] {
  let keys = IndicatorDeclaration.Key.allCases
  let file = DeclarationFile(bytes, path: path, columns: keys.map(\.rawValue), reporting: &findings)
  return file.lines.map { line in
    let cells = keys.map { ($0, line[$0.rawValue]) }.filter { !$0.1.value.isEmpty }
    return IndicatorDeclaration(Dictionary(cells) { first, _ in first }, at: line.place, isOwn: isOwn)
  }
}

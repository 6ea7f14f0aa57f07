package import Diagnostics
import Expressions
package import Model

/// Every indicator of a campaign, checked: those of the référentiel, then those that the campaign adds.
package struct Referentiel: Sendable {
  let indicators: [Indicator]
  /// The rules of all the lines, by number.
  let rules: [Rule]
  private let places: [String: Int]
  private let codes: [String]

  /// Checks the declarations of a campaign; each mistake is a finding of severity `erreur` with its place.
  package init(of campaign: Campaign, reporting findings: inout Findings) {
    var compiler = LineCompiler(campaign: campaign)
    var lines: [(declared: IndicatorDeclaration, line: DeclaredLine)] = []
    for declaration in Referentiel.standing(campaign.indicators) {
      if let line = compiler.line(of: declaration) { lines.append((declaration, line)) }
    }
    for finding in compiler.findings.all { findings.append(finding) }
    var rules: [Rule] = []
    var indicators: [Indicator] = []
    for (declaration, line) in lines {
      var line = line
      line.rule?.number = rules.count
      if let rule = line.rule { rules.append(rule) }
      if let last = indicators.lastIndex(where: { $0.card.code == line.code }) {
        indicators[last].add(line)
      } else {
        indicators.append(Indicator(declaration, line, compiler.wording, redefines: compiler.redefines(line.code)))
      }
    }
    self.rules = rules
    self.indicators = indicators
    codes = campaign.indicatorCodes
    places = Dictionary(uniqueKeysWithValues: indicators.enumerated().map { ($1.card.code, $0) })
  }

  /// That of declarations already checked: what could be wrong in them has been said.
  init(of campaign: Campaign) {
    var findings = Findings()
    self.init(of: campaign, reporting: &findings)
  }

  /// A campaign's declaration of a code replaces the référentiel's, at the same place.
  private static func standing(_ all: [IndicatorDeclaration]) -> [IndicatorDeclaration] {
    let redefined = Set(all.filter(\.isOwn).map { $0[.code].value })
    var taken: Set<String> = []
    return all.flatMap { declaration -> [IndicatorDeclaration] in
      let code = declaration[.code].value
      guard redefined.contains(code) else { return [declaration] }
      return taken.insert(code).inserted ? all.filter { $0.isOwn && $0[.code].value == code } : []
    }
  }

  /// Every card, in the order of the référentiel, with its definition as applied.
  package var cards: [IndicatorCard] { indicators.map(\.card) }

  func indicator(_ code: String) -> Indicator? { places[code].map { indicators[$0] } }

  /// The line of an indicator that tells a scope.
  func line(_ code: String, in scope: Scope) -> DeclaredLine? {
    indicator(code)?.lines.first { $0.detail.isEmpty && $0.scopes.contains(scope) }
  }

  /// The line that gives a row.
  func line(of figure: Figure) -> DeclaredLine? {
    let lines = indicator(figure.indicator)?.lines.filter { $0.scopes.contains(figure.scope) } ?? []
    return lines.first { $0.details.contains(figure.detail) } ?? lines.first
  }

  /// The numerator of an indicator over a pool, in the scope of the pool where it has it, else in its only one.
  func numerator(of index: Int, in pool: Pool) -> Value {
    guard codes.indices.contains(index), let line = indicator(codes[index])?.lines.first,
      let scope = line.scopes.contains(pool.scope) ? pool.scope : line.scopes.first,
      case .exact(let count)? = line.figures(pool.narrowed(to: scope), self).first?.numerator
    else { return .null }
    return .number(count)
  }
}

extension Campaign {
  /// Codes of the indicators, each once, in the order of their declarations.
  var indicatorCodes: [String] {
    var seen: Set<String> = []
    return indicators.map { $0[.code].value }.filter { seen.insert($0).inserted }
  }
}

/// An indicator: what it is, and the lines that give its rows.
struct Indicator: Sendable {
  private(set) var card: IndicatorCard
  private(set) var lines: [DeclaredLine]

  init(_ declaration: IndicatorDeclaration, _ line: DeclaredLine, _ wording: Wording, redefines: Bool) {
    lines = [line]
    let numerator = declaration[.numerateur].value
    let denominator = declaration[.denominateur].value
    card = IndicatorCard(
      code: line.code,
      label: line.label,
      definition: wording.filled(declaration[.definition].value.isEmpty ? line.label : declaration[.definition].value),
      counted: wording.filled(
        numerator.isEmpty
          ? "\(line.rule?.perHousehold == true ? "ménages" : "unités") qui remplissent la condition" : numerator
      ),
      among: wording.filled(
        denominator.isEmpty && line.forme != .count ? line.rule?.population.label ?? "" : denominator
      ),
      unit: line.unit,
      shape: line.shape,
      scopes: line.scopes,
      periods: line.periods,
      details: line.details == [""] ? [] : line.details,
      publication: line.publication,
      reference: declaration[.reference].value.isEmpty
        ? "déclaré par la campagne (\(declaration.place.file))" : declaration[.reference].value
    )
    card.theme = declaration[.theme].value
    card.order = Int(declaration[.ordre].value) ?? 0
    card.isOwn = declaration.isOwn
    card.redefines = redefines
  }

  /// Adds the rows of another line of the same code.
  mutating func add(_ line: DeclaredLine) {
    card.scopes = Scope.allCases.filter { card.scopes.contains($0) || line.scopes.contains($0) }
    let known = card.details.isEmpty ? [""] : card.details
    card.details = known + line.details.filter { !known.contains($0) }
    if card.details == [""] { card.details = [] }
    if line.publication == .breakdown { card.publication = .breakdown }
    lines.append(line)
  }
}

extension DeclaredLine {
  fileprivate var shape: IndicatorCard.Shape {
    switch forme {
    case .count: .count
    case .share, .breakdown: .proportion
    case .sum: .sum
    case .quantile: rows.contains { $0.detail == Self.total } ? .sum : .quantile
    case .ratio: .ratio
    case .survival: .survival
    case .funding: .share
    }
  }
}

/// The campaign's parameters, in the words of a definition.
struct Wording: Sendable {
  private let words: [(name: String, text: String)]

  init(of campaign: Campaign) {
    let euros = Rational(campaign.tolerance, 100)
    let lists = Set(campaign.projects.map { $0.positiveMotives.map(\.rawValue).sorted() })
    let motives = { (list: [String]) in
      ExitMotive.allCases.filter { list.contains($0.rawValue) }.map { $0.words }.joined(separator: ", ")
    }
    words = [
      ("tolerance", French.number(euros, decimals: euros.denominator == 1 ? 0 : 2) + French.space + "€"),
      ("ecart", String(campaign.maximumGap)),
      (
        "motifs_positifs",
        lists.count == 1
          ? motives(lists.first ?? [])
          : campaign.projects.map { "\($0.title)\u{a0}: \(motives($0.positiveMotives.map(\.rawValue)))" }
            .joined(separator: "\u{202f}; ")
      ),
    ]
  }

  /// A text whose `{names}` are replaced.
  func filled(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
    return words.reduce(text) { $0.replacing("{\($1.name)}", with: $1.text) }
  }
}

extension ExitMotive {
  /// As its code says it: « objectifs atteints ».
  fileprivate var words: String {
    switch self {
    case .handedOver: "relais de droit commun"
    case .leaseSlid: "glissement de bail"
    case .death: "décès"
    case .moved: "déménagement"
    case .shelter: "hébergement"
    default: rawValue.replacing("_", with: " ")
    }
  }
}

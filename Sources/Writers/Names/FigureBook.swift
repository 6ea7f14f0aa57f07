import Model

/// The published figures of one project, or of the programme, by the names that sentences give them.
///
/// `code[.detail][.volet][.periode][.aspect]`; by default the whole or the code's only volet, the cumul and the phrase.
struct FigureBook: Sendable {
  private let cards: [String: IndicatorCard]
  private let figures: [Figure]
  /// Where each is among them.
  private let places: [Key: Int]
  private let details: [String: [String]]
  private let volets: [Volet]
  /// In byte order.
  let codes: [String]
  /// Those of which a row says something: its status is not « sans objet ».
  let applied: Set<String>

  private struct Key: Hashable {
    let indicator: String
    let detail: String
    let scope: Scope
    let period: PeriodKind
  }

  /// `volets` are those of the project.
  init(_ evaluation: Evaluation, cards: [IndicatorCard], volets: [Volet]) {
    self.cards = Dictionary(cards.map { ($0.code, $0) }) { first, _ in first }
    self.volets = volets
    codes = self.cards.keys.sorted()
    figures = evaluation.figures
    var places: [Key: Int] = [:]
    places.reserveCapacity(figures.count)
    var details = Dictionary(cards.map { ($0.code, $0.details) }) { first, _ in first }
    var applied: Set<String> = []
    // By their places: a figure is much to copy.
    for place in figures.indices {
      let (code, detail) = (figures[place].indicator, figures[place].detail)
      places[Key(indicator: code, detail: detail, scope: figures[place].scope, period: figures[place].period)] = place
      if !detail.isEmpty, details[code]?.contains(detail) != true { details[code, default: []].append(detail) }
      if figures[place].status != .notApplicable { applied.insert(code) }
    }
    self.places = places
    self.applied = applied
    self.details = details
  }

  func card(_ code: String) -> IndicatorCard? { cards[code] }

  /// The row of a figure, `nil` when it was not computed.
  func figure(_ code: String, detail: String = "", scope: Scope, period: PeriodKind) -> Figure? {
    places[Key(indicator: code, detail: detail, scope: scope, period: period)].map { figures[$0] }
  }

  func text(_ code: String, detail: String = "", scope: Scope, period: PeriodKind) -> FigureText? {
    figure(code, detail: detail, scope: scope, period: period).map { FigureText(figure: $0, card: cards[code]) }
  }

  /// Rows of a breakdown, in the order of the card.
  func details(of code: String) -> [String] { details[code] ?? [] }

  /// The value of a code where the surrounding section says which volet and period are meant.
  func value(_ code: String, within place: Place) -> Value? {
    cards[code].map { Choice(book: self, card: $0, place: place).value }
  }

  /// What sections such as `{{#annee}}` or `{{#volets}}` set for the codes inside them.
  struct Place: Sendable {
    var scope: Scope?
    var period: PeriodKind?
  }

  /// The scope meant when a name gives none: the section's, the whole, the only volet, the project's first.
  func scope(of card: IndicatorCard, within place: Place) -> Scope {
    if let scope = place.scope, scope != .whole { return scope }
    if card.scopes.contains(.whole) || card.scopes.isEmpty { return .whole }
    let own = card.scopes.filter { $0.volet.map(volets.contains) ?? false }
    return own.first ?? card.scopes[0]
  }
}

/// A figure being named, part after part.
fileprivate struct Choice: Sendable {
  let book: FigureBook
  let card: IndicatorCard
  var place: FigureBook.Place
  var detail: String?
  var scope: Scope?
  var period: PeriodKind?

  var value: Value {
    let text = text
    let isTrue = text.figure.status != .notApplicable
    return .object(Value.Object(text: text.phrase, isTrue: isTrue) { member($0, of: text) })
  }

  private var text: FigureText {
    let scope = scope ?? book.scope(of: card, within: place)
    let period = period ?? place.period ?? .cumul
    if let text = book.text(card.code, detail: detail ?? "", scope: scope, period: period) { return text }
    // A row that the référentiel does not have: another volet's, or a yearly survival.
    var absent = Figure(
      project: "",
      period: period,
      scope: scope,
      indicator: card.code,
      label: card.label,
      unit: card.unit
    )
    absent.status = .notApplicable
    return FigureText(figure: absent, card: card)
  }

  private func member(_ name: String, of text: FigureText) -> Value? {
    if let aspect = FigureAspects.all.first(where: { $0.term.name == name }) {
      return aspect.value(text)
    }
    return narrowed(by: name)?.value
  }

  private func narrowed(by name: String) -> Choice? {
    var choice = self
    if detail == nil, book.details(of: card.code).contains(name) {
      choice.detail = name
    } else if scope == nil, let scope = Scope(rawValue: name) {
      choice.scope = scope
    } else if period == nil, let period = PeriodKind(rawValue: name) {
      choice.period = period
    } else {
      return nil
    }
    return choice
  }
}

/// What may be said of one figure.
enum FigureAspects {
  struct Aspect: Sendable {
    let term: Term
    let value: @Sendable (FigureText) -> Value
  }

  static let all: [Aspect] = [
    aspect("phrase", "dans une phrase : « 12 sur 51 (24 %) », « 85 ménages » (par défaut)") { $0.phrase },
    aspect("valeur", "la valeur seule : « 24 % », « 85 »") { $0.said($0.value) },
    aspect("numerateur", "le numérateur, ou le nombre compté") { $0.said($0.numerator) },
    aspect("denominateur", "le dénominateur") { $0.said($0.denominator) },
    aspect("resultat", "dans une cellule de tableau : « 12 sur 51 (24 %) », « 85 »") { $0.result },
    aspect("effectif", "dans une cellule de tableau : le dénominateur") { $0.denominator },
    aspect("intervalle", "l’intervalle à 95 % : « 14 % – 37 % »") { $0.interval },
    aspect("remarque", "unités non documentées et bornes, parcours en cours, précision") { $0.remark },
    aspect("libelle", "le libellé de la ligne") { $0.figure.label },
    aspect("definition", "la définition appliquée") { $0.card?.definition ?? "" },
    Aspect(term: Term("publie", "vrai quand un nombre est imprimé, exact ou arrondi : pour une section")) {
      .flag($0.isPrinted)
    },
  ]

  private static func aspect(
    _ name: String,
    _ meaning: String,
    _ get: @escaping @Sendable (FigureText) -> String
  ) -> Aspect {
    Aspect(term: Term(name, meaning)) { .some(get($0)) }
  }
}

extension FigureBook {
  /// The codes as names, each with its details, volets, periods and aspects.
  var names: Names {
    Names(known: codes) { code in
      cards[code].map { _ in
        choices(details: details(of: code), scopes: codes(Scope.self), periods: codes(PeriodKind.self))
      }
    }
  }

  private func codes<List: Code>(_ list: List.Type) -> [String] { list.allCases.map(\.rawValue) }

  /// Names left to say of a figure: each group is said once at most.
  private func choices(details: [String], scopes: [String], periods: [String]) -> Names {
    let aspects = FigureAspects.all.map(\.term.name)
    return Names(known: aspects + details + scopes + periods) { name in
      if aspects.contains(name) { return Names() }
      if details.contains(name) { return choices(details: [], scopes: scopes, periods: periods) }
      if scopes.contains(name) { return choices(details: details, scopes: [], periods: periods) }
      if periods.contains(name) { return choices(details: details, scopes: scopes, periods: []) }
      return nil
    }
  }
}

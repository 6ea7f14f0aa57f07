import Diagnostics
import Model

/// A file `cle,valeur`: an identity card, whose keys may come back.
struct Card {
  let path: String
  private let settings: [(key: Located<String>, value: Located<String>)]

  /// Reads the card; a key that `keys` does not name is an error.
  ///
  /// An absent file has no setting.
  init(_ folder: InputFolder, _ path: String, keys: [String], reporting findings: inout Findings) throws(Stop) {
    self.path = path
    guard folder.has(path) else {
      settings = []
      return
    }
    let columns = ["cle", "valeur", "remarque"]
    let file = DeclarationFile(try folder.bytes(of: path), path: path, columns: columns, reporting: &findings)
    settings = file.lines.map { ($0["cle"], $0["valeur"]) }
    for (key, _) in settings where !keys.contains(key.value) {
      findings.report(
        .unknownKey,
        "clé « \(key.value) » inconnue ; la plus proche : « \(nearest(to: key.value, among: keys)) »",
        at: key.location
      )
    }
  }

  private func all(_ key: String) -> [Located<String>] {
    settings.filter { $0.key.value == key && !$0.value.value.isEmpty }.map(\.value)
  }

  func first(_ key: String) -> String? { all(key).first?.value }

  /// Every key, its values one a line when it comes back.
  func joined() -> [String: String] {
    var card: [String: String] = [:]
    for (key, value) in settings where !value.value.isEmpty {
      card[key.value] = (card[key.value].map { $0 + "\n" } ?? "") + value.value
    }
    return card
  }

  func integer(_ key: String, reporting findings: inout Findings) -> Int? {
    all(key).first.flatMap { $0.integer(reporting: &findings) }
  }

  func day(_ key: String, reporting findings: inout Findings) -> Day? {
    all(key).first.flatMap { $0.day(reporting: &findings) }
  }

  func cents(_ key: String, reporting findings: inout Findings) -> Cents? {
    all(key).first.flatMap { $0.cents(reporting: &findings) }
  }

  func decimal(_ key: String, reporting findings: inout Findings) -> Rational? {
    all(key).first.flatMap { $0.decimal(reporting: &findings) }
  }

  func code<C: Code>(_ key: String, _ type: C.Type, reporting findings: inout Findings) -> C? {
    all(key).first.flatMap { $0.code(type, reporting: &findings) }
  }

  func codes<C: Code>(_ key: String, _ type: C.Type, reporting findings: inout Findings) -> [C] {
    all(key).flatMap { cell in
      cell.value.split(separator: "|").compactMap { part in
        cell.map { _ in String(part) }.code(type, reporting: &findings)
      }
    }
  }
}

extension DeclarationFile.Line {
  func integer(_ column: String, reporting findings: inout Findings) -> Int? {
    self[column].integer(reporting: &findings)
  }

  func cents(_ column: String, reporting findings: inout Findings) -> Cents? {
    self[column].cents(reporting: &findings)
  }

  func decimal(_ column: String, reporting findings: inout Findings) -> Rational? {
    self[column].decimal(reporting: &findings)
  }

  func code<C: Code>(_ column: String, _ type: C.Type, reporting findings: inout Findings) -> C? {
    self[column].code(type, reporting: &findings)
  }

  /// The exercise of a money or target row: a label, and dates when both are given.
  func exercise(reporting findings: inout Findings) -> Exercise {
    let label = self["exercice"].value
    guard !self["date_debut"].value.isEmpty || !self["date_fin"].value.isEmpty else {
      return Exercise(label: label, dates: nil)
    }
    guard let start = self["date_debut"].day(reporting: &findings),
      let end = self["date_fin"].day(reporting: &findings),
      start <= end
    else {
      findings.report(
        .badValue,
        "exercice « \(label) » : dates illisibles ou inversées",
        at: self["date_debut"].location
      )
      return Exercise(label: label, dates: nil)
    }
    return Exercise(label: label, dates: start...end)
  }
}

extension Located<String> {
  func integer(reporting findings: inout Findings) -> Int? {
    if let number = Int(value) { return number }
    findings.report(.badValue, "« \(value) » : un nombre entier est attendu", at: location)
    return nil
  }

  func day(reporting findings: inout Findings) -> Day? {
    if let day = Day(iso: value) { return day }
    findings.report(.badValue, "« \(value) » : une date AAAA-MM-JJ est attendue", at: location)
    return nil
  }

  /// An exact decimal, point or comma.
  func decimal(reporting findings: inout Findings) -> Rational? {
    let text = value.replacing(",", with: ".")
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count <= 2, let whole = Int(parts[0]), whole.magnitude <= 1_000_000_000,
      parts.count == 1 || parts[1].count <= 9
    {
      let fraction = parts.count == 2 ? String(parts[1]) : ""
      if fraction.isEmpty { return Rational(whole) }
      if let digits = Int(fraction), digits >= 0 {
        let scale = fraction.reduce(1) { scale, _ in scale * 10 }
        let sign = text.hasPrefix("-") ? -1 : 1
        return Rational(whole * scale + sign * digits, scale)
      }
    }
    findings.report(.badValue, "« \(value) » : un nombre est attendu", at: location)
    return nil
  }

  /// Euros with at most two decimals, as centimes.
  func cents(reporting findings: inout Findings) -> Cents? {
    guard let euros = decimal(reporting: &findings) else { return nil }
    let cents = euros * Rational(100)
    if cents.denominator == 1 { return cents.numerator }
    findings.report(.badValue, "« \(value) » : un montant a deux décimales au plus", at: location)
    return nil
  }

  func code<C: Code>(_ type: C.Type, reporting findings: inout Findings) -> C? {
    if let code = C(rawValue: value) { return code }
    let near = nearest(to: value, among: C.allCases.map(\.rawValue))
    findings.report(.unknownCode, "« \(value) » n'est pas un code admis ; le plus proche : « \(near) »", at: location)
    return nil
  }
}

import Foundation

/// Writes the same rent ledger and the same tenant file for the same numbers of rows: invented, housing-like, for speed.
struct Generator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64, bounded.
  private mutating func next(_ bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed &>> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((mixed ^ (mixed &>> 31)) % UInt64(bound))
  }

  private mutating func one(_ words: [String]) -> String { words[next(words.count)] }

  private func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private func euros(_ cents: Int) -> String {
    (cents < 0 ? "-" : "") + String(abs(cents) / 100) + "," + padded(abs(cents) % 100, 2)
  }

  private static let landlords = [
    "Habitat Sud-Est", "Logis de l'Écluse", "OPH Val d'Été", "Foyer Rhône-Alpin", "Cité Nouvelle", "Maison Béarn",
    "SEMIV Évry",
    "ESH Grand Littoral", "Toit & Joie Nord", "Plaine Commune Hab.", "Logement Français", "Immobilière Côte-d'Or",
  ]
  private static let labels = [
    ("LOY", "Loyer principal"), ("CHG", "Provision charges"), ("REG", "Régularisation charges eau"),
    ("APL", "APL versée CAF"),
    ("PRL", "Prélèvement SEPA"), ("CHQ", "Chèque n°"), ("RLS", "Réduction loyer solidarité (RLS)"),
    ("DG", "Dépôt de garantie"),
    ("FH", "Frais d'huissier"), ("TEOM", "Taxe ordures ménagères"), ("PA", "Plan d'apurement échéance"),
  ]
  private static let names = [
    "Lefèvre", "Noël", "Béranger", "D'Almeida", "Châtelain", "Ouédraogo", "Lemaître", "Pérez",
  ]
  private static let firstNames = ["Éléonore", "Zoé", "Jérôme", "Anaïs", "Loïc", "Gaël", "Inès", "Chloé"]
  private static let towns = ["Saint-Étienne", "Évry-Courcouronnes", "Besançon", "Nîmes", "Bourg-lès-Valence"]

  private mutating func date(from year: Int, years: Int) -> String {
    padded(next(28) + 1, 2) + "/" + padded(next(12) + 1, 2) + "/" + String(year + next(years))
  }

  /// Eight columns, some 84 bytes a row, one label of 64 protected.
  mutating func ledgerRow() -> String {
    let (code, label) = Self.labels[next(Self.labels.count)]
    let day = date(from: 2022, years: 4)
    let period = day.suffix(4) + "-" + day.dropFirst(3).prefix(2)
    let cents = next(131_072) * (next(4) == 0 ? -1 : 1)
    let text = next(64) == 0 ? "\"\(label); \"\"régul.\"\"\"" : label
    let keys = "C\(padded(next(1_048_576), 8));L\(padded(next(1_048_576), 7))"
    return "\(one(Self.landlords));\(keys);\(period);\(day);\(code);\(text);\(euros(cents))\n"
  }

  static let ledgerHeading = "bailleur;contrat;lot;periode;date_ecriture;code;libelle;solde\n"

  /// Forty columns, texts protected, doubled quotes, a line end in one comment of some.
  mutating func tenantRow(_ number: Int) -> String {
    var cells = [
      padded(number, 9), "\"Mme\"", "\"\(one(Self.names))\"", "\"\(one(Self.firstNames))\"",
      date(from: 1940, years: 65),
    ]
    for _ in 0..<12 { cells.append(euros(next(400_000))) }
    for _ in 0..<10 { cells.append(String(next(900))) }
    cells += [
      "\"\(one(Self.landlords))\"", "\"\(next(200) + 1), rue des Prés \"\"bas\"\"\"", padded(next(95_000) + 1_000, 5),
    ]
    cells += [
      "\"\(one(Self.towns))\"", "locataire\(number)@exemple.fr", date(from: 2022, years: 4), date(from: 2022, years: 4),
    ]
    cells += (0..<4).map { _ in "T\(next(6) + 1)" } + ["P\(padded(next(9_999), 4))"]
    cells.append(next(500) == 0 ? "\"Ligne 1 : dégât des eaux\nLigne 2 : à relancer ; urgent\"" : "")
    return cells.joined(separator: ";") + "\r\n"
  }

  static let tenantHeading = (1...40).map { "\"colonne_\($0)\"" }.joined(separator: ";") + "\r\n"

  /// Columns of the tenant file by kind.
  static let tenantDays = [4, 32, 33]
  static let tenantAmounts = Array(5...16)

  /// Writes a file of so many rows, in windows-1252 when asked.
  static func write(
    _ path: String,
    rows: Int,
    windows: Bool = false,
    heading: String,
    _ row: (inout Generator, Int) -> String
  ) throws {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    guard let file = FileHandle(forWritingAtPath: path) else { return }
    defer { try? file.close() }
    var generator = Generator(seed: 20_260_101)
    var text = heading
    for number in 1...rows {
      text += row(&generator, number)
      guard text.utf8.count > 1 << 20 || number == rows else { continue }
      try file.write(
        contentsOf: windows ? text.data(using: .windowsCP1252, allowLossyConversion: true) ?? Data() : Data(text.utf8)
      )
      text = ""
    }
  }
}

/// The generated files.
struct Files {
  let ledger: String
  let windows: String
  let tenants: String

  init(_ folder: URL, rows: Int) throws {
    ledger = folder.appending(path: "ledger.csv").path
    windows = folder.appending(path: "ledger-1252.csv").path
    tenants = folder.appending(path: "tenants.csv").path
    try Generator.write(ledger, rows: rows, heading: Generator.ledgerHeading) { generator, _ in generator.ledgerRow() }
    try Generator.write(windows, rows: rows, windows: true, heading: Generator.ledgerHeading) { generator, _ in
      generator.ledgerRow()
    }
    try Generator.write(tenants, rows: max(1, rows / 10), heading: Generator.tenantHeading) { $0.tenantRow($1) }
  }

  func size(_ path: String) -> Int { (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0 }
}

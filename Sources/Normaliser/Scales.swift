import Diagnostics
import Model

/// Whether the amounts of a file are in the unit that was declared, told by the rents (C4): a file in centimes or in
/// thousands that nobody declared is a hundred or a thousand times off.
struct Scales {
  /// Rents of a dwelling, in centimes: beyond, the unit is another.
  static let rents: ClosedRange<Cents> = 1_000...500_000
  /// Below so many amounts, a file proves nothing.
  private static let fewest = 5
  /// Absolute values, each with the rent of its lease where that is known, by file.
  private var amounts: [Int: [(value: Cents, rent: Cents?)]] = [:]

  mutating func note(_ amount: Cents, rent: Cents?, of file: Int) {
    if amount != 0 {
      amounts[file, default: []].append((abs(amount), rent.flatMap { Self.rents.contains($0) ? $0 : nil }))
    }
  }

  /// The files whose middle amount, in terms of the rent, is not in a range; without any rent, in centimes.
  func outside(terms: ClosedRange<Double>, or bounds: ClosedRange<Cents>) -> [(file: Int, count: Int)] {
    amounts.sorted { $0.key < $1.key }.compactMap { file, amounts in
      let ratios = amounts.compactMap { amount in amount.rent.map { Double(amount.value) / Double($0) } }.sorted()
      if ratios.count >= Self.fewest {
        return terms.contains(ratios[ratios.count / 2]) ? nil : (file, amounts.count)
      }
      let values = amounts.map(\.value).sorted()
      return values.count < Self.fewest || bounds.contains(values[values.count / 2]) ? nil : (file, amounts.count)
    }
  }
}

extension [Household] {
  /// Takes for unknown the rents that no dwelling has; where most rents of a file are so, its unit is another and its
  /// charges and aids are unknown too.
  mutating func withholdRents(_ columns: [ColumnUse], _ files: [SourceFile], _ findings: inout Findings) {
    var told: [Int: (all: Int, outside: [(household: Int, lease: Int)])] = [:]
    for household in indices {
      for (lease, value) in self[household].leases.enumerated() where value.nature == .dwelling {
        guard let rent = value.rent, rent != 0 else { continue }
        var known = told[value.origin.file] ?? (0, [])
        known.all += 1
        if !Scales.rents.contains(rent) { known.outside.append((household, lease)) }
        told[value.origin.file] = known
      }
    }
    for (file, rents) in told.sorted(by: { $0.key < $1.key }) where !rents.outside.isEmpty {
      let lines = rents.outside.map { self[$0.household].leases[$0.lease].origin.line }.sorted()
      let column = columns.first { $0.file == file && $0.field.path == "bail.loyer" }?.header ?? ""
      let isWhole = rents.outside.count * 2 > rents.all
      for household in indices {
        for lease in self[household].leases.indices where self[household].leases[lease].origin.file == file {
          let isOutside = rents.outside.contains { $0 == (household, lease) }
          if isOutside { self[household].leases[lease].rent = nil }
          if isWhole {
            self[household].leases[lease].charges = nil
            self[household].leases[lease].aid = nil
          }
        }
      }
      findings.report(
        .outOfScale,
        "colonne « \(column) » : \(rents.outside.count) loyers sur \(rents.all) hors de toute échelle, tenus pour inconnus"
          + (isWhole ? " avec les charges et les aides du fichier" : ""),
        at: Location(file: files[file].path, line: isWhole ? 0 : lines[0]),
        count: rents.outside.count,
        about: Diagnostic.Subject(column: column, field: "bail.loyer", lines: Array<Int>(lines.prefix(5)))
      )
    }
  }
}

extension Diagnostic.Code {
  static let outOfScale = Self(
    "montant-hors-echelle",
    .attention,
    remedy: "vérifier l'unité de l'export et la dire dans le format de la colonne : « centimes » ou « keuros »"
  )
}

import Diagnostics
import Foundation
import Model
import Normaliser
import Readers
import Testing

/// Every value of the identity columns of the demo exports, as the declarations know them.
fileprivate struct Identities {
  /// Words of surnames and first names, as written: `DUPONT`, `Anne-Marie`.
  var names: Set<String> = []
  /// Lease, client and file numbers, phones, addresses, e-mails, as written.
  var keys: Set<String> = []
  /// Birth dates, as written and in the forms of the outputs.
  var births: Set<String> = []

  static let demo = Result { try Identities() }

  init() throws {
    var findings = Findings()
    let folder = InputFolder(path: Program.root.appending(path: "input").path)
    let declared = try readDeclarations(in: folder, reporting: &findings)
    let values = slowValues(in: declared.campaign)
    let exports = try openExports(in: folder, of: declared.sources, values: values, reporting: &findings)
    for table in exports.identityTables() {
      for binding in table.bindings {
        if let cell = binding.cell { add(Set(table.rows.map { $0.cells[cell] }), of: binding.field.path) }
      }
    }
    // Funders and titles that the declarations publish may share a word with somebody (the fondation Abbé-Pierre).
    for file in declared.files where file.path.hasPrefix("projets/") || file.path.hasSuffix("source.csv") {
      names.subtract(words(String(decoding: file.bytes, as: UTF8.self)))
    }
    // Two letters and less are titles and particles; seven characters and less are ranks, not keys.
    names = names.filter { $0.count > 2 && !["Mme", "MME", "Mlle", "née", "conjoint"].contains($0) }
    keys = keys.filter { $0.utf8.count >= 8 }
    births = births.filter { $0.utf8.count >= 8 }
  }

  private mutating func add(_ values: Set<String>, of field: String) {
    switch field {
    case "personne.nom", "personne.nom_naissance", "personne.nom_usage", "personne.prenoms", "personne.nom_prenom",
      "personne.identite":
      // An association that sublets is no person.
      for value in values where !value.contains("S/LOC") && !value.hasPrefix("ASSO") { names.formUnion(words(value)) }
    case "personne.date_naissance": for value in values { births.formUnion([value] + forms(of: value)) }
    case "bail.bail_id", "bail.client_id", "mesure.mesure_id", "mesure.bail_id", "personne.telephone",
      "personne.courriel", "adresse.voie":
      keys.formUnion(values)
    default: break
    }
  }
}

/// A birth date as ISO, French digits and French words.
fileprivate func forms(of text: String) -> [String] {
  let numbers = text.split { !$0.isNumber }.prefix(3).compactMap { Int($0) }
  guard numbers.count == 3 else { return [] }
  let (year, month, day) = numbers[0] > 31 ? (numbers[0], numbers[1], numbers[2]) : (numbers[2], numbers[1], numbers[0])
  guard year > 1900, let date = Day(year: year, month: month, day: day) else { return [] }
  let months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre"]
  let name = (months + ["novembre", "décembre"])[month - 1]
  let digits = "\(date)".split(separator: "-")
  return ["\(date)", "\(digits[2])/\(digits[1])/\(year)"] + [" ", "\u{a0}"].map { "\(day)\($0)\(name)\($0)\(year)" }
}

/// The words of a text, whole: letters, hyphens and apostrophes.
fileprivate func words(_ text: String) -> Set<String> {
  let pieces = text.unicodeScalars.split { !($0.properties.isAlphabetic || $0 == "-" || $0 == "'" || $0 == "’") }
  return Set(pieces.map { String($0) })
}

/// Which of many texts stand in a document: one pass over its bytes, by the first eight of each text.
fileprivate func found(_ texts: Set<String>, in document: [UInt8]) -> [String] {
  var byStart: [UInt64: [[UInt8]]] = [:]
  for text in texts {
    let bytes = Array(text.utf8)
    byStart[bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }, default: []].append(bytes)
  }
  var window: UInt64 = 0
  var hits: Set<String> = []
  for index in document.indices {
    window = window << 8 | UInt64(document[index])
    guard index >= 7, let candidates = byStart[window] else { continue }
    for bytes in candidates where document[(index - 7)...].starts(with: bytes) {
      hits.insert(String(decoding: bytes, as: UTF8.self))
    }
  }
  return hits.sorted()
}

/// What leaves the house.
fileprivate func published() throws -> [(path: String, bytes: [UInt8])] {
  try Demo.run.get().files.filter { !$0.key.hasPrefix("restreint/") }.sorted { $0.key < $1.key }.map { ($0, $1) }
}

@Test func `no name of a person leaves the restricted folder`() throws {
  let names = try Identities.demo.get().names
  #expect(names.count > 400)
  for (path, bytes) in try published() {
    let found = words(String(decoding: bytes, as: UTF8.self)).intersection(names)
    #expect(found.isEmpty, "\(path): \(found.sorted())")
  }
}

@Test func `no birth date, address, phone, lease or file number leaves the restricted folder`() throws {
  let identities = try Identities.demo.get()
  #expect(identities.keys.count > 1000)
  #expect(identities.births.count > 1000)
  for (path, bytes) in try published() {
    let found = found(identities.keys.union(identities.births), in: bytes)
    #expect(found.isEmpty, "\(path)")
  }
}

@Test func `every date that is published is one of the declarations, or an end of year`() throws {
  let projects = Program.root.appending(path: "input/projets")
  let declarations = try FileManager.default.subpathsOfDirectory(atPath: projects.path)
    .map { (try? String(contentsOf: projects.appending(path: $0), encoding: .utf8)) ?? "" }
  let known = Set(declarations.flatMap(dates))
  for (path, bytes) in try published() {
    let found = Set(dates(in: String(decoding: bytes, as: UTF8.self))).subtracting(known)
    let odd = found.filter { !$0.hasSuffix("-12-31") && !$0.hasSuffix("-01-01") }
    #expect(odd.isEmpty, "\(path): \(odd.sorted())")
  }
}

/// The ISO dates of a text.
fileprivate func dates(in text: String) -> [String] {
  text.split { !($0.isNumber || $0 == "-") }.filter { $0.utf8.count == 10 && Day(iso: $0) != nil }.map(String.init)
}

@Test func `no social security number is written anywhere, restricted folder included`() throws {
  for (path, bytes) in try Demo.run.get().files {
    // Whole numbers of fifteen digits whose last two are the key of the others; decimals keep their point.
    let runs = bytes.split { $0 != 46 && !(48...57).contains($0) }.filter { $0.count == 15 && !$0.contains(46) }
    let numbers = runs.map { String(decoding: $0, as: UTF8.self) }.filter {
      guard let body = Int($0.prefix(13)), let key = Int($0.suffix(2)) else { return false }
      return 97 - body % 97 == key
    }
    #expect(numbers.isEmpty, "\(path)")
  }
}

@Test func `identities do stand in the restricted folder, so that these tests look for the right ones`() throws {
  let identities = try Identities.demo.get()
  let matching = try Demo.run.get().files["restreint/rapprochement.csv"] ?? []
  #expect(words(String(decoding: matching, as: UTF8.self)).intersection(identities.names).count > 100)
  #expect(found(identities.births, in: matching).count > 100)
}

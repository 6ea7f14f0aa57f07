import Foundation
import Model
import Testing

/// A row of `Cas/menages.csv`, a table that a housing officer can extend.
struct HouseholdCase: CustomTestStringConvertible, Sendable {
  let line: Int
  let name: String
  let sentences: [String]
  let zones: [String]
  /// Rows of figures and what they must be.
  let figures: [(name: String, account: String)]
  let said: [String]
  let unsaid: [String]

  var testDescription: String { "ligne \(line) : \(name)" }

  static let all: [HouseholdCase] = {
    guard let url = Bundle.module.url(forResource: "menages", withExtension: "csv", subdirectory: "Cas"),
      let text = try? String(contentsOf: url, encoding: .utf8)
    else { return [] }
    return text.split(separator: "\n").enumerated().dropFirst().compactMap { HouseholdCase($1, line: $0 + 1) }
  }()

  private init?(_ text: Substring, line: Int) {
    let cells = text.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    guard cells.count == 6 else { return nil }
    self.line = line
    name = "\(cells[0]) \(cells[1])"
    sentences = cells[2].split(separator: "|").map(String.init)
    zones = cells[3].split(separator: " ").map(String.init)
    figures = cells[4].split(separator: "+").map { part in
      let halves = part.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces) }
      return (halves[0], halves.count > 1 ? halves[1] : "")
    }
    let words = cells[5].split(separator: " ").map(String.init)
    said = words.filter { !$0.hasPrefix("!") }
    unsaid = words.filter { $0.hasPrefix("!") }.map { String($0.dropFirst()) }
  }
}

@Test(arguments: HouseholdCase.all)
func `the case comes out right`(example: HouseholdCase) throws {
  let campaign = try TinyCampaign(example.sentences)
  #expect(campaign.zones == example.zones)
  for (name, account) in example.figures { #expect(campaign.account(of: name) == account, "\(name)") }
  for code in example.said {
    #expect(campaign.said.contains(code), "« \(code) » is not said: \(campaign.said.sorted())")
  }
  for code in example.unsaid { #expect(!campaign.said.contains(code), "« \(code) » should not be said") }
}

@Test func `every case of the catalogue has its line`() {
  let lines =
    (try? Bundle.module.url(forResource: "menages", withExtension: "csv", subdirectory: "Cas")
    .map { try String(contentsOf: $0, encoding: .utf8) })?.split(separator: "\n").count ?? 0
  #expect(HouseholdCase.all.count == lines - 1, "a line has not six cells")
  let known = Set(HouseholdCase.all.map { $0.name.prefix { $0 != " " } })
  #expect((1...33).allSatisfy { known.contains("C\($0)") })
}

@Test(arguments: ["lier", "separer"])
func `a line of the review, decided and copied, is replayed`(decision: String) throws {
  let sentences = [
    "asso: dossier=D1, identite=DUPONT Jean, adresse=12 rue des Lilas",
    "bailleur: bail=L1, identite=M. DUPONT Jean, ne=12/03/1950, adresse=12 rue des Lilas",
    "bailleur: bail=L2, identite=M. DUPONT Jean, ne=05/06/1980, adresse=12 rue des Lilas",
  ]
  let first = try TinyCampaign(sentences)
  #expect(first.zones == ["a_examiner", "a_examiner"])
  let link = try #require(first.report.reconciliation.links.first { $0.other.key == "bailleur/L2" })
  let line = "\(link.one.key),\(link.other.key),\(decision),moi,2018-12-31,vu,\(link.one.digest),\(link.other.digest)"
  let second = try TinyCampaign(sentences, deciding: line)
  #expect(second.zones[1] == (decision == "lier" ? "lie" : "separe"))
  #expect(!second.report.reconciliation.links.contains { $0.zone == .review && $0.other.key == "bailleur/L2" })
}

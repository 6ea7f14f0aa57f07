import Foundation
import Model
import TestSupport
import Testing

@testable import Evaluator

/// A row of `Cases/cas.csv`, a table that a housing officer can extend.
struct Case: CustomTestStringConvertible, Sendable {
  let line: Int
  let cells: [String]

  var testDescription: String { "ligne \(line) : \(cells[0])" }

  /// Every row of the table.
  static let all: [Case] = {
    guard let url = Bundle.module.url(forResource: "cas", withExtension: "csv", subdirectory: "Cases"),
      let text = try? String(contentsOf: url, encoding: .utf8)
    else { return [] }
    return text.split(separator: "\n").enumerated().dropFirst().map { index, line in
      Case(line: index + 1, cells: line.split(separator: ";", omittingEmptySubsequences: false).map(String.init))
    }
  }()

  var volet: Volet? { Volet(rawValue: cells[1]) }

  /// The parts of a cell, each cut at spaces.
  private func parts(_ column: Int) -> [[String]] {
    cells[column].split(separator: "+").map { $0.split(separator: " ").map(String.init) }
  }

  /// The household that the row tells of; `nil` where the row is not written as it should be.
  func household() -> Household? {
    guard cells.count == 9, let volet else { return nil }
    var measures: [Measure] = []
    for (index, part) in parts(2).enumerated() {
      guard part.count >= 2, part[1] == ">" else { return nil }
      measures.append(.sample(volet, from: part[0], to: part.count > 2 ? part[2] : nil, line: index + 1))
    }
    if let exit = parts(3).first, let last = measures.popLast() {
      guard exit.count == 2, let motive = ExitMotive(rawValue: exit[0]), let dwelling = ExitDwelling(rawValue: exit[1])
      else { return nil }
      measures.append(last.leaving(motive, dwelling))
    }
    guard let leases = leases() else { return nil }
    return .sample(1, measures, leases)
  }

  private func leases() -> [Lease]? {
    var leases: [Lease] = []
    for (index, part) in parts(4).enumerated() {
      guard part.count >= 2, part[1] == ">" else { return nil }
      let motive = part.count > 3 ? LeaseEnd(rawValue: part[3]) : nil
      leases.append(.sample(from: part[0], to: part.count > 2 ? part[2] : nil, motive, line: 100 + index))
    }
    guard !leases.isEmpty else { return leases }
    leases[0] = leases[0].owing(parts(5).compactMap { part in Int(part[1]).map { (part[0], $0 * 100) } })
    leases[0] = leases[0].with(parts(6).compactMap { part in Act(rawValue: part[1]).map { (part[0], $0) } })
    return leases
  }
}

@Test(arguments: Case.all)
func `the case table holds`(row: Case) throws {
  let household = try #require(row.household(), "ligne \(row.line) mal écrite : voir LISEZMOI.md")
  let scope = try #require(Scope(rawValue: row.cells[1]))
  let name = row.cells[7].split(separator: ".", maxSplits: 1).map(String.init)
  let figure = figures([household]).row(name[0], name.count > 1 ? name[1] : "", scope)
  #expect(figure?.account == row.cells[8], "ligne \(row.line)")
}

@Test func `the case table is found`() { #expect(Case.all.count > 40) }

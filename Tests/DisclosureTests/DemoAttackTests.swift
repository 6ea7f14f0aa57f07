import Diagnostics
import Foundation
import Model
import Testing

@testable import Writers
@testable import fiches

/// The report of the demo campaign.
fileprivate let demo = Result { () throws(Stop) -> Report in
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  var settings = Request.Settings()
  settings.input = root.appending(path: "input").path
  settings.templates = root.appending(path: "templates").path
  return try compute(settings, showing: Progress()).report
}

@Test(arguments: Profile.allCases)
func `nothing of the demo that is secret can be worked out`(profile: Profile) throws {
  var report = try demo.get()
  report.campaign.profile = profile
  let siege = Siege(of: report)
  #expect(siege.numbers.count > 400)
  #expect(siege.told.isEmpty, "\(siege.told.prefix(9))")
  #expect(siege.objections.isEmpty, "\(siege.objections.prefix(9))")
  #expect(siege.unproven.isEmpty, "\(siege.unproven.prefix(9))")
}

@Test func `the attack finds secrets of the demo when small cells alone are hidden`() throws {
  #expect(Siege(of: try demo.get(), hidingSmallCellsOnly: true).told.count > 50)
}

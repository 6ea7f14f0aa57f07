import Diagnostics
import Evaluator
import Foundation
import Model
import Readers
import TestSupport
import Testing

/// The quality statement of the only project of a campaign, by label.
fileprivate func quality(_ households: [Household], _ campaign: Campaign = .sample()) -> [String: QualityLine] {
  let lines = evaluate(households, in: campaign).projects.first?.quality ?? []
  return Dictionary(lines.map { ($0.label, $0) }) { first, _ in first }
}

@Test(arguments: [
  (100, QualityLine.Verdict.compliant), (95, .compliant), (94, .reserved), (80, .reserved), (79, .notCompliant),
])
func `the thresholds of the campaign turn a share into a verdict`(sound: Int, verdict: QualityLine.Verdict) {
  let line = QualityLine(.completeness, "Essai", sound: sound, among: 100, unit: "parcours", in: .sample())
  #expect(line.verdict == verdict)
}

@Test func `a line that measures nothing has no verdict, and does not worsen the whole`() {
  let nothing = QualityLine(.timeliness, "Essai", sound: 0, among: 0, unit: "parcours", in: .sample())
  let good = QualityLine(.timeliness, "Essai", sound: 5, among: 5, unit: "parcours", in: .sample())
  #expect(nothing.verdict == .notMeasured)
  #expect([nothing, good].verdict == .compliant)
  #expect([nothing].verdict == .notMeasured)
}

@Test func `each field is counted over the parcours that should have it`() {
  let known = Measure.sample(from: "2016-01-01", to: "2016-06-01") { $0.adhesion = .adherent }.leaving(.goalsReached)
  let unknown = Measure.sample(from: "2017-01-01", to: "2017-06-01", line: 2).leaving(.unknown, .unknown)
  let lines = quality([.sample(1, [known]), .sample(2, [unknown])])
  #expect(lines["Adhésion"].map { [$0.sound, $0.among] } == [1, 2])
  #expect(lines["Motif de sortie"].map { [$0.sound, $0.among] } == [1, 2])
  #expect(lines["Logement à la sortie"].map { [$0.sound, $0.among] } == [1, 2])
  #expect(lines["Taille du ménage"].map { [$0.sound, $0.among] } == [2, 2])
  #expect(lines["Dette à la sortie"]?.verdict == .notCompliant)
}

@Test func `what nobody sends is not measured`() {
  let measure = Measure.sample(from: "2016-01-01", to: "2016-06-01").leaving(.goalsReached)
  let lines = quality([.sample(1, [measure])], .sample(operatorSends: []))
  #expect(lines["Adhésion"]?.verdict == .notMeasured)
  #expect(lines["Adhésion"]?.remark == "objet non transmis")
}

@Test func `rejected rows, unread values and conflicts come from the run`() {
  var campaign = Campaign.sample()
  campaign.structures["bailleur"]?.projects = ["essai"]
  let household = Household.sample(1, [.sample(from: "2016-01-01")])
  var account = RowAccount(file: SourceFile(structure: "bailleur", name: "a.csv"), bytes: 1, dialect: "", sha256: "")
  (account.read, account.used, account.rejected, account.declared) = (11, 8, 2, 1)
  var evaluations = evaluate([household], in: campaign).projects
  let code = Diagnostic.Code("valeur-illisible", .attention, remedy: "")
  let conflict = Conflict(
    household: household.id,
    field: "bail.date_effet",
    kept: "",
    keptOrigin: .row(1),
    other: "",
    otherOrigin: .row(2),
    rule: ""
  )
  addSourceQuality(
    to: &evaluations,
    of: campaign,
    accounts: [account],
    findings: [Diagnostic(code, "", at: Location(file: account.file.path, line: 3), count: 4)],
    conflicts: [conflict],
    households: [household]
  )
  let lines = evaluations[0].quality.suffix(3).map { [$0.sound, $0.among] }
  #expect(lines == [[8, 10], [6, 10], [0, 1]])
}

@Test(arguments: [("0.02", "0,1", Rational(1, 50), Rational(1, 10)), ("0.5", "0.4", nil, nil), ("-1", "2", nil, nil)])
func `the thresholds are read from campagne csv, and refused out of order`(
  low: String,
  high: String,
  reserved: Rational?,
  refused: Rational?
) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "seuils-\(low)-\(high)").path
  try FileManager.default.createDirectory(atPath: folder + "/projets/p", withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let card = "cle,valeur\nannee,2018\nseuil_reserve,\(low)\nseuil_non_conforme,\"\(high)\"\n"
  try card.write(toFile: folder + "/campagne.csv", atomically: true, encoding: .utf8)
  try "cle,valeur\ndate_debut,2016-01-01\n".write(
    toFile: folder + "/projets/p/projet.csv",
    atomically: true,
    encoding: .utf8
  )
  var findings = Findings()
  let campaign = try? readDeclarations(in: InputFolder(path: folder), reporting: &findings).campaign
  #expect(campaign?.reservedAbove == reserved)
  #expect(campaign?.notCompliantAbove == refused)
}

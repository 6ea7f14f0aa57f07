import Model
import Testing

@testable import Inspector

/// What the inspection says and writes names nobody, whatever the export.
struct PrivacyTests {
  private static let personal = ["personne.", "personne[", "adresse.", ".mesure_id", ".bail_id", ".client_id"]

  /// Cells of the columns of persons, addresses and file numbers that somebody would know a person by.
  private static func secrets(of answers: Answers) -> Set<String> {
    let columns = answers.profile.columns.filter { column in
      let fields = answers.fields[column.index] ?? []
      return fields.contains { field in personal.contains(where: field.contains) && field != "personne.civilite" }
    }
    return Set(columns.flatMap { $0.values.map(\.text).filter { $0.count > 3 } })
  }

  /// Runs of letters and digits, as a reader finds them; a cell is in a text when its words follow each other there.
  private static func words(_ text: String) -> String { " " + Folded.words(text) + " " }

  @Test func `no cell of a personal column is shown or written`() {
    for answers in Demo.answers + Answers.invented {
      let report = FileReport(answers.profile, with: Demo.vocabulary, values: Demo.values)
      let drafts = draft([report], with: Demo.vocabulary, for: DraftTests.setting).filter { $0.path != "fichiers.csv" }
      let headings = answers.profile.columns.map(\.header).joined(separator: " ") + answers.profile.name
      let said =
        inspectionText([report], with: Demo.vocabulary)
        + drafts.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
      let (text, known) = (Self.words(said), Self.words(headings))
      let leaked = Self.secrets(of: answers).filter { secret in
        let secret = Self.words(secret)
        return secret.count > 5 && text.contains(secret) && !known.contains(secret)
      }
      #expect(leaked.isEmpty, "\(answers.structure)/\(answers.profile.name) : \(leaked.sorted())")
    }
  }

  @Test func `nor is one of a file without a header, whatever line was taken for it`() {
    let text = """
      M|D12|Mme ZYXWV Léocadie|12031961|12 rue des Lilas|0612345678
      M|D13|M. QSDFG Théophane|14051972|14 rue du Port|0612345679
      V|D12|13022018|D||
      """
    let report = FileReport(
      FileProfile(InspectedFile(name: "sans.txt", bytes: Array(text.utf8)), values: Demo.values),
      with: Demo.vocabulary,
      values: Demo.values
    )
    let said =
      inspectionText([report], with: Demo.vocabulary)
      + draft([report], with: Demo.vocabulary, for: DraftTests.setting).map {
        String(decoding: $0.bytes, as: UTF8.self)
      }
      .joined()
    for secret in ["ZYXWV", "Léocadie", "12031961", "Lilas", "0612345678", "QSDFG"] { #expect(!said.contains(secret)) }
  }
}

import Model
import Testing

@testable import Inspector

/// How often the first guess is right, on the columns of the demo exports that a declaration gives a meaning to.
struct DemoScoreTests {
  private static func score(_ guess: (Demo.Answers) -> FileReport) -> (share: Double, wrong: [String]) {
    var (right, all) = (0, 0)
    var wrong: [String] = []
    for answers in Demo.answers {
      let score = Demo.score(answers, guess(answers))
      right += score.right
      all += score.all
      wrong += score.wrong
    }
    print("colonnes reconnues : \(right) sur \(all)")
    return (all == 0 ? 0 : Double(right) / Double(all), wrong)
  }

  @Test func `as sent, at least 95 % of the columns are rightly guessed`() {
    let (share, wrong) = Self.score { FileReport($0.profile, with: Demo.vocabulary, values: Demo.values) }
    #expect(share >= 0.95, "\(wrong.joined(separator: "\n"))")
  }

  @Test func `with their headings hidden, seven columns in ten are known by their values`() {
    let (share, wrong) = Self.score { answers in
      FileReport(answers.profile.headed { "C\($0 + 1)" }, with: Demo.vocabulary, values: Demo.values)
    }
    #expect(share >= 0.70, "\(wrong.joined(separator: "\n"))")
  }

  @Test func `without the words and values that one structure alone uses, six in seven are still guessed`() {
    let users = Users()
    var vocabularies: [String: Vocabulary] = [:]
    let (share, wrong) = Self.score { answers in
      let reduced = vocabularies[answers.structure] ?? users.vocabulary(without: answers.structure)
      vocabularies[answers.structure] = reduced
      return FileReport(answers.profile, with: reduced, values: Demo.values)
    }
    #expect(share >= 0.86, "\(wrong.joined(separator: "\n"))")
  }
}

/// Which structures use each phrase and value of the vocabulary: what only one of them uses may have been written from it.
fileprivate struct Users {
  private var ofPhrase: [String: Set<String>] = [:]
  private var ofValue: [String: Set<String>] = [:]

  init() {
    let known = Set(Demo.vocabulary.entries.flatMap { $0.phrases.flatMap(\.words) })
    for answers in Demo.answers {
      for column in answers.profile.columns {
        let heading = Heading.weights(Heading.words(column.header), known: known)
        for phrase in Demo.vocabulary.entries.flatMap(\.phrases) where Heading.match(heading, phrase.words) > 0.7 {
          ofPhrase[phrase.text, default: []].insert(answers.structure)
        }
        for (text, _) in column.values.prefix(200) {
          for part in text.split(whereSeparator: { ",;/|+\n".contains($0) }).map(String.init) + [text] {
            ofValue[Folded.key(part), default: []].insert(answers.structure)
          }
        }
      }
    }
  }

  func vocabulary(without structure: String) -> Vocabulary {
    Demo.vocabulary.keeping(
      phrase: { ofPhrase[$0] != [structure] },
      value: { _, key in ofValue[key] != [structure] }
    )
  }
}

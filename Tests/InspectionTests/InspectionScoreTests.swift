import Model
import Testing

@testable import Inspector

/// How often the guess is right, on the columns that a declaration or a label gives a meaning to; and never wrong without
/// a remark.
struct InspectionScoreTests {
  @Test(arguments: ["demo", "invented"]) func `as sent, at least 95 % of the columns are rightly guessed`(_ set: String)
  {
    let score = Score(set == "demo" ? Demo.answers : Answers.invented)
    #expect(score.share >= 0.95, "\(score.wrong)")
    #expect(score.silent.isEmpty, "\(score.wrong)")
  }

  @Test func `with their headings hidden, seven columns in ten are known by their values`() {
    let hidden = Demo.answers.map { answers in
      Answers(
        structure: answers.structure,
        profile: answers.profile.headed { "C\($0 + 1)" },
        fields: answers.fields
      )
    }
    let score = Score(hidden)
    #expect(score.share >= 0.70, "\(score.wrong)")
    #expect(score.silent.isEmpty, "\(score.wrong)")
  }

  @Test func `without the words and values that one structure alone uses, eleven in twelve are still guessed`() {
    let all = Demo.answers + Answers.invented
    let users = Users(all)
    var vocabularies: [String: Vocabulary] = [:]
    let score = Score(all) { answers in
      let reduced = vocabularies[answers.structure] ?? users.vocabulary(without: answers.structure)
      vocabularies[answers.structure] = reduced
      return reduced
    }
    #expect(score.share >= 0.92, "\(score.wrong)")
    #expect(score.silent.isEmpty, "\(score.wrong)")
  }
}

/// Which structures use each phrase and value of the vocabulary: what only one of them uses may have been written from it.
fileprivate struct Users {
  private var ofPhrase: [String: Set<String>] = [:]
  private var ofValue: [String: Set<String>] = [:]

  init(_ all: [Answers]) {
    var cache = Vocabulary.WordCache()
    for answers in all {
      for column in answers.profile.columns {
        for match in Demo.vocabulary.matches(column.header, cache: &cache) where match.score > 0.7 {
          ofPhrase[match.phrase.text, default: []].insert(answers.structure)
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
      // The codes of the model are no structure's words.
      phrase: { ofPhrase[$0] != [structure] || $0.hasPrefix("code ") },
      value: { _, key in ofValue[key] != [structure] }
    )
  }
}

import Model

/// A sentence of a fiche, with the quantities it states.
struct Sentence: Sendable {
  /// Line, from 1, where it starts.
  let line: Int
  /// As written, its markup left out.
  let text: String
  /// Without case, accents or typographic signs, one character for one of `text`.
  let plain: [Character]
  let paragraph: Int
  /// Number of headings met before it.
  let section: Int
  /// The last heading, folded.
  let heading: String
  /// Whether it is a row of a table.
  let isRow: Bool
  let quantities: [Quantity]

  /// Whether it holds one of these stems at the beginning of a word.
  func has(_ stems: String...) -> Bool { stems.contains { !positions(of: $0).isEmpty } }

  /// Where a stem begins a word.
  func positions(of stem: String) -> [Int] { plain.positions(of: stem) }

  /// Folded text before a position, at most `reach` characters.
  func before(_ position: Int, _ reach: Int = 60) -> String {
    String(plain[max(0, position - reach)..<max(0, min(position, plain.count))])
  }

  /// Folded text from a position, at most `reach` characters.
  func after(_ position: Int, _ reach: Int = 60) -> String {
    position < plain.count ? String(plain[position..<min(plain.count, position + reach)]) : ""
  }

  /// Folded text between two positions.
  func between(_ start: Int, _ end: Int) -> String { start < end ? String(plain[start..<min(end, plain.count)]) : "" }

  /// Whether it tells what was planned, not what was done.
  var isPlanned: Bool {
    has("prevo", "prevu", "prevision", "objectif", "cible", "visait", "attend", "fixe", "par an", "chaque annee")
  }

  /// Whether it tells what comes after the project.
  var isOutlook: Bool { heading.contains("suites") || heading.contains("perspective") }

  var isAlert: Bool { plain.starts(with: "alerte") }

  func anomaly(_ kind: Anomaly.Kind, _ finding: String, _ arithmetic: String) -> Anomaly {
    Anomaly(kind, line: line, quote: text, finding: finding, arithmetic: arithmetic)
  }
}

extension [Character] {
  /// Where a stem begins a word.
  func positions(of stem: String) -> [Int] {
    let wanted = Array(stem)
    guard !wanted.isEmpty, count >= wanted.count else { return [] }
    return (0...(count - wanted.count)).filter { start in
      self[start] == wanted[0] && (start == 0 || !self[start - 1].isLetter)
        && self[start..<(start + wanted.count)].elementsEqual(wanted)
    }
  }
}

/// A fiche cut into headings, paragraphs and sentences.
struct WrittenFiche: Sendable {
  private(set) var sentences: [Sentence] = []
  private(set) var tables: [WrittenTable] = []

  init(_ text: String) {
    var paragraph: [(line: Int, text: String)] = []
    var section = 0
    var heading = ""
    var number = 0
    func close(_ sentences: inout [Sentence]) {
      guard let first = paragraph.first else { return }
      number += 1
      let isRow = first.text.hasPrefix("|")
      if paragraph.count == 1, isHeading(first.text) {
        section += 1
        heading = String(cleaned(first.text).map(folded))
      }
      sentences += cut(paragraph, isRow: isRow, paragraph: number, section: section, heading: heading)
      paragraph = []
    }
    var table: [(line: Int, text: String)] = []
    func closeTable() {
      if !table.isEmpty { tables.append(WrittenTable(table, section: section, heading: heading)) }
      table = []
    }
    for (index, line) in lines(of: text).enumerated() {
      let starts = ["#", "-", "*", "|", "›", ">", "•"].contains { line.hasPrefix($0) } && !line.hasPrefix("**")
      if line.isEmpty || starts || paragraph.first.map({ isHeading($0.text) && $0.text.hasPrefix("#") }) == true {
        close(&sentences)
      }
      if !line.isEmpty { paragraph.append((index + 1, line)) }
      if line.hasPrefix("|") { table.append((index + 1, line)) } else { closeTable() }
    }
    close(&sentences)
    closeTable()
  }

  /// Sentences that are not rows of tables, nor say themselves what does not follow.
  var prose: [Sentence] { sentences.filter { !$0.isRow && !$0.isAlert } }

  /// Prose by heading, in order.
  var sections: [[Sentence]] {
    var sections: [[Sentence]] = []
    for sentence in prose {
      if sections.last?.last?.section == sentence.section {
        sections[sections.count - 1].append(sentence)
      } else {
        sections.append([sentence])
      }
    }
    return sections
  }
}

/// Lines without their ends nor the spaces around them.
fileprivate func lines(of text: String) -> [String] {
  text.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "\n" }.map { line in
    var rest = Substring(String(line))
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}

/// A Markdown heading, or a short line that is no sentence.
fileprivate func isHeading(_ line: String) -> Bool {
  if line.hasPrefix("#") { return true }
  guard line.count <= 90, let last = line.last, let first = line.first else { return false }
  return first.isUppercase && last.isLetter && !line.contains { $0.isNumber || $0 == ":" || $0 == "|" }
}

/// Without Markdown signs, every blank made a plain space.
func cleaned(_ line: String) -> [Character] {
  var characters: [Character] = []
  for character in line where !["*", "#", "`", "›", ">", "•", "_", "\\"].contains(character) {
    let isBlank = character.isWhitespace || ["\u{a0}", "\u{202f}", "|"].contains(character)
    if isBlank && (characters.isEmpty || characters.last == " ") { continue }
    characters.append(isBlank ? " " : character)
  }
  if characters.first == "-", characters.count > 1, characters[1] == " " { characters.removeFirst(2) }
  return characters
}

/// Cuts a paragraph at the ends of its sentences.
fileprivate func cut(
  _ paragraph: [(line: Int, text: String)],
  isRow: Bool,
  paragraph number: Int,
  section: Int,
  heading: String
) -> [Sentence] {
  var characters: [Character] = []
  var lineOf: [Int] = []
  for (line, text) in paragraph {
    let part = cleaned(text)
    if part.isEmpty { continue }
    if !characters.isEmpty {
      characters.append(" ")
      lineOf.append(line)
    }
    characters += part
    lineOf += Array(repeating: line, count: part.count)
  }
  var sentences: [Sentence] = []
  var start = 0
  for index in characters.indices where index == characters.count - 1 || endsSentence(characters, at: index) {
    let own = Array(characters[start...index])
    let plain = own.map(folded)
    if own.contains(where: { $0 != " " }) {
      sentences.append(
        Sentence(
          line: lineOf[start],
          text: trimmed(own),
          plain: plain,
          paragraph: number,
          section: section,
          heading: heading,
          isRow: isRow,
          quantities: QuantityReader(plain).quantities
        )
      )
    }
    start = index + 1
    if start < characters.count, characters[start] == " " { start += 1 }
  }
  return sentences
}

func trimmed(_ characters: [Character]) -> String {
  let kept = characters.drop { $0 == " " }
  return String(kept.last == " " ? kept.dropLast() : kept)
}

/// A full stop, a question or an exclamation mark before a space and a capital.
fileprivate func endsSentence(_ characters: [Character], at index: Int) -> Bool {
  guard [".", "!", "?", "…"].contains(characters[index]), index + 2 < characters.count else { return false }
  guard characters[index + 1] == " " else { return false }
  let next = characters[index + 2]
  return next.isUppercase || ["«", "\"", "(", "-"].contains(next) || next.isNumber
}

/// One character, without case, accent or typography.
func folded(_ character: Character) -> Character {
  switch character {
  case "’", "‘", "ʼ": return "'"
  case "–", "—", "−", "‑", "‐": return "-"
  case "œ", "Œ": return "o"
  case "æ", "Æ": return "a"
  default: break
  }
  guard character.isLetter, let lower = character.lowercased().first else { return character }
  if lower.isASCII { return lower }
  for (plain, accented) in accents where accented.contains(lower) { return plain }
  return lower
}

fileprivate let accents: [(Character, String)] = [
  ("e", "éèêë"), ("a", "àâäá"), ("i", "îïí"), ("o", "ôöó"), ("u", "ùûüú"), ("c", "ç"), ("y", "ÿ"), ("n", "ñ"),
]

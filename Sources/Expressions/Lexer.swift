import Model

/// The smallest part of an expression that has a meaning.
struct Token: Equatable {
  enum Form: Equatable {
    /// A name; quoted ones are never keywords.
    case name(String, isQuoted: Bool)
    case parameter(String)
    case text(String)
    case number(Rational)
    /// An operator or a punctuation.
    case sign(String)
    case end
  }

  let form: Form
  /// Column, in characters from 1.
  let at: Int
  /// As written, for messages.
  let written: String
}

/// Cuts an expression into tokens.
struct Lexer {
  /// Characters of the longest expression.
  static let longest = 4_000
  /// Digits of a number, before or after the point: exact arithmetic has room for them.
  private static let mostDigits = 9

  private let characters: [Character]
  private var index = 0

  static func tokens(of text: String) throws(Mistake) -> [Token] {
    guard text.utf8.count <= 4 * longest, text.count <= longest else {
      throw Mistake("expression trop longue : \(longest) caractères au plus", at: 1)
    }
    var lexer = Lexer(characters: Array(text))
    var tokens: [Token] = []
    while let token = try lexer.next() { tokens.append(token) }
    tokens.append(Token(form: .end, at: lexer.characters.count + 1, written: "la fin"))
    return tokens
  }

  private init(characters: [Character]) { self.characters = characters }

  private mutating func next() throws(Mistake) -> Token? {
    while index < characters.count, characters[index].isWhitespace { index += 1 }
    guard index < characters.count else { return nil }
    let start = index
    let form = try form(characters[index])
    return Token(form: form, at: start + 1, written: String(characters[start..<index]))
  }

  private mutating func form(_ first: Character) throws(Mistake) -> Token.Form {
    switch first {
    case "'": return .text(try quoted(by: "'"))
    case "\"": return .name(try quoted(by: "\""), isQuoted: true)
    case "’", "‘", "“", "”", "«", "»", "`":
      throw Mistake("« \(first) » : un texte s’écrit entre apostrophes droites, 'comme ceci'", at: index + 1)
    case ":":
      index += 1
      let name = taken { $0.isLetter || $0.isNumber || $0 == "_" }
      if name.isEmpty { throw Mistake("« : » annonce un paramètre, comme « :debut »", at: index) }
      return .parameter(name)
    case "0"..."9": return .number(try number())
    case _ where first.isLetter || first == "_":
      return .name(taken { $0.isLetter || $0.isNumber || $0 == "_" }, isQuoted: false)
    default: return .sign(try sign())
    }
  }

  private mutating func taken(while isPart: (Character) -> Bool) -> String {
    let start = index
    while index < characters.count, isPart(characters[index]) { index += 1 }
    return String(characters[start..<index])
  }

  /// What stands between two quotes, a doubled one standing for itself.
  private mutating func quoted(by quote: Character) throws(Mistake) -> String {
    let start = index
    var text = ""
    index += 1
    while index < characters.count {
      if characters[index] != quote {
        text.append(characters[index])
      } else if index + 1 < characters.count, characters[index + 1] == quote {
        text.append(quote)
        index += 1
      } else {
        index += 1
        return text
      }
      index += 1
    }
    throw Mistake("« \(quote) » ouvert ici n’est pas refermé", at: start + 1)
  }

  private mutating func number() throws(Mistake) -> Rational {
    let start = index
    let whole = taken { $0.isASCII && $0.isNumber }
    var decimals = ""
    if index + 1 < characters.count, characters[index] == ".", characters[index + 1].isNumber {
      index += 1
      decimals = taken { $0.isASCII && $0.isNumber }
    }
    guard whole.count <= Self.mostDigits, decimals.count <= Self.mostDigits, let units = Int(whole),
      let part = decimals.isEmpty ? 0 : Int(decimals)
    else {
      throw Mistake("nombre trop grand : \(Self.mostDigits) chiffres au plus de chaque côté du point", at: start + 1)
    }
    let scale = decimals.reduce(1) { scale, _ in scale * 10 }
    return Rational(units * scale + part, scale)
  }

  private mutating func sign() throws(Mistake) -> String {
    let start = index
    let two = String(characters[index..<min(index + 2, characters.count)])
    if ["<=", ">=", "<>"].contains(two) {
      index += 2
      return two
    }
    if ["!=", "==", "=<", "=>", "&&", "||"].contains(two) {
      let right = ["!=": "<>", "==": "=", "=<": "<=", "=>": ">=", "&&": "AND", "||": "OR"][two] ?? ""
      throw Mistake("« \(two) » s’écrit « \(right) »", at: start + 1)
    }
    let one = String(characters[index])
    guard "=<>+-*/(),".contains(one) else { throw Mistake("« \(one) » n’a pas de sens ici", at: start + 1) }
    index += 1
    return one
  }
}

/// What a name of a template stands for.
enum Value: Sendable {
  case nothing
  case flag(Bool)
  case text(String)
  case list([Value])
  case object(Object)

  /// A value with members, looked up when a template asks for them.
  struct Object: Sendable {
    /// What it prints when its name stands alone.
    var text: String
    /// Whether a section on it is rendered.
    var isTrue: Bool
    let member: @Sendable (String) -> Value?

    init(text: String = "", isTrue: Bool = true, member: @escaping @Sendable (String) -> Value?) {
      self.text = text
      self.isTrue = isTrue
      self.member = member
    }
  }

  /// A text, or nothing when it is empty, so that a section on it is skipped.
  static func some(_ text: String?) -> Value {
    guard let text, !text.isEmpty else { return .nothing }
    return .text(text)
  }

  static func members(_ members: [String: Value]) -> Value { .object(Object { members[$0] }) }

  func member(_ name: String) -> Value? {
    if case .object(let object) = self { object.member(name) } else { nil }
  }

  /// What interpolation prints, before escaping.
  var printed: String {
    switch self {
    case .nothing, .list: ""
    case .flag(let flag): flag ? "true" : "false"
    case .text(let text): text
    case .object(let object): object.text
    }
  }

  /// Whether a section on it is skipped, and an inverted one rendered.
  var isFalse: Bool {
    switch self {
    case .nothing: true
    case .flag(let flag): !flag
    case .text: false
    case .list(let values): values.isEmpty
    case .object(let object): !object.isTrue
    }
  }
}

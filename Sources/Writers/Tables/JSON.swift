/// A JSON value whose members keep their order.
indirect enum JSON: Sendable {
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([JSON])
  case object([(String, JSON)])

  /// Indented by two spaces, ending with a line feed.
  var text: String {
    var out = ""
    write(into: &out, indent: "")
    return out + "\n"
  }

  private func write(into out: inout String, indent: String) {
    switch self {
    case .text(let text): out += JSON.quoted(text)
    case .number(let number): out += String(number)
    case .flag(let flag): out += flag ? "true" : "false"
    case .list(let values):
      JSON.block("[", "]", values, into: &out, indent: indent) { value, out, inner in
        value.write(into: &out, indent: inner)
      }
    case .object(let members):
      JSON.block("{", "}", members, into: &out, indent: indent) { member, out, inner in
        out += JSON.quoted(member.0) + ": "
        member.1.write(into: &out, indent: inner)
      }
    }
  }

  private static func block<Item>(
    _ open: String,
    _ close: String,
    _ items: [Item],
    into out: inout String,
    indent: String,
    item write: (Item, inout String, String) -> Void
  ) {
    guard !items.isEmpty else {
      out += open + close
      return
    }
    out += open
    for (index, item) in items.enumerated() {
      out += (index == 0 ? "\n" : ",\n") + indent + "  "
      write(item, &out, indent + "  ")
    }
    out += "\n" + indent + close
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\u{0}"..<" ":
        let code = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - code.count) + code
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}

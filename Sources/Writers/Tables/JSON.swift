/// A JSON value whose members keep their order.
enum JSON: Sendable {
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
        out += JSON.quoted(member.0)
        out += ": "
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
    let inner = indent + "  "
    out += open
    for (index, item) in items.enumerated() {
      out += index == 0 ? "\n" : ",\n"
      out += inner
      write(item, &out, inner)
    }
    out += "\n" + indent + close
  }

  private static func quoted(_ text: String) -> String {
    let escaped = rewriting(text) { bytes, place in
      switch bytes[place] {
      case UInt8(ascii: "\""): return "\\\""
      case UInt8(ascii: "\\"): return "\\\\"
      case UInt8(ascii: "\n"): return "\\n"
      case UInt8(ascii: "\r"): return "\\r"
      case UInt8(ascii: "\t"): return "\\t"
      case 0..<0x20:
        let code = String(bytes[place], radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - code.count) + code
      default: return nil
      }
    }
    return "\"" + escaped + "\""
  }
}

import Diagnostics
import Foundation

/// What the program and a person say to each other.
enum Terminal {
  /// To be called first: no fault ends with a signal, and no file takes the place of a standard stream that is closed.
  static func prepare() {
    guardAgainstFaults()
    while true {
      let descriptor = open("/dev/null", O_RDONLY)
      if descriptor > 2 || descriptor < 0 {
        close(descriptor)
        return
      }
    }
  }

  /// Writes on standard output; throws when not every byte was taken.
  static func tell(_ text: String) throws(Stop) {
    do throws(Refusal) {
      try write(Array(plain(text).utf8), to: 1)
    } catch {
      throw .file("sortie standard : écriture impossible (\(error.reason))")
    }
  }

  /// One sentence on standard error.
  static func complain(_ sentence: String) {
    try? write(Array(plain("fiches: \(sentence)\n").utf8), to: 2)
  }

  /// A text without the signs by which data would command a terminal or turn the direction of writing: each is shown as �.
  static func plain(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A: out.unicodeScalars.append(scalar)
      case 0x00..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: out.append("\u{FFFD}")
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}

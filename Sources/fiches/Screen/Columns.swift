import Model

/// One line a file: what became of its rows.
func fileTable(_ accounts: [RowAccount]) -> [String] {
  let width = 48
  func line(_ name: String, _ accounts: [RowAccount]) -> String {
    let counts = [\RowAccount.read, \.used, \.notConcerned, \.rejected, \.leftOut].map { count in
      accounts.reduce(0) { $0 + $1[keyPath: count] }
    }
    return name.shortened(to: width).filled(to: width)
      + zip(counts, [8, 11, 12, 10, 10]).map { String($0).aligned(to: $1) }.joined()
  }
  return ["Fichier".filled(to: width) + "    lues  utilisées  hors suivi  rejetées  écartées"]
    + accounts.map { line("\($0.file.structure)/\($0.file.name)", [$0]) } + [line("Total", accounts)]
}

extension String {
  func filled(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
  func aligned(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }

  /// Its beginning.
  func clipped(to width: Int) -> String { count <= width ? self : prefix(width - 1) + "…" }

  /// Its beginning and its end, where the number of a line is.
  func shortened(to width: Int) -> String {
    if count <= width { return self }
    let start = (width - 1) / 3
    return String(prefix(start)) + "…" + String(suffix(width - 1 - start))
  }

  /// Cut between words into lines of a width.
  func wrapped(at width: Int) -> [String] {
    var lines = [""]
    // What stands before the first word is kept.
    lines[0] = String(prefix { $0 == " " })
    for word in split(separator: " ") {
      let line = lines[lines.count - 1]
      if line.allSatisfy({ $0 == " " }) {
        lines[lines.count - 1] += word
      } else if line.count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append("  " + word)
      }
    }
    return lines
  }
}

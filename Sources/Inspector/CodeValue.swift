import Model

/// A value of a column of codes, and the code that it stands for.
struct CodeValue {
  let text: String
  let count: Int
  /// `nil`: it looks like none.
  let code: String?
  /// Whether the vocabulary has it, letter for letter.
  let isSure: Bool
  /// Whether it may be shown or written: a word of the vocabulary, or one that comes back and names nobody.
  let isShown: Bool

  /// The values of a column, lists parted, the most frequent first.
  static func all(of column: ColumnProfile, _ target: Target, _ vocabulary: Vocabulary) -> [CodeValue] {
    let isList = if case .codes = target.field.kind { true } else { false }
    var counts: [String: (text: String, count: Int)] = [:]
    for (text, count) in column.values.prefix(400) {
      let parts = isList ? text.split { ",;/|+\n".contains($0) }.map { String($0).trimmed } : [text]
      for part in parts where !part.isEmpty {
        counts[Folded.key(part), default: (part, 0)].count += count
      }
    }
    let known = vocabulary.known(for: target)
    return counts.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { key, item in
      if let code = vocabulary.code(of: item.text, for: target) {
        // A yes stands for itself only where the list is of yes and no.
        let isAnswer = ["oui", "non", "o", "n", "x"].contains(key) && !target.codeTables.contains("reponse")
        return CodeValue(text: item.text, count: item.count, code: code, isSure: !isAnswer, isShown: true)
      }
      let near = key.count > 2 ? suggestedCode(for: item.text, among: known)?.code : initial(key, of: target.field)
      let isShown = counts.count <= 25 && (item.count > 1 || column.rows < 20) && !CellFacts.namesSomebody(item.text)
      return CodeValue(text: item.text, count: item.count, code: near, isSure: false, isShown: isShown)
    }
  }

  /// `A` for `acces`: the only code of the list that begins so.
  private static func initial(_ key: String, of field: Field) -> String? {
    let meant = field.allowed.filter { $0.hasPrefix(key) }
    return meant.count == 1 && !key.isEmpty ? meant[0] : nil
  }
}

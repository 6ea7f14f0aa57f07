package import Model

/// A file to look at: its name and its bytes.
package struct InspectedFile: Sendable {
  package let name: String
  package let bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// What one unknown export looks like in the canonical model.
package struct FileReport: Sendable {
  package let profile: FileProfile
  package let kind: TableKind
  /// One per column of the profile, in the same order.
  package let guesses: [Guess]
  let wide: [WideColumns]
  /// What a person must know of the file before its columns, in French.
  let notes: [String]

  /// A report for the file, or one for each kind of record that it holds.
  package static func all(_ profile: FileProfile, with vocabulary: Vocabulary, values: SlowValues) -> [FileReport] {
    profile.parts(values: values).map { FileReport($0, with: vocabulary, values: values) }
  }

  /// Compares a file with the vocabulary.
  ///
  /// Complexity: the columns times the vocabulary.
  package init(_ profile: FileProfile, with vocabulary: Vocabulary, values: SlowValues) {
    self.profile = profile
    wide = WideColumns.find(in: profile.columns, values: values)
    let guesser = TableGuesser(columns: profile.columns, vocabulary: vocabulary, wide: wide, name: profile.name)
    let best = guesser.best()
    kind = best.kind
    guesses = best.guesses.enumerated().map { index, guess in
      index == profile.teller
        ? Guess(target: nil, reason: "dit la sorte de ligne", remark: "dit la sorte de ligne") : guess
    }
    let fit = ValueFit(columns: profile.columns, kind: kind, vocabulary: vocabulary)
    let weighed = TableGuesser.weighed
    let tooWide =
      profile.columns.count > weighed ? ["au-delà de \(weighed) colonnes, seuls les en-têtes sont compris"] : []
    notes =
      profile.notes + tooWide + (fit.hasRowPerPerson ? ["une ligne par personne : le numéro de dossier revient"] : [])
  }
}

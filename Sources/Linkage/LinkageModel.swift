/// What to compare and what brings two records together: the declaration of a reconciliation.
package struct LinkageModel: Sendable, Equatable {
  /// Compared in this order; sixteen at most, the most telling first.
  package var comparisons: [Comparison]
  /// Keys in this order; a pair is told with the first that brings it.
  package var blocking: [BlockingRule]
  /// Probability from which a link is made; `nil`: that of given weights, else the one from which it is likelier true than
  /// false, raised until no more than `LinkageModel.falseLinks` of the links may be expected to be false.
  package var threshold: Double?
  /// Probability from which a pair that is not linked is worth a look.
  package var reviewFrom: Double

  package init(
    comparisons: [Comparison],
    blocking: [BlockingRule],
    threshold: Double? = nil,
    reviewFrom: Double = 0.05
  ) {
    self.comparisons = comparisons
    self.blocking = blocking
    self.threshold = threshold
    self.reviewFrom = reviewFrom
  }

  /// Share of links that may be expected to be false: one often makes several false pairs, and those must stay under 1 %.
  static let falseLinks = 0.007
}

extension LinkageModel {
  /// The model without the levels and keys whose fields are not there, nor what no pattern can hold.
  package func applied(to fields: [LinkageField]) -> LinkageModel {
    let known = Set(fields.map(\.name))
    func isKnown(_ names: [String]) -> Bool { !names.isEmpty && names.allSatisfy(known.contains) }
    var model = self
    model.comparisons = comparisons.compactMap { comparison in
      var kept = comparison
      kept.levels = Array(comparison.levels.filter { isKnown($0.fields) && $0.fields.count <= 4 }.prefix(13))
      return kept.levels.isEmpty ? nil : kept
    }
    model.comparisons = Array(model.comparisons.prefix(Comparator.maximum))
    model.blocking = blocking.filter { rule in !rule.parts.isEmpty && rule.parts.allSatisfy { isKnown($0.fields) } }
    model.threshold = threshold.map { min(max($0, 0.001), 0.999_999) }
    model.reviewFrom = min(max(reviewFrom, 0.001), model.threshold ?? 0.5)
    return model
  }
}

/// Ordered levels of agreement; the first that holds is the level of a pair, and « sinon » comes last.
package struct Comparison: Sendable, Equatable {
  /// What agreement is evidence of.
  package enum Scope: String, Sendable, BitwiseCopyable, CaseIterable {
    /// Of being the same person: given name, birth date.
    case person = "personne"
    /// Of living in the same household, and of nothing more: address, lease.
    case household = "foyer"
    /// Of both: a surname.
    case family = "famille"
  }

  /// Name told in explanations, unique in a model.
  package var name: String
  package var scope: Scope
  /// Thirteen at most, from the closest agreement down.
  package var levels: [Level]

  package init(_ name: String, _ scope: Scope, _ levels: [Level]) {
    self.name = name
    self.scope = scope
    self.levels = levels
  }
}

/// One level of a comparison.
package struct Level: Sendable, Equatable {
  /// Fields that must all agree in that way; for `swapped`, the field and the one it may have been swapped with.
  package var fields: [String]
  /// How the values must agree.
  package var measure: Resemblance
  /// Least similarity, or greatest distance, according to the measure; unused by the others.
  package var threshold: Double
  /// What a reader is told.
  package var label: String
  /// Whether agreement on a rare value counts more.
  package var usesFrequency: Bool

  package init(
    _ fields: [String],
    _ measure: Resemblance,
    _ threshold: Double = 0,
    label: String,
    usesFrequency: Bool = false
  ) {
    self.fields = fields
    self.measure = measure
    self.threshold = threshold
    self.label = label
    self.usesFrequency = usesFrequency
  }
}

/// A way for two values to agree.
package enum Resemblance: String, Sendable, BitwiseCopyable, CaseIterable {
  case exact = "egal"
  /// The same words in any order.
  case sameWords = "memes_mots"
  /// All the words of one among those of the other.
  case wordsIncluded = "mots_inclus"
  /// A word of three letters or more in common.
  case sharedWord = "mot_commun"
  /// One is the initials of the other.
  case initials = "initiales"
  /// One is the beginning of the other, three letters at least.
  case prefix = "debut"
  /// Jaro–Winkler similarity at least the threshold.
  case jaroWinkler = "jaro_winkler"
  /// The most similar words reach the threshold, in Jaro–Winkler.
  case similarWord = "mot_proche"
  /// Damerau–Levenshtein distance at most the threshold.
  case edits = "fautes"
  /// The same sound in French.
  case sound = "phonetique"
  /// The value of another field, and reciprocally.
  case swapped = "inverse"
  /// Share of words in common, rare ones counting more, at least the threshold; and most letters of the shorter text.
  case overlap = "recouvrement"
  /// The first characters, as many as the threshold.
  case start = "premiers"
  /// Numbers that differ by the threshold at most.
  case difference = "ecart"
  /// Day and month swapped.
  case dayMonthSwap = "jour_mois_inverses"
  /// One digit differs, or two neighbours are swapped.
  case oneDigit = "un_chiffre"
  /// Same year, and one of the two dates is a first of January or another date of convenience.
  case conventionalDate = "date_convenue"
  case yearMonth = "annee_mois"
  case dayMonth = "jour_mois"
  /// Years that differ by the threshold at most.
  case year = "annee"
}

/// A key that brings together the records that share it.
package struct BlockingRule: Sendable, Equatable {
  /// Name told in explanations, unique in a model.
  package var name: String
  /// All of them make the key; a record that lacks one has none.
  package var parts: [KeyPart]
  /// Whether it brings many pairs for few links: it is then left out above 200,000 records.
  package var isWide: Bool

  package init(_ name: String, _ parts: [KeyPart], isWide: Bool = false) {
    self.name = name
    self.parts = parts
    self.isWide = isWide
  }
}

/// What a key takes from one field; for `soundPair` and `initialPair`, from two fields in any order.
package struct KeyPart: Sendable, Equatable {
  package enum Form: String, Sendable, BitwiseCopyable, CaseIterable {
    case exact = "egal"
    case sound = "phonetique"
    case initial = "initiale"
    case start3 = "trois_lettres"
    /// Each word of the value makes a key.
    case word = "mot"
    case soundPair = "sons"
    case initialPair = "initiales"
    case year = "annee"
    case yearMonth = "annee_mois"
    /// Day and month in any order.
    case dayMonth = "jour_mois"
  }

  /// One field, or two for the pairs.
  package var fields: [String]
  package var form: Form

  package init(_ form: Form, _ fields: String...) { self.init(form, fields) }

  package init(_ form: Form, _ fields: [String]) {
    self.fields = fields
    self.form = form
  }
}

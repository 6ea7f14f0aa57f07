import Model

/// What a column looks like in the canonical model.
package struct Guess: Sendable {
  /// `nil` when the column is left.
  let target: Target?
  /// 0…1.
  package var confidence = 0.0
  /// Why, in French.
  package let reason: String
  /// What a person should look at before the guess is trusted, in French; empty when nothing speaks against it.
  package var remark = ""

  static let none = Guess(target: nil, reason: "rien dans le modèle n'y ressemble", remark: "sens inconnu")

  /// `mesure.date_debut`, `acte[cdp].date_acte`; empty when the column is left.
  package var field: String { target?.written ?? "" }
  /// Constant of the record that goes with the column (`commandement_payer`); empty when there is none.
  package var constant: String { target?.constant ?? "" }
}

extension Guess {
  /// Adds a remark to a guess that has none.
  mutating func doubt(_ text: String) {
    if target != nil, remark.isEmpty { remark = text }
  }
}

/// A column and a field, and how well they go together.
struct Pair {
  let column: Int
  /// `nil`: a heading that the model has no field for.
  let target: Target?
  var score: Double
  let reason: String
  /// Position in the vocabulary.
  let order: Int
  /// What the heading says of it, 0…1.
  let heading: Double
  /// What the values say of it, −1…1.
  let values: Double

  var field: String { target?.written ?? "" }

  /// Whether nothing has to be checked: the heading says it whole and the values do not deny it, or the values are of a
  /// shape that nothing else has.
  var isSure: Bool {
    heading >= 0.78 && values >= -0.05 || heading >= 0.62 && values >= 0.5
      || values >= 0.89 && target?.field.kind != .visits && target?.field.allowed.isEmpty == true
  }

  var isIdentity: Bool {
    ["personne.identite", "personne.nom_prenom", "personne.nom"].contains(target?.field.path ?? "")
      && target?.label.isEmpty == true
  }

  /// The occupant beside the tenant of an association's lease.
  var isSecondIdentity: Bool {
    target?.field.path == "personne.identite" && target?.label.isEmpty == true && score > 0.75
  }

  /// The pair as a guess, beside the other things that the column may be.
  func guess(beside rivals: [Pair]) -> Guess {
    let rival = rivals.max { ($0.score, $1.order) < ($1.score, $0.order) }
    let margin = score > 0 ? max(0, score - max(0, rival?.score ?? 0)) / score : 0
    let confidence = min(0.99, max(0.05, 0.65 * min(score, 1.2) / 1.2 + 0.35 * margin))
    var guess = Guess(target: target, confidence: confidence, reason: reason)
    guard target != nil else {
      guess.remark = "hors du modèle"
      return guess
    }
    let isClose = margin < 0.1 && rival?.target != nil
    if !isSure || isClose { guess.remark = "à vérifier" + (margin < 0.35 ? other(rival) : "") }
    return guess
  }

  private func other(_ rival: Pair?) -> String {
    guard let rival else { return "" }
    return rival.target.map { " : ou \($0.written)" } ?? " : ou hors du modèle"
  }
}

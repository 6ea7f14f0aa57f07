import CSV

extension Sheet {
  /// What was found in the bytes, in one French phrase: `windows-1252, « ; », en-tête ligne 4, 3 lignes hors tableau`.
  var summary: String {
    let sign = delimiter == 9 ? "tabulation" : "« \(Character(Unicode.Scalar(delimiter))) »"
    let around = outside.count { $0.kind != .header }
    let lines = around == 0 ? "" : ", \(around) ligne\(around > 1 ? "s" : "") hors tableau"
    return "\(encoding), \(sign), en-tête ligne \(headerLine)\(lines)"
  }
}

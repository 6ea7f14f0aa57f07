import Diagnostics
import Model

/// Says what was expected and did not come.
///
/// A structure that sent nothing is blocking, unless its declaration says that nothing is expected of it this year.
func report(_ unreceived: [Unreceived], in campaign: Campaign, to findings: inout Findings) {
  for missing in unreceived {
    let isExpected = campaign.structures[missing.structure]?.isExpected ?? true
    let code: Diagnostic.Code =
      switch missing.kind {
      case .nothing: isExpected ? .nothingReceived : .nothingExpected
      case .pattern: .fileNotReceived
      case .emptyExport: .emptyExport
      case .noEvent: .noEventOfTheYear
      }
    var subject: Diagnostic.Subject?
    if case .pattern(let pattern) = missing.kind { subject = Diagnostic.Subject(column: "", value: pattern) }
    findings.report(code, missing.sentence, at: Location(file: missing.path), about: subject)
  }
}

extension Diagnostic.Code {
  static let nothingReceived = Self(
    "structure-sans-export",
    .bloquant,
    remedy: "demander ses exports ; « attendu,non » dans son source.csv si rien n'est attendu d'elle cette année",
    audience: .missing
  )
  static let nothingExpected = Self(
    "structure-non-attendue",
    .information,
    remedy: "rien à faire tant que son source.csv dit « attendu,non »"
  )
  static let fileNotReceived = Self(
    "fichier-attendu-absent",
    .attention,
    remedy: "demander ce fichier, ou retirer la ligne de fichiers.csv s'il n'est plus attendu",
    audience: .missing
  )
  static let emptyExport = Self(
    "export-sans-ligne",
    .attention,
    remedy: "demander à la structure si c'est voulu",
    audience: .missing
  )
  static let noEventOfTheYear = Self(
    "aucun-evenement-de-l-annee",
    .attention,
    remedy: "demander l'export de cette année ; celui qui est là est peut-être l'ancien",
    audience: .missing
  )
}

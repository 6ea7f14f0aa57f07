import Diagnostics
import Evaluator
import Expressions
import Model
import Readers

/// `fiches sql`: the indicators of a campaign as a script for an engine.
struct SQLCommand {
  private var settings = Request.Settings()
  private var dialect: SQLDialect?

  init(_ words: [String]) throws(Stop) {
    let words = try Words(words, options: ["--moteur"] + Request.Settings.options)
    if let stray = words.plain.first { throw .wrong("« \(stray) » : « sql » n'attend que des options") }
    try settings.read(words)
    let engines = SQLDialect.allCases.map(\.rawValue)
    for (option, value) in words.options where option == "--moteur" {
      dialect = SQLDialect(rawValue: value)
      if dialect == nil {
        throw .wrong("moteur « \(value) » inconnu ; le plus proche : « \(nearest(to: value, among: engines)) »")
      }
    }
    if dialect == nil { throw .wrong("« sql » attend --moteur, parmi \(engines.joined(separator: ", "))") }
  }

  /// The script; throws the mistakes of the declarations.
  func run() throws(Stop) -> String {
    var findings = Findings()
    let folder = InputFolder(path: settings.input)
    let campaign = try readDeclarations(in: folder, changing: settings.overrides, reporting: &findings).campaign
    _ = Referentiel(of: campaign, reporting: &findings)
    let mistakes = findings.of(.erreur)
    guard mistakes.isEmpty else { throw .declarations(mistakes) }
    return sqlScript(of: campaign, for: dialect ?? .duckdb)
  }
}

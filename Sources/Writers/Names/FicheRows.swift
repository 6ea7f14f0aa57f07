import Model

/// Rows of the tables of a fiche, ready to be named by a template.

/// Entries against the target, for one period and one scope.
struct TargetRow: Sendable {
  let period: String
  let scope: Scope
  let text: FigureText
}

struct FundingRow: Sendable {
  let exercise: String
  let row: Funding
  let share: Rational?
}

struct StageRow: Sendable {
  let stage: String
  let book: FigureBook
}

struct SourceRow: Sendable {
  let account: RowAccount
  let structure: Structure?
}

struct RowTotal: Sendable {
  var read = 0
  var used = 0
  var notConcerned = 0
  var rejected = 0
  var declared = 0
}

struct RejectionRow: Sendable {
  let rule: String
  let count: Int
}

extension Scope {
  /// « Ensemble », « Accès », « Maintien ».
  var title: String {
    switch self {
    case .whole: "Ensemble"
    case .acces: "Accès"
    case .maintien: "Maintien"
    }
  }
}

extension Check {
  /// Whether it belongs beside the funding table: the plan itself, and announced amounts.
  var isAboutMoney: Bool { code.hasPrefix("financement") || code == "chiffre_annonce" && sentence.contains("€") }
}

extension FicheContent {
  /// Scopes worth a row: the whole, and its volets when there are two.
  var scopes: [Scope] {
    let volets = project.volets.compactMap { Scope(rawValue: $0.rawValue) }
    return volets.count > 1 ? [.whole] + volets : volets
  }

  var targetRows: [TargetRow] {
    PeriodKind.allCases.flatMap { period in
      scopes.compactMap { scope in
        book.text("taux_realisation", scope: scope, period: period).map {
          TargetRow(period: period == .cumul ? "Depuis le début" : "Année \(project.year)", scope: scope, text: $0)
        }
      }
    }
  }

  var fundingRows: [FundingRow] {
    project.budgetAccounts.flatMap { account in
      account.funding.map { FundingRow(exercise: account.exercise.label, row: $0, share: account.share(of: $0)) }
    }
  }

  /// Stages at which at least one parcours entered, or whose figures are not printed.
  var stageRows: [StageRow] {
    stages.filter { stage in
      issues.contains { issue in
        guard let figure = book.figure("issue_par_stade", detail: "\(stage)|\(issue)", scope: .maintien, period: .cumul)
        else { return false }
        return (figure.numerator?.double ?? 0) > 0
      }
    }.map { StageRow(stage: $0, book: book) }
  }

  /// Rows of a breakdown over the whole project, those at zero left out.
  func details(of code: String) -> [FigureText] {
    let scope: Scope = scopes.first ?? .whole
    return book.details(of: code).compactMap { detail in
      guard let text = book.text(code, detail: detail, scope: scope, period: .cumul) else { return nil }
      let isZero = text.figure.status == .published && (text.figure.numerator?.double ?? 0) == 0
      return isZero || text.figure.status == .notApplicable ? nil : text
    }
  }

  func checks(_ outcome: Check.Outcome) -> [Check] { checks.filter { $0.outcome == outcome } }

  var rowTotal: RowTotal {
    accounts.reduce(into: RowTotal()) { total, account in
      total.read += account.read
      total.used += account.used
      total.notConcerned += account.notConcerned
      total.rejected += account.rejected
      total.declared += account.leftOut
    }
  }

  var sourceRows: [SourceRow] { accounts.map { SourceRow(account: $0, structure: structures[$0.file.structure]) } }
}

/// Groups of stages at entry and issues, in the words of the référentiel §5.
let stages = ["0-2", "3-4", "5-6", "7-8", "9-12", "inconnu"]
let issues = ["procedure_arretee", "depart_sans_expulsion", "toujours_menace", "expulse", "inconnu"]

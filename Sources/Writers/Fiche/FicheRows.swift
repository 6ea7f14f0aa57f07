import Model

/// Rows of the tables of a fiche, ready to be named by a template.

struct FundingRow: Sendable {
  let exercise: String
  let row: Funding
  let share: Rational?
}

struct SourceRow: Sendable {
  let structure: Structure?
  let code: String
  let files: Int
  let total: RowTotal
}

struct RowTotal: Sendable {
  var read = 0
  var used = 0
  var notConcerned = 0
  var rejected = 0
  var declared = 0

  init(_ accounts: [RowAccount]) {
    for account in accounts {
      read += account.read
      used += account.used
      notConcerned += account.notConcerned
      rejected += account.rejected
      declared += account.leftOut
    }
  }
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

extension FicheContent {
  /// Scopes worth a row: the whole, and its volets when there are two.
  var scopes: [Scope] {
    let volets = project.volets.compactMap { Scope(rawValue: $0.rawValue) }
    return volets.count > 1 ? [.whole] + volets : volets
  }

  var fundingRows: [FundingRow] {
    project.budgetAccounts.flatMap { account in
      account.funding.map { FundingRow(exercise: account.exercise.label, row: $0, share: account.share(of: $0)) }
    }
  }

  var rowTotal: RowTotal { RowTotal(accounts) }

  /// One row a structure: the name of an export may name somebody.
  var sourceRows: [SourceRow] {
    unique(accounts.map(\.file.structure)).map { code in
      let own = accounts.filter { $0.file.structure == code }
      return SourceRow(structure: structures[code], code: code, files: own.count, total: RowTotal(own))
    }
  }
}

import Model

/// A budget or a funder's contribution, for one exercise of one project.
struct FundingLine: Sendable {
  var project: String
  var exercise: Exercise
  /// `nil`: the budget itself.
  var funding: Funding?
  var amount: Cents
  var status: BudgetStatus
  /// Share of what the exercise's funders bring to the budget; `nil` for the budget and for what is outside it.
  var share: Rational?
}

extension Table where Row == FundingLine {
  /// `financement.csv`: the budget of each exercise, then its funders, in the order of the project's card.
  static var funding: Self {
    Table(columns: [
      Column("projet", "Code du projet", required: true) { $0.project },
      Column("exercice", "Libellé de l’exercice", required: true) { $0.exercise.label },
      Column("date_debut", "Premier jour de l’exercice, quand il n’est pas l’année civile", .date) {
        $0.exercise.dates.map { $0.lowerBound.description } ?? ""
      },
      Column("date_fin", "Dernier jour de l’exercice, quand il n’est pas l’année civile", .date) {
        $0.exercise.dates.map { $0.upperBound.description } ?? ""
      },
      Column(
        "poste",
        "Budget de l’exercice, ou apport d’un financeur",
        allowed: ["budget", "financement"],
        required: true
      ) {
        $0.funding == nil ? "budget" : "financement"
      },
      Column("financeur", "Nom du financeur ; vide pour le budget") { $0.funding?.funder ?? "" },
      Column("nature", "Nature de l’apport", allowed: codes(FundingNature.self)) { $0.funding?.nature.rawValue ?? "" },
      Column("montant", "Montant, en euros", .number, required: true) { euros($0.amount) },
      Column("statut", "Prévu ou réalisé", allowed: codes(BudgetStatus.self), required: true) { $0.status.rawValue },
      Column("inclus_dans_budget", "Si l’apport finance le budget", allowed: ["oui", "non"]) {
        $0.funding.map { $0.inBudget ? "oui" : "non" } ?? ""
      },
      Column("part", "Part des apports de l’exercice inclus dans le budget, entre 0 et 1", .number) {
        $0.share.map(decimal) ?? ""
      },
    ])
  }
}

/// What an exercise costs and who pays for it: the realised rows if there are any, else the planned ones.
struct ExerciseAccount: Sendable {
  var exercise: Exercise
  /// Σ budget rows kept; `nil` when the exercise has none.
  var budget: Cents?
  var budgetStatus: BudgetStatus
  /// Funding rows kept, in the order of the card.
  var funding: [Funding]

  /// Σ of the rows included in the budget; `nil` when nobody is named (« détail non publié »).
  var funded: Cents? { funding.isEmpty ? nil : funding.filter(\.inBudget).reduce(0) { $0 + $1.amount } }

  /// Share of a row among those included in the budget.
  func share(of row: Funding) -> Rational? {
    guard row.inBudget, let funded, funded > 0 else { return nil }
    return Rational(row.amount, funded)
  }
}

/// The exercises of a project's card, in the order in which budget then funding first name them.
func accounts(of project: Project) -> [ExerciseAccount] {
  var exercises: [Exercise] = []
  for exercise in project.budgets.map(\.exercise) + project.funding.map(\.exercise)
  where !exercises.contains(where: { $0.label == exercise.label }) {
    exercises.append(exercise)
  }
  return exercises.map { exercise in
    let budgets = kept(project.budgets.filter { $0.exercise.label == exercise.label }, by: \.status)
    return ExerciseAccount(
      exercise: exercise,
      budget: budgets.isEmpty ? nil : budgets.reduce(0) { $0 + $1.amount },
      budgetStatus: budgets.first?.status ?? .planned,
      funding: kept(project.funding.filter { $0.exercise.label == exercise.label }, by: \.status)
    )
  }
}

/// The realised rows if any, else the planned ones (référentiel §5, `cofinancement`).
fileprivate func kept<Row>(_ rows: [Row], by status: (Row) -> BudgetStatus) -> [Row] {
  let realised = rows.filter { status($0) == .realised }
  return realised.isEmpty ? rows : realised
}

/// The rows of `financement.csv` of one project: every row of its card.
func fundingLines(of project: Project) -> [FundingLine] {
  accounts(of: project).flatMap { account in
    project.budgets.filter { $0.exercise.label == account.exercise.label }.map { budget in
      FundingLine(project: project.code, exercise: budget.exercise, amount: budget.amount, status: budget.status)
    }
      + project.funding.filter { $0.exercise.label == account.exercise.label }.map { row in
        FundingLine(
          project: project.code,
          exercise: row.exercise,
          funding: row,
          amount: row.amount,
          status: row.status,
          share: account.funding.contains { $0.status == row.status } ? account.share(of: row) : nil
        )
      }
  }
}

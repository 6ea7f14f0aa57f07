import Model

/// Groups of stages of the expulsion procedure at entry.
fileprivate enum StageGroup: String, CaseIterable {
  case before = "0-2"
  case order = "3-4"
  case court = "5-6"
  case judged = "7-8"
  case leaving = "9-12"
  case unknown = "inconnu"

  init(_ stage: Int?) {
    self =
      switch stage {
      case nil: .unknown
      case .some(..<3): .before
      case .some(3...4): .order
      case .some(5...6): .court
      case .some(7...8): .judged
      case .some: .leaving
      }
  }

  var label: String {
    switch self {
    case .before: "avant commandement (0-2)"
    case .order: "commandement ou CCAPEX (3-4)"
    case .court: "assignation ou audience (5-6)"
    case .judged: "jugement ou signification (7-8)"
    case .leaving: "commandement de quitter et suites (9-12)"
    case .unknown: "stade inconnu"
    }
  }
}

/// What became of a household whose parcours closed, in the order in which the référentiel asks.
fileprivate enum Outcome: String, CaseIterable {
  case expelled = "expulse"
  case left = "depart_sans_expulsion"
  case stopped = "procedure_arretee"
  case threatened = "toujours_menace"
  case unknown = "inconnu"

  init(_ closure: Closure) {
    if closure.expelled {
      self = .expelled
    } else if closure.leftDwelling {
      self = .left
    } else if closure.stopped == .yes {
      self = .stopped
    } else {
      self = closure.stopped == .no && closure.exitStage != nil ? .threatened : .unknown
    }
  }

  var label: String {
    switch self {
    case .expelled: "expulsé"
    case .left: "départ sans expulsion"
    case .stopped: "procédure arrêtée"
    case .threatened: "toujours menacé"
    case .unknown: "issue inconnue"
    }
  }
}

extension Closure {
  fileprivate var leftDwelling: Bool {
    switch dwelling {
    case .other, .lost: true
    case .unknown: leftEveryLease
    case .same: false
    }
  }
}

extension Indicator {
  static let outcomeByStage: Indicator = {
    let card = IndicatorCard(
      code: "issue_par_stade",
      label: "Issue selon le stade d’entrée",
      definition: """
        Répartition des parcours maintien clôturés de chaque stade d’entrée, dans cet ordre : expulsé ; départ sans \
        expulsion (autre logement ou perdu, ou logement inconnu et tous les baux finis) ; procédure arrêtée ; toujours \
        menacé (stade connu à la fin, procédure non arrêtée) ; inconnu.
        """,
      counted: "parcours de cette issue",
      among: "parcours clôturés pendant la période, de ce stade à l’entrée",
      unit: .shareOfPathways,
      shape: .proportion,
      scopes: [.maintien],
      details: StageGroup.allCases.flatMap { group in Outcome.allCases.map { "\(group.rawValue)|\($0.rawValue)" } },
      publication: .breakdown,
      reference: "référentiel §5"
    )
    return Indicator(card, candidates: .pathways(.closed, perHousehold: false)) { pool in
      StageGroup.allCases.flatMap { outcomes(card, of: $0, in: pool) }
    }
  }()

  private static func outcomes(_ card: IndicatorCard, of group: StageGroup, in pool: Pool) -> [Figure] {
    let poll = Poll.pathways(.closed) { pathway, _ in
      guard let closure = pathway.closure, StageGroup(pathway.entryStage) == group else { return (.outside, 0, nil) }
      return (.counted, Outcome.allCases.firstIndex(of: Outcome(closure)) ?? 0, nil)
    }
    let votes = poll.votes(pool)
    return Outcome.allCases.enumerated().map { row, outcome in
      let label = "\(card.label)\u{a0}: \(group.label), \(outcome.label)"
      var figure = Figure(card, in: pool, detail: "\(group.rawValue)|\(outcome.rawValue)", label: label)
      figure.fill(share: Tally(votes, row: row))
      figure.ongoing = pool.ongoing
      figure.list(poll, in: pool, row: row, [.exit, .leases, .acts, .debts])
      return figure
    }
  }
}

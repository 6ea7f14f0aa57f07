import Model

extension Indicator {
  static let threatened = share(
    "menaces_expulsion",
    "Menacés d’expulsion à l’entrée",
    definition: """
      Part des parcours maintien actifs dont la procédure, au début, en est au commandement de payer ou plus loin : \
      rang le plus haut des actes postérieurs au dernier acte qui l’éteint.
      """,
    counted: "parcours menacés d’expulsion à l’entrée",
    among: .active,
    scopes: [.maintien],
    evidence: [.leases, .acts]
  ) { pathway, _ in
    guard pathway.sent.contains(.acts) else { return .unsent }
    guard let stage = pathway.entryStage else { return .missing(.stageUnknown) }
    return Judgement(stage >= Closure.threatened)
  }

  static let expulsionsAvoided = share(
    "expulsions_evitees",
    "Expulsions évitées (procédure arrêtée, logement conservé)",
    definition: """
      Part des parcours maintien clôturés, menacés d’expulsion à l’entrée, dont le logement est gardé et la procédure \
      arrêtée (acte qui l’éteint, délais accordés pendant le parcours, stade inférieur au commandement, ou dette \
      apurée). Décès et changements d’opérateur sont écartés.
      """,
    counted: "parcours au logement gardé et à la procédure arrêtée",
    among: menaced,
    scopes: [.maintien],
    unsentMissing: false,
    evidence: [.exit, .leases, .acts, .debts]
  ) { pathway, _ in
    judge(pathway) { closure in
      switch (closure.kept, closure.stopped) {
      case (.no, _), (_, .no): .notCounted
      case (.yes, .yes): .counted
      case (.unknown, _): .missing(.exitDwellingUnknown)
      case (_, .unknown): .missing(.stopUnknown)
      }
    }
  }

  static let expulsionsDeferred = share(
    "expulsions_ajournees",
    "Sans expulsion à la clôture",
    definition: """
      Part des mêmes parcours sans expulsion, ni par un acte ni par la fin d’un bail, entre le début et la fin.
      """,
    counted: "parcours sans expulsion à la clôture",
    among: menaced,
    scopes: [.maintien],
    unsentMissing: false,
    evidence: [.leases, .acts]
  ) { pathway, _ in judge(pathway) { Judgement(!$0.expelled) } }

  static let expulsions = share(
    "expulsions_effectives",
    "Expulsions effectives",
    definition: """
      Parcours maintien actifs pendant lesquels une expulsion (acte, ou fin de bail) a eu lieu dans la période. \
      Toujours imprimé, zéro compris.
      """,
    counted: "parcours avec expulsion pendant la période",
    among: .active,
    scopes: [.maintien],
    evidence: [.leases, .acts]
  ) { pathway, slice in
    guard !pathway.sent.isDisjoint(with: [.acts, .endMotive]) else { return .unsent }
    guard pathway.expelled else { return .notCounted }
    let last = pathway.lastDay(slice.cutoff)
    return Judgement(
      slice.dossier(of: pathway).expulsions.contains { $0 >= pathway.start && $0 <= last && slice.contains($0) }
    )
  }

  private static let menaced = Population.closed.named(
    "parcours clôturés pendant la période, menacés d’expulsion à l’entrée"
  )

  /// The verdict on a closed parcours that was threatened at its entry; the others are outside.
  private static func judge(_ pathway: Pathway, _ verdict: (Closure) -> Judgement) -> Judgement {
    guard let closure = pathway.closure else { return .outside }
    if closure.saysNothing {
      return pathway.entryStage.map { $0 >= Closure.threatened } ?? false
        ? .leftOut(closure.motive == .death ? .death : .operatorChange) : .outside
    }
    guard pathway.sent.contains(.acts) || pathway.entryStage != nil else { return .unsent }
    guard let stage = pathway.entryStage, stage >= Closure.threatened else { return .outside }
    return verdict(closure)
  }
}

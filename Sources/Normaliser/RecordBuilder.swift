import Linkage
import Model

/// Builds the typed records of one row from its instances.
struct RecordBuilder {
  let given: Instances
  let role: Structure.Role
  let origin: Origin
  let structure: String
  /// Reads the labels of the table.
  let names: NameReader
  /// Reads the birth dates that labels hold.
  let births: DayText

  private func one(_ kind: RecordKind) -> Instance? { given.first(kind) }

  func composition() -> Composition? {
    guard let instance = one(.household) else { return nil }
    let kind = instance.code("type_menage", HouseholdKind.self) ?? .unknown
    let persons = instance.integer("nb_personnes")
    let children = instance.integer("nb_enfants")
    if persons == nil, children == nil, kind == .unknown { return nil }
    return Composition(persons: persons, children: children, kind: kind, origin: origin)
  }

  func lease() -> LeaseDraft? {
    guard let instance = one(.lease), !instance.text("bail_id").isEmpty else { return nil }
    let (number, landlord) = (instance.text("bail_id"), instance.text("bailleur"))
    return LeaseDraft(
      number: number,
      key: LeaseKey(landlord: landlord.isEmpty ? structure : landlord, number: number),
      holder: instance.code("preneur", LeaseHolder.self),
      kind: instance.code("type", LeaseKind.self),
      nature: instance.code("nature", LeaseNature.self),
      start: instance.day("date_effet"),
      end: instance.day("date_fin"),
      endMotive: instance.code("motif_fin", LeaseEnd.self),
      rent: instance.cents("loyer"),
      charges: instance.cents("charges"),
      aid: instance.cents("aide_tiers_payant")
    )
  }

  /// The measure of the row, if it carries one.
  func measure() -> Result<Measure?, Fault> {
    guard let instance = one(.measure) else { return .success(nil) }
    let project = instance.text("projet")
    if project.isEmpty {
      return .failure(Fault(field: "mesure.projet", rule: "projet_absent", sentence: "projet absent"))
    }
    guard let volet = instance.code("volet", Volet.self) else {
      return .failure(Fault(field: "mesure.volet", rule: "volet_inconnu", sentence: "volet absent ou inconnu"))
    }
    var measure = Measure(
      number: instance.text("mesure_id"),
      project: project,
      operatorCode: structure,
      volet: volet,
      kind: instance.code("type", MeasureKind.self) ?? .global,
      origin: origin
    )
    measure.oriented = instance.day("date_orientation")
    measure.start = instance.day("date_debut")
    measure.plannedEnd = instance.day("date_fin_prevue")
    measure.end = instance.day("date_fin")
    if let start = measure.start, let end = measure.end, end < start {
      return .failure(Fault(field: "mesure.date_fin", rule: "sortie_avant_entree", sentence: "sortie avant l'entrée"))
    }
    measure.renews = instance.text("renouvellement_de").isEmpty ? nil : instance.text("renouvellement_de")
    measure.renewals = instance.days("renouvellements").sorted()
    measure.adhesion = instance.code("adhesion", Adhesion.self) ?? .unknown
    measure.contract = instance.day("date_contrat")
    measure.linkBroken = instance.code("lien_bailleur_rompu", Answer.self) ?? .unknown
    measure.problems = Set(instance.codes("problematiques").compactMap(Problem.init(rawValue:)))
    measure.statusIn = instance.code("statut_logement_entree", HousingStatus.self) ?? .unknown
    measure.statusOut = instance.code("statut_logement_sortie", HousingStatus.self) ?? .unknown
    measure.suspensions = given[.suspension].compactMap { suspension in
      suspension.day("debut").map { ($0, suspension.day("fin")) }
    }
    measure.followUps = followUps()
    if let end = measure.end {
      let exit = one(.exit)
      measure.exits = [
        Exit(
          date: end,
          motive: exit?.code("motif", ExitMotive.self) ?? .unknown,
          dwelling: exit?.code("logement_a_la_sortie", ExitDwelling.self) ?? .unknown,
          backToNormal: exit?.code("gestion_courante_reprise", Answer.self) ?? .unknown,
          origin: origin
        )
      ]
    }
    return .success(measure)
  }

  private func followUps() -> [FollowUp] {
    given[.followUp].compactMap { instance in
      guard let horizon = instance.integer("horizon_mois"), let date = instance.day("date_observation") else {
        return nil
      }
      return FollowUp(
        horizon: horizon,
        date: date,
        dwelling: instance.code("en_place", ExitDwelling.self) ?? .unknown,
        debt: instance.cents("dette"),
        threeMonthsUnpaid: instance.code("impaye_3_mois", Answer.self) ?? .unknown,
        origin: instance.origin ?? origin
      )
    }
  }

  func citedLease() -> (landlord: String, number: String)? {
    guard let instance = one(.measure) else { return nil }
    let cited = (instance.text("bailleur"), instance.text("bail_id"))
    return cited.0.isEmpty && cited.1.isEmpty ? nil : cited
  }

  func access() -> AccessDraft? {
    guard let instance = one(.access), let date = instance.day("date_entree") else { return nil }
    let kind = instance.code("type", LeaseKind.self) ?? .ordinary
    return AccessDraft(date: date, kind: kind, holder: instance.code("preneur", LeaseHolder.self) ?? .household)
  }

  /// Balances of the row; without a date, the association's is that of the measure's start.
  func statements(start: Day?) -> [(lease: LeaseKey?, statement: BalanceStatement)] {
    let declarant: Declarant = role == .landlord ? .landlord : .association
    return given[.statement].compactMap { instance in
      guard let balance = instance.cents("solde"), let date = instance.day("date_solde") ?? start else { return nil }
      let statement = BalanceStatement(
        date: date,
        balance: balance,
        declarant: declarant,
        origin: instance.origin ?? origin
      )
      return (lease(named: instance), statement)
    }
  }

  /// The lease of the structure that an instance names.
  private func lease(named instance: Instance) -> LeaseKey? {
    let number = instance.text("bail_id")
    return number.isEmpty ? nil : LeaseKey(landlord: structure, number: number)
  }

  func acts() -> [(lease: LeaseKey?, event: ProcedureEvent)] {
    given[.act].compactMap { instance in
      guard let date = instance.day("date_acte"), let act = instance.code("acte", Act.self) else { return nil }
      return (lease(named: instance), ProcedureEvent(date: date, act: act, origin: instance.origin ?? origin))
    }
  }

  func plans() -> [(lease: LeaseKey?, plan: RepaymentPlan)] {
    given[.plan].compactMap { instance in
      guard let signed = instance.day("date_signature") else { return nil }
      let status = instance.code("statut", PlanStatus.self) ?? .signed
      let plan = RepaymentPlan(
        signed: signed,
        status: status,
        statusDate: instance.day("date_statut"),
        origin: instance.origin ?? origin
      )
      return (lease(named: instance), plan)
    }
  }

  func aids() -> [Aid] {
    given[.aid].compactMap { instance in
      guard let kind = instance.code("type", AidKind.self), let status = instance.code("statut", AidStatus.self) else {
        return nil
      }
      return Aid(
        kind: kind,
        decided: instance.day("date_decision"),
        status: status,
        amount: instance.cents("montant"),
        declaredBy: structure,
        origin: instance.origin ?? origin
      )
    }
  }

  func visits() -> [(measure: MeasureKey?, visit: Visit)] {
    var visits: [(measure: MeasureKey?, visit: Visit)] = []
    for instance in given[.visit] {
      let number = instance.text("mesure_id")
      let key = number.isEmpty ? nil : MeasureKey(structure: structure, number: number)
      if let date = instance.day("date") { visits.append((key, visit(date, instance, words: [:]))) }
      for item in instance.visits("liste") { visits.append((key, visit(item.day, instance, words: item.words))) }
    }
    return visits
  }

  /// The words beside a date come before the defaults of the declaration.
  private func visit(_ date: Day, _ instance: Instance, words: [String: String]) -> Visit {
    Visit(
      date: date,
      place: words["lieu"].flatMap(VisitPlace.init(rawValue:)) ?? instance.code("lieu", VisitPlace.self),
      withLandlord: words["tripartite"].flatMap(Answer.init(rawValue:)) ?? instance.code("tripartite", Answer.self)
        ?? .unknown,
      done: words["aboutie"].flatMap(Answer.init(rawValue:)) ?? instance.code("aboutie", Answer.self) ?? .unknown,
      origin: instance.origin ?? origin
    )
  }
}

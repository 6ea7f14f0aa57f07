import Expressions
import Model

extension FactTable {
  private static func fact(
    _ name: String,
    _ kind: Kind,
    _ meaning: String,
    _ section: String,
    _ rests: [String],
    unknown: String = "",
    codes: [String] = [],
    evidence: Evidence = [],
    sql: (@Sendable (SQLPrinter) -> String)? = nil,
    _ cell: @escaping @Sendable (Int, Slice) -> Value
  ) -> FactColumn {
    FactColumn(
      name: name,
      kind: kind,
      codes: codes,
      unknown: unknown,
      meaning: meaning,
      section: section,
      rests: rests,
      evidence: evidence,
      sql: sql,
      cell: cell
    )
  }

  static let households = FactTable(
    name: "menages",
    meaning: "Un ménage d’un projet",
    columns: FactColumn.identity({ $1.dossiers[$0].household }) + [
      fact(
        "nb_personnes",
        .number,
        "Personnes du ménage",
        "§5",
        ["menage.nb_personnes"],
        unknown: "taille du ménage inconnue"
      ) { Value($1.cohort.dossiers[$0].compositions.lazy.compactMap(\.persons).first) },
      fact(
        "nb_enfants",
        .number,
        "Enfants du ménage",
        "§5",
        ["menage.nb_enfants"],
        unknown: "nombre d’enfants inconnu"
      ) { Value($1.cohort.dossiers[$0].compositions.lazy.compactMap(\.children).first) },
      fact(
        "debut",
        .day,
        "Premier jour de son premier parcours",
        "§2",
        ["mesure.date_debut"],
        unknown: "aucun parcours"
      ) { index, slice in
        Value(slice.cohort.pathways[slice.cohort.pathwaysOf[index]].map(\.start).min())
      },
      fact(
        "fin",
        .day,
        "Fin de son dernier parcours, si tous sont finis",
        "§2",
        ["mesure.date_fin"],
        unknown: "parcours en cours"
      ) { index, slice in
        let own = slice.cohort.pathways[slice.cohort.pathwaysOf[index]]
        let ends = own.compactMap(\.end)
        return Value(ends.count == own.count ? ends.max() : nil)
      },
      fact(
        "observe_jours",
        .number,
        "Jours suivis depuis l’effet de son premier bail d’accès",
        "§5",
        ["bail.date_effet", "bail.date_fin", "suivi", "sortie"],
        unknown: "aucun bail d’accès",
        evidence: [.exit, .leases, .acts, .followUps]
      ) { Value($1.cohort.accessObservations[$0]?.days) },
      fact(
        "observe_perdu",
        .truth,
        "Le logement est perdu au bout de ces jours",
        "§5",
        ["bail.date_effet", "bail.date_fin", "suivi", "sortie"],
        unknown: "aucun bail d’accès",
        evidence: [.exit, .leases, .acts, .followUps]
      ) { Value($1.cohort.accessObservations[$0]?.lost) },
    ],
    count: { $0.dossiers.count },
    household: { $1.dossiers[$0].household },
    volet: { _, _ in nil },
    subject: { index, _ in .dossier(index) }
  )

  private static func measure(_ index: Int, _ cohort: Cohort) -> Measure {
    let span = cohort.spans[index]
    return cohort.dossiers[span.dossier].measures[span.measure]
  }

  static let measures = FactTable(
    name: "mesures",
    meaning: "Une mesure commencée, hors diagnostics",
    columns: FactColumn.identity({ $1.spans[$0].household }, volet: { $1.spans[$0].volet }) + [
      fact("numero", .number, "Rang de la mesure dans son ménage, depuis 1", "§2", []) {
        Value($1.cohort.spans[$0].measure + 1)
      },
      fact("debut", .day, "Premier jour", "§2", ["mesure.date_debut"]) { .day($1.cohort.spans[$0].start) },
      fact("fin", .day, "Dernier jour", "§2", ["mesure.date_fin"], unknown: "mesure en cours") {
        Value($1.cohort.spans[$0].end)
      },
      fact("fin_prevue", .day, "Fin prévue", "§7", ["mesure.date_fin_prevue"], unknown: "fin prévue inconnue") {
        Value(measure($0, $1.cohort).plannedEnd)
      },
      fact(
        "orientee_le",
        .day,
        "Date d’orientation",
        "§5",
        ["mesure.date_orientation"],
        unknown: "date d’orientation inconnue"
      ) { Value(measure($0, $1.cohort).oriented) },
      fact("type", .text, "Type de la mesure", "§2", ["mesure.type"], codes: MeasureKind.allCases.map(\.rawValue)) {
        Value(code: measure($0, $1.cohort).kind)
      },
      fact("operateur", .text, "Structure qui accompagne", "§2", []) { .text(measure($0, $1.cohort).operatorCode) },
      fact(
        "statut_logement_entree",
        .text,
        "Logement à l’entrée",
        "§2",
        ["mesure.statut_logement_entree"],
        unknown: "logement à l’entrée inconnu",
        codes: HousingStatus.allCases.map(\.rawValue)
      ) {
        let status = measure($0, $1.cohort).statusIn
        return Value(code: status == .unknown ? nil : status)
      },
      fact(
        "jours_periode",
        .number,
        "Jours dans la période, sans ceux de suspension",
        "§2",
        ["mesure.date_debut", "mesure.date_fin", "suspension"],
        sql: SQLFacts.days(by: "numero")
      ) { index, slice in
        Value(slice.days(of: slice.cohort.spans[index]))
      },
    ],
    count: { $0.spans.count },
    household: { $1.spans[$0].household },
    volet: { $1.spans[$0].volet },
    subject: { index, cohort in .measure(dossier: cohort.spans[index].dossier, cohort.spans[index].measure) }
  )

  static let orientations = FactTable(
    name: "orientations",
    meaning: "Une orientation, diagnostics et mesures jamais commencées compris",
    columns: FactColumn.identity({ $1.requests[$0].household }, volet: { $1.requests[$0].volet }) + [
      fact("date", .day, "Date d’orientation", "§5", ["mesure.date_orientation"]) { .day($1.cohort.requests[$0].date) },
      fact(
        "entre",
        .truth,
        "Un parcours du même volet a commencé, non clôturé avant l’orientation",
        "§5",
        ["mesure.date_debut"]
      ) { .truth($1.cohort.requests[$0].entered) },
    ],
    count: { $0.requests.count },
    household: { $1.requests[$0].household },
    volet: { $1.requests[$0].volet },
    subject: { .orientation(dossier: $1.requests[$0].dossier, $1.requests[$0].orientation) }
  )

  static let accesses = FactTable(
    name: "acces",
    meaning:
      "Un bail d’accès pris pendant un parcours du volet accès ; celui d’un ménage qui décide est le premier de la période",
    columns: FactColumn.identity({ $1.accesses[$0].household }, volet: { _, _ in .acces }) + [
      fact("rang", .number, "Rang du bail parmi ceux du ménage, par date d’effet", "§3", ["bail.date_effet"]) {
        index,
        slice in
        let own = slice.cohort.accesses[index].dossier
        return Value(slice.cohort.accesses[..<index].reversed().prefix { $0.dossier == own }.count + 1)
      },
      fact("date", .day, "Effet du bail", "§3", ["bail.date_effet", "acces"], evidence: .leases) {
        .day($1.cohort.accesses[$0].start)
      },
      fact(
        "tenu",
        .truth,
        "Le bail, ou l’un de ceux qui le continuent, est tenu à la date d’arrêté, au plus tard à la fin du projet",
        "§5",
        ["bail.date_fin", "bail.motif_fin"],
        unknown: "bail suivant non vu",
        evidence: .leases
      ) {
        switch $1.cohort.accesses[$0].holding {
        case .held: .truth(true)
        case .left, .died: .truth(false)
        case .unseen: .null
        }
      },
      fact("fini_par_deces", .truth, "Le bail est fini par un décès", "§5", ["bail.motif_fin"], evidence: .leases) {
        .truth($1.cohort.accesses[$0].holding == .died)
      },
    ],
    firstDecides: true,
    count: { $0.accesses.count },
    household: { $1.accesses[$0].household },
    volet: { _, _ in .acces },
    subject: { .dossier($1.accesses[$0].dossier) }
  )

  /// The columns of the parcours that an event belongs to.
  private static func ofPathway(_ pathway: @escaping @Sendable (Int, Cohort) -> Pathway) -> [FactColumn] {
    FactColumn.identity({ pathway($0, $1).household }, volet: { pathway($0, $1).volet }) + [
      fact("rang", .number, "Rang du parcours", "§2", []) { Value(pathway($0, $1.cohort).rank) },
      fact("debut", .day, "Premier jour du parcours", "§2", ["mesure.date_debut"]) {
        .day(pathway($0, $1.cohort).start)
      },
      fact("fin", .day, "Fin du parcours", "§2", ["mesure.date_fin"], unknown: "parcours en cours") {
        Value(pathway($0, $1.cohort).end)
      },
    ]
  }

  static let visits = FactTable(
    name: "rencontres",
    meaning: "Une rencontre aboutie, hors téléphone",
    columns: ofPathway { $1.pathways[$1.pathwayOfVisit[$0]] } + [
      fact("date", .day, "Date de la rencontre", "§5", ["rencontre.date"], evidence: .visits) {
        .day($1.cohort.visits[$0].date)
      },
      fact(
        "lieu",
        .text,
        "Lieu",
        "§5",
        ["rencontre.lieu"],
        unknown: "lieu inconnu",
        codes: VisitPlace.allCases.filter { $0 != .phone }.map(\.rawValue),
        evidence: .visits
      ) {
        Value(code: $1.cohort.visits[$0].place)
      },
      fact(
        "tripartite",
        .truth,
        "Avec le bailleur",
        "§5",
        ["rencontre.tripartite"],
        unknown: "présence du bailleur inconnue",
        evidence: .visits
      ) { Value($1.cohort.visits[$0].withLandlord) },
    ],
    count: { $0.visits.count },
    household: { $1.pathways[$1.pathwayOfVisit[$0]].household },
    volet: { $1.pathways[$1.pathwayOfVisit[$0]].volet },
    subject: { .pathway($1.pathwayOfVisit[$0]) }
  )

  private static func aid(_ index: Int, _ cohort: Cohort) -> MobilisedAid {
    cohort.dossiers[cohort.pathways[cohort.aids[index].pathway].dossier].aids[cohort.aids[index].aid]
  }

  static let aids = FactTable(
    name: "aides",
    meaning: "Une aide accordée ou versée au ménage d’un parcours ; « aide » est la même dans chacun de ses parcours",
    columns: ofPathway { $1.pathways[$1.aids[$0].pathway] } + [
      fact("aide", .number, "Numéro de l’aide, le même où elle est redite", "§5", []) { index, slice in
        let origin = aid(index, slice.cohort).origins.first
        return Value(origin.map { $0.file << 32 | $0.line })
      },
      fact("date", .day, "Date de l’accord, à défaut du versement", "§5", ["aide.date_decision"], evidence: .aids) {
        .day(aid($0, $1.cohort).date)
      },
      fact("type", .text, "Type d’aide", "§5", ["aide.type"], codes: AidKind.allCases.map(\.rawValue), evidence: .aids)
      {
        Value(code: aid($0, $1.cohort).kind)
      },
      fact("montant", .money, "Montant, en euros", "§5", ["aide.montant"], unknown: "montant inconnu", evidence: .aids)
      {
        Value(aid($0, $1.cohort).amount)
      },
      fact("envoie_aides", .truth, "Un opérateur du parcours envoie les aides", "§4", []) { index, slice in
        .truth(slice.cohort.pathways[slice.cohort.aids[index].pathway].sent.contains(.aids))
      },
    ],
    key: { aid($0, $1).origins.first },
    count: { $0.aids.count },
    household: { $1.pathways[$1.aids[$0].pathway].household },
    volet: { $1.pathways[$1.aids[$0].pathway].volet },
    subject: { .pathway($1.aids[$0].pathway) }
  )

  static let followUps = FactTable(
    name: "suivis",
    meaning: "Un suivi après la sortie",
    columns: ofPathway { $1.pathways[$1.followUps[$0].pathway] } + [
      fact("date", .day, "Date de l’observation", "§5", ["suivi.date_observation"], evidence: .followUps) {
        .day($1.cohort.followUps[$0].followUp.date)
      },
      fact(
        "horizon_mois",
        .number,
        "Mois après la sortie : 6, 12 ou 24",
        "§5",
        ["suivi.horizon_mois"],
        evidence: .followUps
      ) { Value($1.cohort.followUps[$0].followUp.horizon) },
      fact(
        "en_place",
        .text,
        "Logement",
        "§5",
        ["suivi.en_place"],
        unknown: "logement inconnu",
        codes: ExitDwelling.allCases.map(\.rawValue),
        evidence: .followUps
      ) {
        let dwelling = $1.cohort.followUps[$0].followUp.dwelling
        return Value(code: dwelling == .unknown ? nil : dwelling)
      },
      fact("dette", .money, "Dette, en euros", "§5", ["suivi.dette"], unknown: "dette inconnue", evidence: .followUps) {
        Value($1.cohort.followUps[$0].followUp.debt)
      },
      fact(
        "impaye_3_mois",
        .truth,
        "Trois mois d’impayé",
        "§5",
        ["suivi.impaye_3_mois"],
        unknown: "impayé inconnu",
        evidence: .followUps
      ) { Value($1.cohort.followUps[$0].followUp.threeMonthsUnpaid) },
    ],
    count: { $0.followUps.count },
    household: { $1.pathways[$1.followUps[$0].pathway].household },
    volet: { $1.pathways[$1.followUps[$0].pathway].volet },
    subject: { .pathway($1.followUps[$0].pathway) }
  )

  static let suspensions = FactTable(
    name: "suspensions",
    meaning:
      "Des jours suspendus, du début inclus à la fin exclue, d’un parcours (numero vide) ou d’une mesure (rang vide)",
    columns: FactColumn.identity({ $1.suspensions[$0].household }, volet: { $1.suspensions[$0].volet }) + [
      fact("rang", .number, "Rang du parcours ; vide pour une mesure", "§2", [], unknown: "suspension d’une mesure") {
        Value($1.cohort.suspensions[$0].rank)
      },
      fact(
        "numero",
        .number,
        "Numéro de la mesure ; vide pour un parcours",
        "§2",
        [],
        unknown: "suspension d’un parcours"
      ) { Value($1.cohort.suspensions[$0].measure) },
      fact("debut", .day, "Premier jour suspendu", "§2", ["suspension.debut"]) {
        .day($1.cohort.suspensions[$0].start)
      },
      fact("fin", .day, "Jour de la reprise", "§2", ["suspension.fin"]) { .day($1.cohort.suspensions[$0].end) },
    ],
    count: { $0.suspensions.count },
    household: { $1.suspensions[$0].household },
    volet: { $1.suspensions[$0].volet },
    subject: { .dossier($1.suspensions[$0].dossier) }
  )

  static let expulsions = FactTable(
    name: "expulsions",
    meaning: "Un jour d’expulsion d’un parcours, par un acte ou la fin d’un bail",
    columns: ofPathway { $1.pathways[$1.pathwayOfExpulsion[$0]] } + [
      fact("date", .day, "Jour de l’expulsion", "§3", ["acte", "bail.motif_fin"], evidence: [.leases, .acts]) {
        .day($1.cohort.expulsions[$0])
      }
    ],
    count: { $0.expulsions.count },
    household: { $1.pathways[$1.pathwayOfExpulsion[$0]].household },
    volet: { $1.pathways[$1.pathwayOfExpulsion[$0]].volet },
    subject: { .pathway($1.pathwayOfExpulsion[$0]) }
  )
}

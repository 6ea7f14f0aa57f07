package import Diagnostics
package import Model

/// Completeness, timeliness and reconciliation of a project over its cumul.
func qualityLines(of cohort: Cohort, _ figures: [Figure], in campaign: Campaign) -> [QualityLine] {
  let slice = Slice(cohort, .cumul, .whole)
  let survey = Survey(cohort: cohort, slice: slice, figures: figures, campaign: campaign)
  return survey.ofPathways + survey.ofClosures + survey.later + survey.timeliness + [survey.reconciliation]
}

/// What the quality lines of a project are read from.
fileprivate struct Survey {
  let cohort: Cohort
  let slice: Slice
  let figures: [Figure]
  let campaign: Campaign

  private var active: [Pathway] { slice.active.map { cohort.pathways[$0] } }
  private var closed: [Pathway] { slice.closed.map { cohort.pathways[$0] } }

  /// A field of parcours: those that know it among all, nothing measured when nobody sends it.
  private func field(
    _ label: String,
    of pathways: [Pathway],
    moving indicator: String?,
    scope: Scope = .whole,
    sent: Sent? = nil,
    remark: String = "",
    isKnown: (Pathway) -> Bool
  ) -> QualityLine {
    let known = pathways.count(where: isKnown)
    let isSent = sent.map { sent in pathways.contains { !$0.sent.isDisjoint(with: sent) } } ?? true
    let measured = isSent || known > 0
    return QualityLine(
      .completeness,
      label,
      sound: measured ? known : 0,
      among: measured ? pathways.count : 0,
      unit: "parcours",
      affects: indicator.map { ($0, scope) },
      remark: measured ? remark : "objet non transmis",
      in: campaign
    )
  }

  var ofPathways: [QualityLine] {
    let households = Dictionary(grouping: active, by: \.household).values
    let maintien = active.filter { $0.volet == .maintien }
    var lines = [
      QualityLine(
        .completeness,
        "Taille du ménage",
        sound: households.count { $0.contains { $0.persons != nil } },
        among: households.count,
        unit: "ménages",
        remark: "un ménage de taille inconnue compte pour aucune personne",
        in: campaign
      ),
      field("Adhésion", of: active, moving: "taux_adhesion", sent: .adhesion) { $0.adhesion != .unknown },
      field("Problématiques", of: active, moving: "cumul_problematiques", sent: .problems) { $0.problems > 0 },
      field("Lien avec le bailleur à l’entrée", of: active, moving: "lien_rompu") { $0.linkBroken != .unknown },
    ]
    if !maintien.isEmpty {
      lines.append(
        field(
          "Stade de la procédure à l’entrée",
          of: maintien,
          moving: "menaces_expulsion",
          scope: .maintien,
          sent: .acts
        ) { $0.entryStage != nil }
      )
    }
    return lines
  }

  var ofClosures: [QualityLine] {
    let maintien = closed.filter { $0.volet == .maintien }
    return [
      field("Motif de sortie", of: closed, moving: "sorties_positives") { $0.closure?.motive ?? .unknown != .unknown },
      field(
        "Logement à la sortie",
        of: closed,
        moving: maintien.isEmpty ? nil : "maintien_cloture",
        scope: .maintien
      ) { $0.closure?.dwelling ?? .unknown != .unknown },
      field(
        "Retour à une gestion courante",
        of: closed,
        moving: "adhesion_et_gestion_courante",
        sent: .backToNormal
      ) { $0.closure?.backToNormal ?? .unknown != .unknown },
      // Of acces, most have no dwelling yet.
      field(
        "Dette à l’entrée, en maintien",
        of: maintien,
        moving: nil,
        remark: "sans elle, un parcours est écarté des indicateurs de dette"
      ) { $0.entryDebt != nil },
      field("Dette à la sortie", of: closed, moving: "dette_minoree") { $0.closure?.exitDebt != nil },
      field("Loyer net à la sortie", of: closed, moving: "impaye_constitue_sortie") { $0.closure?.exitRent != nil },
    ]
  }

  /// The situation one year after.
  var later: [QualityLine] {
    guard let row = row("impaye_12_mois", "taux_suivi") else { return [] }
    return [line(.completeness, "Situation un an après la sortie", row, "parcours", moving: "impaye_12_mois")]
  }

  var timeliness: [QualityLine] {
    let measures = cohort.dossiers.flatMap(\.measures)
    let delays = measures.compactMap { measure -> Int? in
      guard let oriented = measure.oriented, let start = measure.start, start >= oriented else { return nil }
      return start - oriented
    }.sorted()
    // Below that, a median is nearly the delay of one household.
    let median = delays.count >= 10 ? quantile(Rational(1, 2), of: delays.map { Rational($0) }) : nil
    let words = median.map { "délai médian de l’orientation au début : \(French.number($0)) jours" } ?? ""
    return [
      QualityLine(
        .timeliness,
        "Date d’orientation antérieure au début",
        sound: delays.count,
        among: measures.contains { $0.oriented != nil } ? measures.count : 0,
        unit: "mesures",
        affects: ("taux_entree", .whole),
        remark: words,
        in: campaign
      ),
      QualityLine(
        .timeliness,
        "Délai de saisie des événements",
        sound: 0,
        among: 0,
        unit: "événements",
        remark: "aucune source n’envoie la date de saisie : non mesurable",
        in: campaign
      ),
    ]
  }

  var reconciliation: QualityLine {
    guard let row = row("taux_rapprochement", "") else {
      return QualityLine(.reconciliation, "Bail retrouvé", sound: 0, among: 0, unit: "ménages", in: campaign)
    }
    return line(.reconciliation, "Bail retrouvé chez un bailleur", row, "ménages", moving: "dette_minoree")
  }

  private func row(_ indicator: String, _ detail: String) -> Figure? {
    figures.first {
      $0.indicator == indicator && $0.detail == detail && $0.scope == .whole && $0.period == .cumul
    }
  }

  private func line(
    _ topic: QualityLine.Topic,
    _ label: String,
    _ figure: Figure,
    _ unit: String,
    moving indicator: String
  ) -> QualityLine {
    QualityLine(
      topic,
      label,
      sound: Int(figure.numerator?.double ?? 0),
      among: Int(figure.denominator?.double ?? 0) + figure.missing,
      unit: unit,
      affects: (indicator, .whole),
      in: campaign
    )
  }
}

/// Adds what the sources themselves say of their quality: rows rejected, values not read, values that disagree.
///
/// - Parameters:
///   - evaluations: one a project; those of projects without a structure get lines that measure nothing.
///   - campaign: its structures, and its thresholds.
///   - accounts: balanced ones.
///   - findings: of the whole run.
///   - conflicts: as reconciling found them.
///   - households: as reconciled.
package func addSourceQuality(
  to evaluations: inout [Evaluation],
  of campaign: Campaign,
  accounts: [RowAccount],
  findings: [Diagnostic],
  conflicts: [Conflict],
  households: [Household]
) {
  let disagreeing = Set(conflicts.map(\.household))
  for index in evaluations.indices {
    let project = evaluations[index].project
    let own = Set(campaign.structures.values.filter { $0.projects.contains(project) }.map(\.code))
    let files = accounts.filter { own.contains($0.file.structure) }
    let read = files.reduce(0) { $0 + $1.read - $1.leftOut }
    let rejected = files.reduce(0) { $0 + $1.rejected }
    let paths = Set(files.map(\.file.path))
    let unread = findings.filter { unreadable.contains($0.code.id) && paths.contains($0.location.file) }
      .reduce(0) { $0 + $1.count }
    let followed = households.filter { $0.measures.contains { $0.project == project } }.map(\.id)
    evaluations[index].quality += [
      QualityLine(
        .validity,
        "Lignes acceptées",
        sound: read - rejected,
        among: read,
        unit: "lignes",
        remark: rejected > 0 ? "une ligne rejetée ne donne rien, aucune borne n’en tient compte" : "",
        in: campaign
      ),
      QualityLine(
        .validity,
        "Valeurs lues et connues",
        sound: max(0, read - unread),
        among: read,
        unit: "lignes",
        remark: unread > 0
          ? "une valeur illisible ou inconnue devient « inconnu », compté dans les non documentés" : "",
        in: campaign
      ),
      QualityLine(
        .consistency,
        "Ménages sans valeur en désaccord entre sources",
        sound: followed.count { !disagreeing.contains($0) },
        among: followed.count,
        unit: "ménages",
        remark: "la valeur gardée suit l’ordre de foi : le bailleur pour les baux, l’association pour les mesures",
        in: campaign
      ),
    ]
  }
}

/// Findings about a value that could not be used.
fileprivate let unreadable: Set<String> = ["valeur-illisible", "valeur-inconnue"]

import Model

/// Whether what is counted lies inside the project's own dates.
func periodCheck(of project: Project) -> Check {
  let counted = "du \(French.date(project.start)) au \(French.date(project.cutoff))"
  if project.cutoff < project.start {
    let sentence = "La date d’arrêté (\(French.date(project.cutoff))) précède le début du projet : rien n’est compté."
    return Check(code: "periode", outcome: .alert, sentence: typeset(sentence))
  }
  let end = project.end.map { "s’achève le \(French.date($0))" } ?? "n’a pas de fin"
  return Check(
    "periode",
    holds: project.end.map { project.cutoff <= $0 } ?? true,
    "La période comptée (\(counted)) est dans celle du projet.",
    otherwise: "La période comptée (\(counted)) déborde celle du projet, qui \(end)."
  )
}

/// The lines of the quality statement; none where there is nothing to say.
func qualityChecks(of cohort: Cohort, profile: Profile) -> [Check] {
  let quality = Quality(of: cohort)
  let count = { (value: Int, singular: String, plural: String) in
    discreet(value, singular, plural, profile: profile)
  }
  let lines: [(code: String, outcome: Check.Outcome, number: Int, sentence: String)] = [
    (
      "fins_prevues", .notice, quality.pastPlannedEnd,
      "Encore en cours après leur fin prévue : \(count(quality.pastPlannedEnd, "mesure", "mesures"))."
    ),
    (
      "comptes_interrompus", .notice, quality.stoppedLedgers,
      """
      Dernière écriture plus de trois mois avant la date où la dette est demandée : \
      \(count(quality.stoppedLedgers, "compte", "comptes")).
      """
    ),
    (
      "declarants", .notice, quality.mixedDeclarants,
      """
      Dette à l’entrée et dette à la sortie dites l’une par le bailleur, l’autre par l’association : \
      \(count(quality.mixedDeclarants, "parcours", "parcours")).
      """
    ),
    (
      "rencontres_incertaines", .notice, quality.uncertainVisits,
      """
      Rencontres dont on ignore si elles ont abouti, laissées de côté : \
      \(French.count(quality.uncertainVisits, "rencontre", "rencontres")).
      """
    ),
    (
      "contradiction_expulsion", .alert, quality.positiveExpulsions,
      """
      Expulsion connue du bailleur et sortie positive déclarée par l’association (le bailleur est cru) : \
      \(count(quality.positiveExpulsions, "parcours", "parcours")).
      """
    ),
    (
      "contradiction_suivi", .alert, quality.lostWithOpenLease,
      """
      Suivi après la sortie « perdu » alors que le bail est ouvert chez le bailleur : \
      \(count(quality.lostWithOpenLease, "parcours", "parcours")).
      """
    ),
  ]
  return lines.filter { $0.number > 0 }.map { line in
    Check(code: line.code, outcome: line.outcome, sentence: typeset(line.sentence))
  }
}

/// The no-break spaces of French punctuation.
func typeset(_ sentence: String) -> String {
  var result = ""
  var previous: Character?
  for character in sentence {
    if previous == " ", character == ":" || character == "»" {
      result.removeLast()
      result += French.space
    }
    result += character == " " && previous == "«" ? French.space : String(character)
    previous = character
  }
  return result
}

/// A count of households' facts, rounded for the public (référentiel §6).
func discreet(_ value: Int, _ singular: String, _ plural: String, profile: Profile) -> String {
  guard profile == .everyone, value > 0 else { return French.count(value, singular, plural) }
  return value < 5 ? "moins de 5 \(plural)" : "environ " + French.count((value + 2) / 5 * 5, singular, plural)
}

/// What the quality statement of a project counts.
struct Quality: Sendable, Equatable {
  /// Measures ongoing at the date d'arrêté and planned to end before.
  var pastPlannedEnd = 0
  /// Accounts whose last writing is more than three months before the date at which a debt is asked, their lease not
  /// being ended by then.
  var stoppedLedgers = 0
  /// Closed parcours whose two debts come from different declarants.
  var mixedDeclarants = 0
  /// Visits left out because nothing says whether the household was there.
  var uncertainVisits = 0
  /// Closed parcours that the landlord knows expelled and the association declares positive.
  var positiveExpulsions = 0
  /// Parcours of which a follow-up says the dwelling lost while a landlord's lease is open.
  var lostWithOpenLease = 0
}

extension Quality {
  /// Counts over the cumul of a cohort.
  init(of cohort: Cohort) {
    let slice = Slice(cohort, .cumul, .whole)
    let cutoff = cohort.setting.project.cutoff
    for dossier in cohort.dossiers {
      pastPlannedEnd += dossier.measures.count { $0.end == nil && ($0.plannedEnd.map { $0 < cutoff } ?? false) }
      for measure in dossier.measures {
        uncertainVisits += measure.visits.count {
          $0.done == .unknown && $0.place != .phone && slice.contains($0.date)
        }
      }
    }
    var stopped: Set<Origin> = []
    for index in slice.active {
      let pathway = cohort.pathways[index]
      let dossier = cohort.dossiers[pathway.dossier]
      if dossier.losesWithOpenLease(pathway) { lostWithOpenLease += 1 }
      guard let closure = pathway.closure, let end = pathway.end, slice.contains(end) else { continue }
      if closure.expelled && cohort.setting.project.positiveMotives.contains(closure.declaredMotive) {
        positiveExpulsions += 1
      }
      if let entry = pathway.entryDebt, let exit = closure.exitDebt, entry.declarant != exit.declarant {
        mixedDeclarants += 1
      }
      for lease in dossier.dwellings where lease.stopsBefore(pathway.start) || lease.stopsBefore(end) {
        stopped.insert(lease.origin)
      }
    }
    stoppedLedgers = stopped.count
  }
}

extension Dossier {
  fileprivate func losesWithOpenLease(_ pathway: Pathway) -> Bool {
    measures[pathway.measures].contains { measure in
      measure.followUps.contains { followUp in
        followUp.dwelling == .lost
          && dwellings.contains { $0.isLandlords && $0.end == nil && ($0.start.map { $0 <= followUp.date } ?? false) }
      }
    }
  }
}

extension Lease {
  /// Whether its writings stop more than three months before a date at which they are summed.
  fileprivate func stopsBefore(_ date: Day) -> Bool {
    guard holder == .household, hasEntries(at: date), let last = entries.last else { return false }
    let limit = date.adding(months: -3)
    return last.due < limit && !ended(before: limit)
  }
}

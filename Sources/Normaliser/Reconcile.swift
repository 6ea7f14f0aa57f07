package import Diagnostics
import Linkage
package import Model

/// Joins the records of every source into households, and gives each what its rows say.
///
/// Decisions first, then every pair by what it weighs (`PairScale`), the weightiest first. A row whose key names nothing (a
/// visit of no measure, an act of no lease) is rejected.
package func reconcile(
  _ sources: TypedSources,
  deciding decisions: [Decision],
  in campaign: Campaign,
  files: [SourceFile],
  rejecting rejections: inout [Rejection],
  reporting findings: inout Findings
) -> Reconciled {
  let parties = PartyBook(sources.records, campaign: campaign, files: files)
  findings.append(parties.findings)
  let resolved = resolve(decisions, among: parties, reporting: &findings)
  let weighing = Weighing(parties, in: campaign)
  weighing.report(to: &findings, files: files)
  var matcher = Matcher(parties.all, weighed: weighing.pairs, apart: resolved.apart, persons: weighing.persons)
  for (one, other, place) in resolved.joined where !matcher.join(deciding: one, other) {
    findings.report(
      .contraryDecisions,
      "ces deux lignes sont liées par une décision et séparées par une autre",
      at: place
    )
  }
  matcher.joinByWeight()
  var builder = HouseholdBuilder(parties: parties, roots: matcher.roots())
  let verdicts = matcher.settled()
  report(matcher.withoutLease(), told: verdicts, among: parties.all, files: files, to: &findings)
  let report = LinkReport(parties: parties.all, pairs: matcher.pairs, households: builder.partyHouseholds)
  builder.build(from: sources)
  rejections += builder.rejections
  return builder.reconciled(links: verdicts.map(report.link))
}

/// Says which accompanied households should have a lease, have none, and have no candidate in `rapprochement.csv` either.
fileprivate func report(
  _ measures: [Int],
  told verdicts: [Verdict],
  among parties: [Party],
  files: [SourceFile],
  to findings: inout Findings
) {
  let told = Set(verdicts.flatMap { [$0.pair.one, $0.pair.other] })
  for measure in measures where !told.contains(measure) && !parties[measure].isMasked {
    let origin = parties[measure].origin
    guard origin.file < files.count else { continue }
    findings.report(
      .noLease,
      "mesure de maintien sans bail, et aucun bailleur n'a de locataire qui lui ressemble",
      at: Location(file: files[origin.file].path, line: origin.line)
    )
  }
}
/// The pairs of parties that decisions join or keep apart; a decision that names nobody is a finding.
fileprivate func resolve(
  _ decisions: [Decision],
  among parties: PartyBook,
  reporting findings: inout Findings
) -> (joined: [(Int, Int, place: Location)], apart: [(Int, Int)]) {
  var joined: [(Int, Int, place: Location)] = []
  var apart: [(Int, Int)] = []
  for decision in decisions {
    guard let one = parties.index(of: decision.one, digest: decision.digests.0),
      let other = parties.index(of: decision.other, digest: decision.digests.1)
    else {
      findings.report(
        .lostDecision,
        "« \(decision.one) » ou « \(decision.other) » ne désigne plus une ligne des exports",
        at: decision.place
      )
      continue
    }
    switch decision.verdict {
    case .link: joined.append((one, other, decision.place))
    case .separate: apart.append((min(one, other), max(one, other)))
    }
  }
  return (joined, apart)
}

extension Diagnostic.Code {
  static let lostDecision = Self(
    "arbitrage-perdu",
    .attention,
    remedy: "retrouver la ligne dans restreint/rapprochement.csv et corriger la clé ou l'empreinte"
  )
  static let contraryDecisions = Self(
    "arbitrages-contraires",
    .attention,
    remedy: "retirer d'arbitrages.csv celle des décisions qui est à tort ; « separer » l'emporte en attendant"
  )
  static let unknownLandlord = Self(
    "bailleur-inconnu",
    .attention,
    remedy: "ajouter un « alias » au source.csv du bailleur",
    audience: .operator
  )
  static let unknownLease = Self(
    "bail-cite-introuvable",
    .attention,
    remedy: "faire vérifier le numéro ; le ménage est cherché par son identité"
  )
  static let noLease = Self(
    "menage-sans-bail",
    .information,
    remedy: "vérifier son identité et son bailleur ; s'il est locataire du parc privé, rien à faire"
  )
  static let maskedIdentity = Self(
    "identite-masquee",
    .information,
    remedy: "compté à part, jamais rapproché ; pour le rapprocher, une ligne d'arbitrages.csv"
  )
  static let repeatedIdentity = Self(
    "identite-repetee",
    .attention,
    remedy: "faire vérifier la source : une identité par défaut ne rapproche rien"
  )
  static let worthlessKey = Self(
    "cle-partagee",
    .attention,
    remedy: "faire vérifier la source : un numéro porté par tant de personnes ne rapproche rien"
  )
}

package import Diagnostics
package import Model

/// Joins the records of every source into households, and gives each what its rows say.
///
/// Keys first, then names with birth date, address or phone, by the rules of `LinkRule`; decisions win over both.
/// A row whose key names nothing (a visit of no measure, an act of no lease) is rejected.
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
  var matcher = Matcher(parties.all, apart: resolved.apart)
  for (one, other, place) in resolved.joined where !matcher.join(one, other, by: .decision) {
    findings.report(
      .contraryDecisions,
      "ces deux lignes sont liées par une décision et séparées par une autre",
      at: place
    )
  }
  for (measure, lease) in parties.citations() { matcher.join(measure, lease, by: .citedLease) }
  for (one, other) in parties.sameClients() { matcher.join(one, other, by: .client) }
  matcher.joinByEvidence()
  var builder = HouseholdBuilder(parties: parties, roots: matcher.roots())
  let report = LinkReport(parties.all, offers: matcher.offers, households: builder.partyHouseholds)
  // What a reviewer reads is written while the households are built.
  let (_, links) = alongside({ [verdicts = matcher.settled()] in report.links(verdicts) }) {
    builder.build(from: sources)
  }
  rejections += builder.rejections
  return builder.reconciled(links: links)
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
}

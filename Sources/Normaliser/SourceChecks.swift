package import Diagnostics
package import Model

/// Says where a source as a whole looks other than it was declared: amounts of another sign or unit (C3, C4), measures
/// that end after the date d'arrêté (C33).
///
/// It is then its declaration, or the date of its next export, that is to be looked at; debts of another unit are not
/// computed with. To be called
/// once the ledgers are there. Fewer than ten accounts, or than five debts told by two sources, prove nothing.
package func checkSources(
  of reconciled: inout Reconciled,
  in campaign: Campaign,
  files: [SourceFile],
  reporting findings: inout Findings
) {
  checkSigns(of: reconciled.households, files, &findings)
  checkScales(of: &reconciled.households, files, &findings)
  checkEnds(of: reconciled.households, campaign, files, &findings)
}

/// Files whose measures end after the date at which their project is counted: they count as ongoing.
fileprivate func checkEnds(
  of households: [Household],
  _ campaign: Campaign,
  _ files: [SourceFile],
  _ findings: inout Findings
) {
  let cutoffs = Dictionary(campaign.projects.map { ($0.code, $0.cutoff) }) { first, _ in first }
  var later: [Int: [Origin]] = [:]
  for measure in households.flatMap(\.measures) {
    guard let end = measure.end, let cutoff = cutoffs[measure.project], end > cutoff else { continue }
    later[measure.origin.file, default: []].append(measure.origin)
  }
  for (file, rows) in later.sorted(by: { $0.key < $1.key }) {
    findings.report(
      .endsLater,
      "\(rows.count) mesures finies après la date d'arrêté, comptées en cours",
      at: Location(file: files[file].path, line: rows.map(\.line).min() ?? 0),
      count: rows.count
    )
  }
}

/// A landlord nearly all of whose accounts are in credit at their last date.
fileprivate func checkSigns(of households: [Household], _ files: [SourceFile], _ findings: inout Findings) {
  var accounts: [String: (credits: Int, all: Int, place: Origin)] = [:]
  for lease in households.flatMap(\.leases) {
    guard let landlord = lease.landlord, let last = lease.lastBalance, abs(last.balance) > 100 else { continue }
    let known = accounts[landlord] ?? (0, 0, last.origin)
    accounts[landlord] = (known.credits + (last.balance < 0 ? 1 : 0), known.all + 1, min(known.place, last.origin))
  }
  for (landlord, account) in accounts.sorted(by: { $0.key < $1.key })
  where account.all >= 10 && account.credits * 5 > account.all * 4 {
    findings.report(
      .suspectSign,
      "\(landlord) : \(account.credits) comptes sur \(account.all) en avance ; le signe est peut-être celui du locataire",
      at: Location(file: files[account.place.file].path)
    )
  }
}

/// An association whose debts are a hundred or a thousand times the landlords', or as many times less.
fileprivate func checkScales(of households: inout [Household], _ files: [SourceFile], _ findings: inout Findings) {
  var ratios: [String: (values: [Rational], place: Origin)] = [:]
  for household in households {
    for declared in household.statements where declared.declarant == .association && declared.balance > 0 {
      guard let known = household.landlordsBalance(at: declared.date), known.balance > 0 else { continue }
      ratios[files[declared.origin.file].structure, default: ([], declared.origin)].values
        .append(Rational(declared.balance, known.balance))
    }
  }
  for (structure, found) in ratios.sorted(by: { $0.key < $1.key }) where found.values.count >= 5 {
    let median = found.values.sorted()[found.values.count / 2]
    let scale = [100, 1_000].first { scale in
      [median, Rational(1) / median].contains { $0 > Rational(scale * 4, 5) && $0 < Rational(scale * 5, 4) }
    }
    guard let scale else { continue }
    findings.report(
      .suspectUnit,
      "\(structure) : dettes environ \(scale) fois celles des bailleurs, en plus ou en moins ; non comptées",
      at: Location(file: files[found.place.file].path),
      count: found.values.count
    )
    for household in households.indices {
      households[household].statements.removeAll { files[$0.origin.file].structure == structure }
    }
  }
}

extension Lease {
  /// The landlord's latest figure of a household's dwelling, and a row that gives it.
  fileprivate var lastBalance: (balance: Cents, origin: Origin)? {
    guard nature == .dwelling, holder == .household else { return nil }
    if let last = entries.last { return (entries.reduce(0) { $0 + $1.amount }, last.origin) }
    return statements.last { $0.declarant == .landlord }.map { ($0.balance, $0.origin) }
  }
}

extension Diagnostic.Code {
  static let endsLater = Self(
    "fin-apres-l-arrete",
    .information,
    remedy: "rien si l'export est postérieur à la date d'arrêté ; sinon corriger la date"
  )
  static let suspectSign = Self(
    "signe-a-verifier",
    .attention,
    remedy: "si une avance est bien une dette dans cet export, ajouter « inverse » au format du montant",
    audience: .operator
  )
  static let suspectUnit = Self(
    "unite-a-verifier",
    .attention,
    remedy: "vérifier l'unité de l'export et la dire dans le format : « keuros » ou « centimes »",
    audience: .operator
  )
}

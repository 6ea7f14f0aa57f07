import Model

/// A pair of records and what linking it would change.
struct ReviewedLink: Sendable {
  let link: Link
  /// `nil`: not to be decided, or not tried.
  let stake: Sensitivity.Stake?
}

/// The pairs in the order in which a person should read them.
///
/// Those to decide, the most consequential first; then the links, the weakest first; then the non-links.
func reviewOrder(_ links: [Link], _ sensitivity: Sensitivity) -> [ReviewedLink] {
  let reviewed = links.enumerated().map { ReviewedLink(link: $1, stake: sensitivity.stakes[$0]) }
  return reviewed.sorted { one, other in
    let (a, b) = (one.link, other.link)
    if a.zone != b.zone { return a.zone.readingRank < b.zone.readingRank }
    let (x, y) = (one.weight, other.weight)
    if x != y { return y.lexicographicallyPrecedes(x) }
    if a.score != b.score { return a.score < b.score }
    return (a.one.row, a.other.row) < (b.one.row, b.other.row)
  }
}

extension ReviewedLink {
  /// Headline figures that a decision would move, then all the rows.
  fileprivate var weight: [Int] { stake.map { [$0.headlines.count, $0.rows] } ?? [0, 0] }

  /// « les lier changerait 2 chiffres clés : declic, Dette minorée : 40 sur 48 (83 %) deviendrait 41 sur 49 (84 %) ; … ».
  fileprivate var effect: String {
    guard link.zone == .review else { return "" }
    guard let stake else { return "non calculé : trop de paires à examiner" }
    if stake.headlines.isEmpty {
      let rows = French.count(stake.rows, "ligne", "lignes")
      return "les lier ne changerait aucun chiffre"
        + (stake.rows > 0 ? " clé, mais \(rows) de ventilation ou d’année" : "")
    }
    let told = stake.headlines.prefix(8).map { before, after in
      "\(before.project), \(before.label) : \(phrase(before)) deviendrait \(phrase(after))"
    }
    let rest = stake.headlines.count - told.count
    let count = French.count(stake.headlines.count, "chiffre clé", "chiffres clés")
    let list = (told + (rest > 0 ? ["et \(French.count(rest, "autre", "autres"))"] : [])).joined(separator: " ; ")
    return French.typeset("les lier changerait \(count) : \(list)")
  }

  private func phrase(_ figure: Figure) -> String { FigureText(figure: figure, card: nil).phrase }
}

extension Link.Zone {
  fileprivate var readingRank: Int {
    switch self {
    case .review: 0
    case .linked: 1
    case .apart: 2
    }
  }
}

/// « même nom +9,0 ; autre adresse -3,0 ».
fileprivate func detail(_ link: Link) -> String {
  link.parts.map { part in
    let bits = rounded(part.bits)
    return "\(part.text) \(bits < 0 ? "" : "+")\(French.number(bits, places: 1))"
  }.joined(separator: " ; ")
}

fileprivate func rounded(_ bits: Double) -> Double { (bits * 10).rounded() / 10 }

extension Table where Row == Traced<ReviewedLink> {
  /// `restreint/rapprochement.csv`: what is needed to decide, then the cells of a line of `arbitrages.csv`, in its order.
  static var links: Self {
    Table(columns: [
      Column("zone", "Ce qui est fait en attendant une décision", allowed: codes(Link.Zone.self), required: true) {
        $0.value.link.zone.rawValue
      },
      Column("effet", "Ce que lier les deux changerait, pour une paire à examiner") { $0.value.effect },
      Column("texte_1", "Premier enregistrement, lisible") { $0.value.link.one.text },
      Column("texte_2", "Second enregistrement, lisible") { $0.value.link.other.text },
      Column("explication", "Pourquoi, en phrases") { $0.value.link.evidence },
      Column("pour", "Ce qui concorde") { $0.value.link.agreements.joined(separator: " ; ") },
      Column("contre", "Ce qui diffère") { $0.value.link.disagreements.joined(separator: " ; ") },
      Column("inconnu", "Ce que l’un des deux ne dit pas") { $0.value.link.unknowns.joined(separator: " ; ") },
      Column("rival", "L’enregistrement qui ferait le mieux à la place de l’un des deux") {
        $0.value.link.rival?.side.text ?? ""
      },
      Column("cle_rival", "Sa clé") { $0.value.link.rival?.side.key ?? "" },
      Column("marge", "Bits d’avance sur ce rival ; 1 ou moins : rien ne les départage", .number) {
        $0.value.link.rival.map { decimal($0.margin) } ?? ""
      },
      Column("regle", "Ce sur quoi la paire repose") { $0.value.link.rule },
      Column("score", "Somme des poids, en bits, dont chacun double la vraisemblance : ce qui décide", .number) {
        decimal(rounded($0.value.link.score))
      },
      Column("detail_score", "Le poids de chaque indice ; leur somme est le score") { detail($0.value.link) },
      Column("menage_1", "Ménage du premier enregistrement") { $0.value.link.one.household.description },
      Column("menage_2", "Ménage du second enregistrement") { $0.value.link.other.household.description },
      Column("structure_1", "Structure du premier enregistrement") { $0.structure($0.value.link.one.row) },
      Column("fichier_1", "Fichier du premier enregistrement") { $0.file($0.value.link.one.row) },
      Column("ligne_1", "Ligne du premier enregistrement", .integer) { String($0.value.link.one.row.line) },
      Column("structure_2", "Structure du second enregistrement") { $0.structure($0.value.link.other.row) },
      Column("fichier_2", "Fichier du second enregistrement") { $0.file($0.value.link.other.row) },
      Column("ligne_2", "Ligne du second enregistrement", .integer) { String($0.value.link.other.row.line) },
      Column("cle_1", "À recopier dans arbitrages.csv, comme les sept suivantes") { $0.value.link.one.key },
      Column("cle_2", "Clé du second enregistrement") { $0.value.link.other.key },
      Column("decision", "À remplir : lier ou separer") { _ in "" },
      Column("qui", "À remplir : qui décide") { _ in "" },
      Column("quand", "À remplir : la date de la décision") { _ in "" },
      Column("pourquoi", "À remplir : ce qui fait décider") { _ in "" },
      Column("empreinte_1", "Empreinte de la ligne, quand la clé est une ligne") { $0.value.link.one.digest },
      Column("empreinte_2", "Empreinte de la ligne, quand la clé est une ligne") { $0.value.link.other.digest },
    ])
  }
}

extension Table where Row == Sensitivity.Range {
  /// `restreint/sensibilite.csv`: the figures that the pairs to decide may move; no line when nothing can move.
  static var sensitivity: Self {
    Table(columns: [
      Column("projet", "Code du projet ; * pour l’ensemble") { $0.central.project },
      Column("periode", "Période", allowed: codes(PeriodKind.self)) { $0.central.period.rawValue },
      Column("volet", "Volet", allowed: codes(Scope.self)) { $0.central.scope.rawValue },
      Column("indicateur", "Code de l’indicateur") { $0.central.indicator },
      Column("detail", "Ligne d’une ventilation") { $0.central.detail },
      Column("libelle", "Libellé") { $0.central.label },
      Column("unite", "Unité", allowed: codes(Unit.self)) { $0.central.unit.rawValue },
      Column("bas", "Plus petite valeur, selon ce qui est décidé des paires", .number) {
        $0.low.map { decimal($0) } ?? ""
      },
      Column("central", "Valeur publiée, toutes les paires étant tenues à part", .number) {
        $0.central.value.map { decimal($0) } ?? ""
      },
      Column("haut", "Plus grande valeur, selon ce qui est décidé des paires", .number) {
        $0.high.map { decimal($0) } ?? ""
      },
      Column("n_paires", "Paires qui, décidées seules, changent ce chiffre", .integer) { String($0.pairs) },
    ])
  }
}

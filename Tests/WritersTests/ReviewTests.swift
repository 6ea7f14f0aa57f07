import Model
import Testing

@testable import Writers

fileprivate func link(_ zone: Link.Zone, score: Double, line: Int) -> Link {
  func side(_ key: String) -> Link.Side {
    Link.Side(row: Origin(file: 0, line: line), key: key, digest: "", text: "texte de \(key)", household: .init(line))
  }
  return Link(
    one: side("asso/D\(line)"),
    other: side("bailleur/L\(line)"),
    zone: zone,
    rule: "r",
    score: score,
    evidence: ""
  )
}

@Test func `what is to decide comes first, the most consequential of it first, then the weakest links`() {
  let links = [
    link(.linked, score: 14, line: 1), link(.apart, score: 4, line: 2), link(.review, score: 4, line: 3),
    link(.linked, score: 3, line: 4), link(.review, score: 9, line: 5), link(.review, score: 2, line: 6),
  ]
  let (before, after) = (Sample.count("menages_accompagnes", 4), Sample.count("menages_accompagnes", 3))
  let sensitivity = Sensitivity(
    ranges: [],
    stakes: [
      2: Sensitivity.Stake(headlines: [], rows: 0), 4: Sensitivity.Stake(headlines: [(before, after)], rows: 5),
      5: Sensitivity.Stake(headlines: [(before, after)], rows: 9),
    ]
  )
  let ordered = reviewOrder(links, sensitivity)
  #expect(ordered.map(\.link.one.row.line) == [6, 5, 3, 4, 1, 2])
  let text = String(
    decoding: Table<Traced<ReviewedLink>>.links.csv(ordered.map { Traced(value: $0, files: []) }),
    as: UTF8.self
  ).replacing("\u{a0}", with: " ")
  #expect(text.contains("les lier changerait 1 chiffre clé : maison, Libellé de menages_accompagnes : 4"))
  #expect(text.contains("les lier ne changerait aucun chiffre,texte de asso/D3"))
}

@Test func `the last cells of a line are a line of arbitrages.csv`() {
  let header = Table<Traced<ReviewedLink>>.links.columns.map(\.name)
  #expect(
    header.suffix(8) == ["cle_1", "cle_2", "decision", "qui", "quand", "pourquoi", "empreinte_1", "empreinte_2"]
  )
}

@Test func `sensibilite.csv gives the lowest, central and highest value`() {
  var range = Sensitivity.Range(central: Sample.share("taux_renouvellement", 1, outOf: 4))
  range.low = .exact(Rational(1, 5))
  range.pairs = 2
  let text = String(decoding: Table<Sensitivity.Range>.sensitivity.csv([range]), as: UTF8.self)
  #expect(
    text == """
      projet,periode,volet,indicateur,detail,libelle,unite,bas,central,haut,n_paires
      maison,cumul,ensemble,taux_renouvellement,,Libellé de taux_renouvellement,part_parcours,0.2,0.25,0.25,2

      """
  )
}

import Foundation
import Testing

/// `Fixtures/dix-menages`: ten invented households, two landlords (writings, quarterly balances), two associations, one
/// project of both volets from 2016 to 2018.
///
/// | household | case | volet, debut–fin | what counts |
/// |---|---|---|---|
/// | Bruyère (A1) | C5 birth name | maintien 01/03/16–30/09/16 | D0 800, D1 200; stage 3, stopped; 4 problems; adherent |
/// | Lilas (A2) | C8 day and month swapped | maintien 01/05/16–30/04/17 | D0 500 (31 days before), D1 0; 1 renewal; refused |
/// | Digitale (A3) | C11 account of the other | maintien 10/01/17– | ongoing; stage 3; adherent |
/// | Muguet (A6, A7) | C18 renewal as a measure | maintien 01/02/16–31/01/17 | D0 missing (32 days), D1 100; 1 renewal; adherent |
/// | D. M. (A8) | C29 masked | accès 01/03/18– | ongoing, no lease |
/// | Églantier (B1) | C13 garage | maintien 01/02/17–01/08/17 | D0 1 000, D1 1 500 without the garage; stage 5; dwelling unknown |
/// | Fougère (B2) | C14 mutation | maintien 01/03/17–31/12/17 | D0 400, D1 250 over two leases; kept |
/// | Genet (B3) | C25 death | accès 01/01/17–01/09/17 | access lease, left out of maintien |
/// | Narcisse (B4) | | accès 01/05/17–31/01/18 | access lease, still held |
/// | Houblon (B5) | C28 refused | orientation 01/02/18 | never started |
///
/// A9 leaves before it enters (C21) and gives nothing. Entraide sends adhesion and problems, Passerelle sends visits.
fileprivate enum TenHouseholds {
  static let run = Result {
    let input = Program.root.appending(path: "Tests/fichesTests/Fixtures/dix-menages").path
    let templates = Program.root.appending(path: "templates").path
    return try Program.run(["rapport", "--entree", input, "--modeles", templates, "--sortie", "output"])
  }
}

/// A row counted by hand from the table above.
struct ByHand: CustomTestStringConvertible, Sendable {
  let indicator: String
  let volet: String
  let detail: String
  let period: String
  let counted: String
  let missing: Int
  let ongoing: Int

  /// `counted`: `numerator/denominator`, or the count.
  init(_ indicator: String, _ volet: String, _ counted: String, missing: Int = 0, ongoing: Int = 0, detail: String = "")
  {
    let parts = indicator.split(separator: " ").map(String.init)
    self.indicator = parts[0]
    period = parts.count > 1 ? parts[1] : "cumul"
    self.volet = volet
    self.detail = detail
    self.counted = counted
    self.missing = missing
    self.ongoing = ongoing
  }

  var testDescription: String { "\(indicator) \(detail) \(volet) \(period): \(counted)" }

  static let counts = [
    ByHand("menages_accompagnes", "ensemble", "9"),  // all but Houblon
    ByHand("menages_accompagnes", "maintien", "6"), ByHand("menages_accompagnes", "acces", "3"),
    ByHand("menages_accompagnes annee", "ensemble", "3"),  // Digitale, D. M., Narcisse until January
    ByHand("mesures_demarrees", "ensemble", "10"),  // Muguet twice
    ByHand("mesures_demarrees annee", "ensemble", "1"),  // D. M.
    ByHand("parcours_clotures", "ensemble", "7", ongoing: 2), ByHand("parcours_clotures", "maintien", "5", ongoing: 1),
    ByHand("parcours_clotures annee", "acces", "1", ongoing: 1),  // Narcisse
    ByHand("file_active", "ensemble", "2"),  // Digitale, D. M.
    ByHand("personnes_accompagnees", "ensemble", "11", missing: 4),  // 2 + 1 + 3 + 4 + 1; Passerelle sends no size
    ByHand("taux_realisation", "ensemble", "9/15"), ByHand("taux_realisation annee", "acces", "1/2"),
    ByHand("taux_entree", "ensemble", "2/3"),  // Bruyère, D. M. of those and Houblon
    ByHand("taux_entree annee", "acces", "1/2"),
    ByHand("taux_rapprochement", "ensemble", "8/8"),  // D. M. has no lease to find
    ByHand("cout_par_menage", "ensemble", "30000/9"), ByHand("cout_par_maintien", "ensemble", "30000/4"),
  ]

  static let course = [
    ByHand("taux_adhesion", "maintien", "3/4", missing: 2),  // Lilas refused; Églantier and Fougère not sent
    ByHand("taux_adhesion", "acces", "0/0", missing: 3),
    ByHand("adhesion_et_gestion_courante", "maintien", "2/3", missing: 2, ongoing: 1),  // Lilas did not
    ByHand("taux_renouvellement", "maintien", "2/5", ongoing: 1),  // Lilas, Muguet
    ByHand("renouvellements_par_rang", "ensemble", "5/7", ongoing: 2, detail: "0"),
    ByHand("cumul_problematiques", "maintien", "1/4", missing: 2),  // Bruyère has four
    ByHand("lien_rompu", "maintien", "1/3", missing: 3),  // Bruyère; Digitale NR, two not sent
    ByHand("part_rencontres_domicile", "ensemble", "4/7", missing: 1),  // one place unknown
    ByHand("sorties_par_motif", "acces", "1/2", ongoing: 1, detail: "deces"),
    ByHand("sorties_positives", "maintien", "3/5", ongoing: 1),  // not Églantier nor Muguet
    ByHand("sorties_positives", "acces", "1/1", ongoing: 1),  // a death is left out
  ]

  static let debts = [
    ByHand("dette_minoree", "maintien", "3/4", ongoing: 1),  // Bruyère, Lilas, Fougère of those and Églantier
    ByHand("dette_apuree", "maintien", "1/4", ongoing: 1),  // Lilas
    ByHand("dette_minoree", "maintien", "1", detail: "n_dette_entree_inconnue"),  // Muguet
    ByHand("dette_minoree", "acces", "2", detail: "n_dette_entree_inconnue"),  // no lease yet at debut
    ByHand("montant_dette_entree", "maintien", "2700/4", ongoing: 1, detail: "total"),
    ByHand("montant_dette_sortie", "maintien", "1950/4", ongoing: 1, detail: "total"),
    ByHand("impaye_constitue_entree", "maintien", "2/4", missing: 1, ongoing: 1),  // Bruyère, Églantier
    ByHand("impaye_constitue_sortie", "maintien", "1/5", ongoing: 1),  // Églantier
    ByHand("impaye_12_mois", "maintien", "1/4", missing: 1, ongoing: 1),  // Églantier; Muguet without balance
  ]

  static let dwellings = [
    ByHand("menaces_expulsion", "maintien", "3/4", missing: 2),  // two at Les Saules, which sends no acts
    ByHand("expulsions_evitees", "maintien", "1/2", ongoing: 1),  // Bruyère; Églantier still threatened
    ByHand("expulsions_ajournees", "maintien", "2/2", ongoing: 1), ByHand("expulsions_effectives", "maintien", "0/6"),
    ByHand("issue_par_stade", "maintien", "1/1", ongoing: 1, detail: "3-4|procedure_arretee"),
    ByHand("issue_par_stade", "maintien", "1/1", ongoing: 1, detail: "5-6|toujours_menace"),
    ByHand("maintien_cloture", "maintien", "3/4", missing: 1, ongoing: 1),  // Bruyère, Lilas, Fougère; not Muguet
    ByHand("maintien_itt", "maintien", "3/5", missing: 1, ongoing: 1), ByHand("maintien_acces", "acces", "1/1"),
    ByHand("acces_logement", "acces", "2/3"), ByHand("acces_logement_clotures", "acces", "2/2", ongoing: 1),
  ]
}

@Test(arguments: ByHand.counts + ByHand.course + ByHand.debts + ByHand.dwellings)
func `what ten households give is what a hand counts`(row: ByHand) throws {
  let table = Table(try TenHouseholds.run.get().files["restreint/indicateurs/toit.csv"] ?? [])
  let found = try #require(
    table.rows.first {
      $0["indicateur"] == row.indicator && $0["volet"] == row.volet && $0["detail"] == row.detail
        && $0["periode"] == row.period
    }
  )
  let parts = row.counted.split(separator: "/").map(String.init)
  #expect(found["numerateur"] == parts[0])
  #expect(found["denominateur"] == (parts.count > 1 ? parts[1] : ""))
  #expect(found["n_manquant"] == String(row.missing))
  #expect(found["n_en_cours"] == String(row.ongoing))
}

@Test func `durations and visits of ten households`() throws {
  let table = Table(try TenHouseholds.run.get().files["restreint/indicateurs/toit.csv"] ?? [])
  func value(_ indicator: String, _ volet: String) -> Double? {
    let row = table.rows.first {
      $0["indicateur"] == indicator && $0["volet"] == volet && $0["detail"] == "" && $0["periode"] == "cumul"
    }
    return row?["valeur"].flatMap(Double.init)
  }
  func near(_ found: Double?, _ expected: Double) -> Bool { found.map { abs($0 - expected) < 1e-9 } ?? false }
  // 181, 213, 305, 364 and 365 days; then 243 and 275.
  #expect(near(value("duree_mediane", "maintien"), 305 / 30.4375))
  #expect(near(value("duree_mediane", "acces"), 259 / 30.4375))
  // Eight visits, without the telephone and the missed one, over the 1 004 days of Passerelle's parcours.
  #expect(near(value("intensite_rencontres", "ensemble"), 8 / (1004 / 182.625)))
}

@Test func `every row of ten households is what was read before`() throws {
  let run = try TenHouseholds.run.get()
  #expect(run.status == 0)
  for name in ["indicateurs/toit.csv", "rattachement.csv", "rejets.csv"] {
    try expectGolden(run.text("restreint/\(name)"), "dix-menages/\(name.split(separator: "/").last ?? "")")
  }
}

@Test func `the rows of a project and of the programme are the same when there is one project`() throws {
  let run = try TenHouseholds.run.get()
  let own = Table(run.files["restreint/indicateurs/toit.csv"] ?? []).rows
  let whole = Table(run.files["restreint/indicateurs/consolide.csv"] ?? []).rows
  let columns = ["numerateur", "denominateur", "valeur", "n_manquant", "n_en_cours"]
  #expect(own.count == whole.count)
  for (one, other) in zip(own, whole) {
    #expect(columns.map { one[$0] } == columns.map { other[$0] }, "\(one["indicateur"] ?? "") \(one["detail"] ?? "")")
  }
}

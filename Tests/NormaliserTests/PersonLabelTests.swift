import Model
import Testing

@testable import Normaliser

/// `DUPONT|MARTIN Sonia`: surnames, then the first name.
fileprivate func written(_ persons: [PersonName]) -> [String] {
  persons.map { person in
    let surnames = person.surnames.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "|")
    let first = String(decoding: person.first, as: UTF8.self)
    return first.isEmpty ? surnames : surnames + " " + first
  }
}

@Test(
  arguments: [
    ("DUPONT Jean", ["DUPONT JEAN"]),
    ("M. DUPONT Jean", ["DUPONT JEAN"]),
    ("Dupont Jean", ["DUPONT JEAN"]),
    ("Mme LE BIHAN Anne-Marie", ["LEBIHAN ANNEMARIE"]),
    ("M. VAN DEN BERGHE Éric", ["VANDENBERGHE ERIC"]),
    ("M. et Mme DUPONT Jean et Sonia", ["DUPONT JEAN", "DUPONT SONIA"]),
    ("M. GRAND-CLÉMENT Frédéric ou Mme OUALI Naïma", ["GRANDCLEMENT FREDERIC", "OUALI NAIMA"]),
    ("Mme DUPONT née MARTIN Zoé", ["DUPONT|MARTIN ZOE"]),
    ("Mme MARTIN épouse DUPONT Zoé", ["MARTIN|DUPONT ZOE"]),
    ("Mme ADAM Lia (conjoint : BLANC Léo)", ["ADAM LIA", "BLANC LEO"]),
    ("Mme ADAM Lia (tutrice UDAF)", ["ADAM LIA"]),
    ("Mme\u{a0}ADAM\u{a0}Lia", ["ADAM LIA"]),
    ("D'ANGELO Œdipe", ["DANGELO OEDIPE"]),
    ("A. B.", ["A B"]),
    ("ASSO LA MAISON (S/LOC)", []),
    ("Association Le Toit", []),
    ("M.", []),
    ("", []),
  ] as [(String, [String])]
)
func `the label of an account names its holders`(label: String, expected: [String]) {
  #expect(written(PersonLabel.persons(in: label)) == expected)
}

@Test func `separate columns give one person, the name in use first`() {
  let person = PersonLabel.person(surname: "Martin", birthName: "Blanc", usage: "Du Pont", first: "Anne Lise")
  #expect(written(person.map { [$0] } ?? []) == ["DUPONT|MARTIN|BLANC ANNELISE"])
  #expect(PersonLabel.person(surname: "", birthName: "", usage: "", first: "Anne") == nil)
  let same = PersonLabel.person(surname: "Martin", birthName: "MARTIN", usage: "", first: "")
  #expect(written(same.map { [$0] } ?? []) == ["MARTIN"])
}

@Test(
  arguments: [("D. M.", true), ("D. Martin", false), ("X", true), ("MARTIN", false), ("DUPONT A", false)]
)
func `initials alone are a masked identity`(label: String, masked: Bool) {
  #expect(PersonLabel.persons(in: label).map(\.isMasked) == [masked])
}

@Test(
  arguments: [
    ("06 12 34 56 78", "612345678"), ("+33 6 12 34 56 78", "612345678"), ("0033612345678", "612345678"),
    ("06.12.34.56.78 (soir)", "612345678"), ("612345678", "612345678"), ("06 12 34 56", ""), ("NR", ""), ("", ""),
    ("33 61 23 45 67", ""),
  ]
)
func `a phone number is its nine digits`(text: String, expected: String) {
  #expect(RecordBuilder.phone(text) == expected)
}

import Testing

@testable import Linkage

/// `DUPONT|MARTIN SONIA`: surnames, then forenames.
fileprivate func written(_ persons: [PersonName]) -> [String] {
  persons.map { person in
    let surnames = person.surnames.map { String(decoding: $0.joined, as: UTF8.self) }.joined(separator: "|")
    let forenames = person.forenames.map { String(decoding: $0.letters, as: UTF8.self) }.joined(separator: " ")
    return forenames.isEmpty ? surnames : surnames + " " + forenames
  }
}

@Test(
  arguments: [
    ("DUPONT Jean", ["DUPONT JEAN"]),
    ("M. DUPONT Jean", ["DUPONT JEAN"]),
    ("Dupont Jean", ["DUPONT JEAN"]),
    ("Jean DUPONT", ["DUPONT JEAN"]),
    ("DUPONT M. Jean", ["DUPONT JEAN"]),
    ("MR BEN ALI MOHAMED", ["BENALI MOHAMED"]),
    ("EL KHATTABI", ["ELKHATTABI"]),
    ("LE BIHAN ANNE", ["LEBIHAN ANNE"]),
    ("DE LA CRUZ SANTOS MARIA", ["DELACRUZSANTOS MARIA"]),
    ("GARCIA LOPEZ MARIA", ["GARCIALOPEZ MARIA"]),
    ("Mme LE BIHAN Anne-Marie", ["LEBIHAN ANNEMARIE"]),
    ("M. VAN DEN BERGHE Éric", ["VANDENBERGHE ERIC"]),
    ("DUPONT Jean Pierre Louis", ["DUPONT JEAN PIERRE LOUIS"]),
    ("DUPONT J.", ["DUPONT J"]),
    ("J. DUPONT", ["DUPONT J"]),
    ("O'BRIEN Sean", ["OBRIEN SEAN"]),
    ("d'HAUTEFEUILLE Anne", ["DHAUTEFEUILLE ANNE"]),
    ("M. de LA TOUR Henri", ["DELATOUR HENRI"]),
    ("NGUYỄN Thị Hoa", ["NGUYEN THI HOA"]),
    ("M. et Mme DUPONT Jean et Sonia", ["DUPONT JEAN", "DUPONT SONIA"]),
    ("DUPONT Jean et MARTIN Sonia", ["DUPONT JEAN", "MARTIN SONIA"]),
    ("DUPONT JEAN ET MARTIN SONIA", ["DUPONT JEAN", "MARTIN SONIA"]),
    ("DUPONT JEAN / SONIA", ["DUPONT JEAN", "DUPONT SONIA"]),
    ("Jean et Sonia DUPONT", ["DUPONT JEAN", "DUPONT SONIA"]),
    ("M. GRAND-CLÉMENT Frédéric ou Mme OUALI Naïma", ["GRANDCLEMENT FREDERIC", "OUALI NAIMA"]),
    ("MR DIALLO OUSMANE OU MME BAH KADIATOU", ["DIALLO OUSMANE", "BAH KADIATOU"]),
    ("M. OU Sokha", ["OU SOKHA"]),
    ("Mme DUPONT née MARTIN Zoé", ["DUPONT|MARTIN ZOE"]),
    ("Mme DUPONT Sonia née MARTIN", ["DUPONT|MARTIN SONIA"]),
    ("MME DUPONT SONIA NEE MARTIN", ["DUPONT|MARTIN SONIA"]),
    ("Mme DUPONT Sonia (née MARTIN)", ["DUPONT|MARTIN SONIA"]),
    ("MARTIN (DUPONT) Sonia", ["MARTIN|DUPONT SONIA"]),
    ("TRAORE veuve ADAM Évelyne", ["TRAORE|ADAM EVELYNE"]),
    ("Mme MARTIN épouse DUPONT Zoé", ["MARTIN|DUPONT ZOE"]),
    ("Mme Vve KOWALSKI Danuta", ["KOWALSKI DANUTA"]),
    ("X SE DISANT DIALLO Mamadou", ["DIALLO MAMADOU"]),
    ("SNP Goulam", ["GOULAM"]),
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
func `a label names its persons`(label: String, expected: [String]) {
  #expect(written(NameReader().persons(in: label)) == expected)
}

@Test func `a column of one case tells which comes first`() {
  let labels = ["JEAN DUPONT", "SONIA MARTIN", "KEVIN HOARAU", "MARIE DA SILVA"]
  let reader = NameReader(learningFrom: labels)
  #expect(written(reader.persons(in: "NADEGE LE BIHAN")) == ["LEBIHAN NADEGE"])
  let other = NameReader(learningFrom: ["DUPONT JEAN", "MARTIN SONIA"])
  #expect(written(other.persons(in: "HOARAU KEVIN")) == ["HOARAU KEVIN"])
}

@Test func `separate columns give one person, the name in use first`() {
  let reader = NameReader()
  let person = reader.person(surname: "Martin", birthName: "Blanc", usage: "Du Pont", forenames: "Anne Lise")
  #expect(written(person.map { [$0] } ?? []) == ["DUPONT|MARTIN|BLANC ANNE LISE"])
  #expect(reader.person(surname: "", forenames: "Anne") == nil)
  let same = reader.person(surname: "Martin", birthName: "MARTIN", forenames: "", civility: "Mme")
  #expect(written(same.map { [$0] } ?? []) == ["MARTIN"] && same?.sex == .female)
  let aside = reader.person(surname: "DUPONT (MARTIN)", forenames: "Sonia née BLANC")
  #expect(written(aside.map { [$0] } ?? []) == ["DUPONT|BLANC|MARTIN SONIA"])
}

@Test(
  arguments: [("D. M.", true), ("D. Martin", false), ("X", true), ("MARTIN", false), ("DUPONT A", false)]
)
func `initials alone are a masked identity`(label: String, masked: Bool) {
  #expect(NameReader().persons(in: label).map(\.isMasked) == [masked])
}

/// How two labels agree: surname, then forename.
fileprivate func agreement(_ one: String, _ other: String) -> PersonAgreement {
  let reader = NameReader()
  guard let first = reader.persons(in: one).first, let second = reader.persons(in: other).first else {
    return PersonAgreement()
  }
  return PersonScale().compare(first, second)
}

@Test(
  arguments: [
    ("MARTIN Jean", "MARTIN Jean Pierre Louis", .same, .same), ("LE BIHAN Anne", "LEBIHAN Anne", .same, .same),
    ("DE OLIVEIRA Rui", "OLIVEIRA Rui", .same, .same), ("GARCIA LOPEZ Maria", "LOPEZ GARCIA Maria", .reordered, .same),
    ("GARCIA LOPEZ Maria", "LOPEZ Maria", .part, .same), ("BEN ALI Mohamed", "BENALI Muhammad", .same, .variant),
    ("N'DIAYE Fatou", "NDIAYE Fatoumata", .same, .variant), ("DUPONT J.", "DUPONT Jean", .same, .initial),
    ("DUPONT Jean-Pierre", "DUPONT Jean Pierre", .same, .same), ("DUPONT Jean-Marc", "DUPONT Jean", .same, .begins),
    ("DUPONT J.-Claude", "DUPONT Jean-Claude", .same, .variant), ("DUPOND Jean", "DUPONT Jean", .sound, .same),
    ("YILMAZ Mehmet", "YILMAZ Mehmed", .same, .variant), ("DUPONT Marie", "DUPONT Maria", .same, .variant),
    ("MERCIER Julie", "MERCIER Laure", .same, .different), ("DUPONT Jean", "DUPONT Jeanne", .same, .near),
    ("DUPONT Marie Jeanne", "DUPONT Jeanne", .same, .later), ("LEMOINE Myriam", "LEMOINE Myraim", .same, .near),
    ("KOWALCZYK Anna", "KOWALCZIK Anna", .sound, .same), ("HADDAD Zohra", "HADDAD Zauhra", .same, .variant),
    ("ĐẶNG Thị Mai", "DANG Thi Mai", .same, .same),
  ] as [(String, String, SurnameLevel, ForenameLevel)]
)
func `persons are compared part by part`(
  _ one: String,
  _ other: String,
  _ surname: SurnameLevel,
  _ forename: ForenameLevel
) {
  for found in [agreement(one, other), agreement(other, one)] {
    #expect(found.surname == surname && found.forename == forename, "\(found)")
  }
}

@Test func `the order of the words and the case of the label do not change who it is`() {
  for (surname, forename) in [
    ("LE GUEN", "Maël"), ("HAMIDI", "Karima"), ("FERREIRA DA COSTA", "Nelson"), ("TRAN", "Thi Lan"),
  ] {
    let forms = [
      "\(surname) \(forename)", "\(forename) \(surname)", "Mme \(surname) \(forename)",
      "\(surname) \(forename)".uppercased(),
    ]
    for one in forms {
      for other in forms {
        let found = agreement(one, other)
        #expect(
          found.isSwapped || found.surname >= .reordered && found.forename >= .sound,
          "\(one) / \(other): \(found)"
        )
      }
    }
  }
}

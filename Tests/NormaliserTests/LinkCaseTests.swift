import Diagnostics
import Model
import Testing

@testable import Normaliser

/// A case of the conflict catalogue: the first record, and where it stands with each of the others.
struct LinkCase: CustomTestStringConvertible, Sendable {
  let name: String
  let records: [String]
  let zones: [Link.Zone]

  init(_ name: String, _ records: [String], _ zones: [Link.Zone]) {
    self.name = name
    self.records = records
    self.zones = zones
  }

  var testDescription: String { name }

  static let surestKeys = [
    LinkCase(
      "a lease number cited by the association decides, whatever the names",
      ["asso: identite=MARTIN Sonia, bail=L-001, chez=bailleur", "bailleur: bail_id=L001, identite=M. DUPONT Jean"],
      [.linked]
    ),
    LinkCase(
      "a lease number of the landlord's project is found without its name",
      ["asso: identite=MARTIN Sonia, bail=L001", "bailleur: bail_id=L001", "autre: bail_id=L002"],
      [.linked, .apart]
    ),
    LinkCase(
      "C13 two accounts of one client: garage and dwelling, old and new",
      [
        "asso: bail=L1", "bailleur: bail_id=L1, client=C9, identite=DUPONT Jean",
        "bailleur: bail_id=G1, client=C9, nature=annexe", "bailleur: bail_id=L2, client=C8, identite=DUPONT Jean",
      ],
      [.linked, .linked, .apart]
    ),
    LinkCase(
      "C32 a client's number of another landlord is another client",
      ["bailleur: bail_id=L1, client=C9, identite=DUPONT Jean", "autre: bail_id=L1, client=C9, identite=ADAM Léo"],
      [.apart]
    ),
  ]

  static let names = [
    LinkCase(
      "C5 birth name told by one of the two",
      [
        "asso: nom=DUPONT, nom_naissance=MARTIN, prenoms=Sonia, ne=12/03/1980",
        "bailleur: bail_id=L1, identite=Mme MARTIN Sonia, ne=1980-03-12",
      ],
      [.linked]
    ),
    LinkCase(
      "C5 two surnames that nobody brings together: first name, birth and landlord",
      [
        "asso: identite=MARTIN Sonia, ne=12/03/1980, chez=bailleur",
        "bailleur: bail_id=L1, identite=Mme DUPONT Sonia, ne=12/03/1980",
      ],
      [.linked]
    ),
    LinkCase(
      "C5 two surnames, same first name and birth, nothing else in common",
      [
        "asso: identite=MARTIN Sonia, ne=12/03/1980, commune=Lille",
        "bailleur: bail_id=L1, identite=Mme DUPONT Sonia, ne=12/03/1980, commune=Dax",
      ],
      [.apart]
    ),
    LinkCase(
      "C6 accents, hyphens and particles",
      [
        "asso: identite=Le Bihan-Gaëtan Anne Marie, nom=Le Bihan Gaetan, prenoms=Anne Marie, ne=12/03/1980",
        "bailleur: bail_id=L1, identite=Mme LE BIHAN-GAËTAN Anne-Marie, ne=12/03/1980",
      ],
      [.linked]
    ),
    LinkCase(
      "C6 surname and first name in each other's column",
      [
        "asso: nom=Thomas, prenoms=Martin, ne=12/03/1980",
        "bailleur: bail_id=L1, nom=Martin, prenoms=Thomas, ne=12/03/1980",
      ],
      [.linked]
    ),
    LinkCase(
      "C6 a typing error in the surname",
      ["asso: identite=DUPOND Jean, ne=12/03/1980", "bailleur: bail_id=L1, identite=M. DUPONT Jean, ne=12/03/1980"],
      [.linked]
    ),
    LinkCase(
      "a name alone links nothing, however rare",
      [
        "asso: identite=WOJCIECHOWSKA Bogumila, commune=Lille",
        "bailleur: bail_id=L1, identite=Mme WOJCIECHOWSKA Bogumila, commune=Lille",
      ],
      [.apart]
    ),
    LinkCase(
      "an organisation that holds the lease is nobody's name",
      [
        "asso: identite=TOIT Asso, ne=12/03/1980", "bailleur: bail_id=L1, identite=ASSO LE TOIT (S/LOC), ne=12/03/1980",
      ],
      [.apart]
    ),
  ]

  static let births = [
    LinkCase(
      "C7 a 1 January that registries make up, with a shared home",
      [
        "asso: identite=DUPONT Jean, ne=01/01/1980, adresse=12 rue des Lilas appt 3",
        "bailleur: bail_id=L1, identite=M. DUPONT Jean, ne=12/03/1980, adresse=12 R. DES LILAS LOGT 3",
      ],
      [.linked]
    ),
    LinkCase(
      "C7 a 1 January of another year says nothing",
      ["asso: identite=DUPONT Jean, ne=01/01/1981", "bailleur: bail_id=L1, identite=M. DUPONT Jean, ne=12/03/1980"],
      [.apart]
    ),
    LinkCase(
      "C8 day and month exchanged, with a phone",
      [
        "asso: identite=DUPONT Jean, ne=03/04/1980, tel=0612345678",
        "bailleur: bail_id=L1, identite=M. DUPONT Jean, ne=04/03/1980, tel=06 12 34 56 78",
      ],
      [.linked]
    ),
    LinkCase(
      "C8 day and month exchanged, and a homonym who does as well: to review",
      [
        "asso: identite=DUPONT Jean, ne=03/04/1980", "bailleur: bail_id=L1, identite=M. DUPONT Jean, ne=04/03/1980",
        "bailleur: bail_id=L2, identite=M. DUPONT Jean, ne=01/01/1980",
      ],
      [.review, .review]
    ),
    LinkCase(
      "C9 father and son at one door: the birth date decides",
      [
        "asso: identite=DUPONT Jean, ne=12/03/1950, adresse=12 rue des Lilas",
        "bailleur: bail_id=L1, identite=M. DUPONT Jean, ne=12/03/1950, adresse=12 rue des Lilas",
        "bailleur: bail_id=L2, identite=M. DUPONT Jean, ne=05/06/1980, adresse=12 rue des Lilas",
      ],
      [.linked, .apart]
    ),
    LinkCase(
      "C9 father and son at one door, no birth date: to review",
      [
        "asso: identite=DUPONT Jean, adresse=12 rue des Lilas",
        "bailleur: bail_id=L1, identite=M. DUPONT Jean, ne=12/03/1950, adresse=12 rue des Lilas",
        "bailleur: bail_id=L2, identite=M. DUPONT Jean, ne=05/06/1980, adresse=12 rue des Lilas",
      ],
      [.review, .review]
    ),
    LinkCase(
      "C10 twins of one surname and birth: the first name decides",
      [
        "asso: identite=DUPONT Julie, ne=12/03/1990", "bailleur: bail_id=L1, identite=Mme DUPONT Julie, ne=12/03/1990",
        "bailleur: bail_id=L2, identite=Mme DUPONT Laure, ne=12/03/1990",
      ],
      [.linked, .apart]
    ),
    LinkCase(
      "C10 twins whose first names are one letter apart, each with its own lease: a person looks at the other",
      [
        "asso: identite=DUPONT Marie, ne=12/03/1990", "bailleur: bail_id=L1, identite=Mme DUPONT Marie, ne=12/03/1990",
        "bailleur: bail_id=L2, identite=Mme DUPONT Maria, ne=12/03/1990",
      ],
      [.linked, .review]
    ),
  ]

  static let households = [
    LinkCase(
      "C11 a couple: the account names both, the association one of them",
      [
        "asso: identite=Mme DUPONT Sonia, adresse=12 rue des Lilas appt 3",
        "bailleur: bail_id=L1, identite=M. et Mme DUPONT Jean et Sonia, ne=12/03/1980, adresse=12 R. DES LILAS LOGT 3",
      ],
      [.linked]
    ),
    LinkCase(
      "C11 the account of the one, the file of the other: the lease number links them",
      ["asso: identite=Mme MARTIN Sonia, bail=L1", "bailleur: bail_id=L1, identite=M. DUPONT Jean, ne=12/03/1980"],
      [.linked]
    ),
    LinkCase(
      "C14 a mutation: the lease that follows is the same household's",
      [
        "asso: bail=L1",
        "bailleur: bail_id=L1, identite=DUPONT Jean, ne=12/03/1980, effet=01/02/2010, fin=30/04/2016, motif=mutation",
        "bailleur: bail_id=L2, identite=DUPONT Jean, ne=12/03/1980, effet=02/05/2016",
      ],
      [.linked, .linked]
    ),
    LinkCase(
      "C16 a protocole, then a new lease",
      [
        "asso: bail=P1",
        "bailleur: bail_id=P1, bail.type=protocole, identite=DUPONT Jean, ne=12/03/1980, effet=01/02/2015, fin=30/04/2016, motif=nouveau_bail",
        "bailleur: bail_id=L2, identite=M. DUPONT Jean, ne=12/03/1980, effet=01/05/2016",
      ],
      [.linked, .linked]
    ),
    LinkCase(
      "C17 one household in two projects: a whole identity, not a name",
      [
        "asso: identite=DUPONT Jean, ne=12/03/1980", "asso2: projet=escale, identite=DUPONT Jean, ne=12/03/1980",
        "asso2: projet=escale, identite=DUPONT Jean",
      ],
      [.linked, .apart]
    ),
    LinkCase(
      "C18 a renewal stored as a new measure is the same household's",
      [
        "asso: dossier=D1, identite=DUPONT Jean, ne=12/03/1980, debut=01/02/2016, sortie=31/07/2016",
        "asso: dossier=D2, identite=DUPONT Jean, ne=12/03/1980, debut=01/08/2016, mesure.renouvellement_de=D1",
      ],
      [.linked]
    ),
    LinkCase(
      "C19 a true re-entry is the same household's too",
      [
        "asso: dossier=D1, identite=DUPONT Jean, ne=12/03/1980, debut=01/02/2015, sortie=31/07/2015",
        "asso: dossier=D2, identite=DUPONT Jean, ne=12/03/1980, debut=01/02/2017",
      ],
      [.linked]
    ),
    LinkCase(
      "C27 a household that no landlord knows stands on its own",
      [
        "asso: volet=acces, identite=DUPONT Jean, ne=12/03/1980",
        "bailleur: bail_id=L1, identite=ADAM Léo, ne=01/07/1975",
      ],
      [.apart]
    ),
    LinkCase(
      "C29 masked identities are never linked, not even by a phone",
      [
        "asso: identite=D. M., tel=0612345678, commune=Lille", "asso: identite=D. M., tel=0612345678, commune=Lille",
        "bailleur: bail_id=L1, identite=D. M., tel=0612345678, commune=Lille",
      ],
      [.apart, .apart]
    ),
    LinkCase(
      "C31 one dwelling, two tenants in time: two households",
      [
        "asso: identite=DUPONT Jean, ne=12/03/1980, adresse=12 rue des Lilas appt 3, debut=01/02/2016",
        "bailleur: bail_id=L1, identite=ADAM Léo, ne=01/07/1975, adresse=12 rue des Lilas appt 3, effet=01/01/2008, fin=31/12/2014",
        "bailleur: bail_id=L2, identite=DUPONT Jean, ne=12/03/1980, adresse=12 rue des Lilas appt 3, effet=01/02/2015",
      ],
      [.apart, .linked]
    ),
  ]

  static let places = [
    LinkCase(
      "same name and apartment, no birth date",
      [
        "asso: identite=DUPONT Jean, adresse=12 rue des Lilas appt 3",
        "bailleur: bail_id=L1, identite=M. DUPONT Jean, adresse=12 R DES LILAS - BAT. B LOGT 3",
      ],
      [.linked]
    ),
    LinkCase(
      "same name and door, but another apartment",
      [
        "asso: identite=DUPONT Jean, adresse=12 rue des Lilas appt 3",
        "bailleur: bail_id=L1, identite=M. DUPONT Jean, adresse=12 rue des Lilas appt 4",
      ],
      [.apart]
    ),
    LinkCase(
      "same name and door, but two towns",
      [
        "asso: identite=DUPONT Jean, adresse=12 rue des Lilas, commune=Lille",
        "bailleur: bail_id=L1, identite=M. DUPONT Jean, adresse=12 rue des Lilas, commune=Dax",
      ],
      [.apart]
    ),
    LinkCase(
      "same name and phone, and the association names another landlord: to review",
      [
        "asso: identite=DUPONT Jean, tel=0612345678, chez=autre",
        "bailleur: bail_id=L1, identite=M. DUPONT Jean, tel=06.12.34.56.78",
      ],
      [.review]
    ),
    LinkCase(
      "a measure of maintien cannot be about a lease that was over when it began",
      [
        "asso: identite=DUPONT Jean, tel=0612345678, debut=01/02/2016",
        "bailleur: bail_id=L1, identite=M. DUPONT Jean, tel=0612345678, effet=01/01/2005, fin=31/12/2012",
      ],
      [.apart]
    ),
  ]
}

@Test(arguments: LinkCase.surestKeys + LinkCase.names + LinkCase.births + LinkCase.households + LinkCase.places)
func `records that speak of one household meet, others do not`(example: LinkCase) {
  #expect(Scene(example.records).zones() == example.zones)
}

@Test func `C13 the annex of a client stays an annex in the household`() {
  let scene = Scene([
    "bailleur: bail_id=L1, client=C9, identite=DUPONT Jean, ne=12/03/1980",
    "bailleur: bail_id=G1, client=C9, nature=annexe",
    "asso: identite=DUPONT Jean, ne=12/03/1980",
  ])
  let households = scene.reconciled().reconciled.households
  #expect(households.count == 1)
  #expect(households.first?.leases.map(\.nature) == [.dwelling, .annex])
}

@Test func `C28 a tenant whom nobody accompanies makes no household, a refused orientation makes one without start`() {
  let scene = Scene([
    "bailleur: bail_id=L1, identite=ADAM Léo, ne=01/07/1975",
    "asso: identite=DUPONT Jean, ne=12/03/1980, mesure.date_orientation=01/12/2015, debut=",
  ])
  let outcome = scene.reconciled()
  #expect(outcome.reconciled.households.map { $0.measures.map(\.start) } == [[nil]])
  #expect(outcome.reconciled.notConcerned == [3: 1])
  #expect(outcome.reconciled.used == [0: 1])
}

@Test func `a cited lease that no landlord sends is said, and the household is looked for by its identity`() {
  let scene = Scene([
    "asso: identite=DUPONT Jean, ne=12/03/1980, bail=L9, chez=bailleur",
    "bailleur: bail_id=L1, identite=M. DUPONT Jean, ne=12/03/1980",
    "asso: identite=ADAM Léo, chez=office inconnu",
  ])
  let outcome = scene.reconciled()
  #expect(outcome.zone(scene.origins[0], scene.origins[1]) == .linked)
  #expect(outcome.findings.all.map(\.code.id) == ["bail-cite-introuvable", "bailleur-inconnu", "menage-sans-bail"])
}

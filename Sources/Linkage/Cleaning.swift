/// Cleans the text of a cell according to what its field holds; an empty result means missing.
struct Cleaner {
  let kind: FieldKind
  private var folded: [UInt8] = []
  private(set) var result: [UInt8] = []

  init(_ kind: FieldKind) { self.kind = kind }

  mutating func clean(_ text: ArraySlice<UInt8>) {
    result.removeAll(keepingCapacity: true)
    guard !text.isEmpty else { return }
    folded.removeAll(keepingCapacity: true)
    fold(text, into: &folded)
    switch kind {
    case .givenName, .surname, .fullName: cleanName()
    case .address: cleanAddress()
    case .category, .text, .town, .date: result += folded
    case .number: result += text
    case .postcode, .houseNumber, .householdKey, .personKey, .sourceHousehold: cleanCode()
    }
    if placeholders.find(result[...]) != 0 { result.removeAll(keepingCapacity: true) }
  }

  /// Titles fall, digits typed for letters become letters.
  private mutating func cleanName() {
    for word in folded.split(separator: space) {
      let start = result.count
      if start > 0 { result.append(space) }
      let hasLetter = word.contains { isLetter($0) || $0 >= 128 }
      for byte in word { result.append(hasLetter ? letter(for: byte) : byte) }
      let written = result[(start > 0 ? start + 1 : start)...]
      if word.count < folded.count, titles.find(written) != 0 { result.removeSubrange(start...) }
    }
  }

  private func letter(for byte: UInt8) -> UInt8 {
    switch byte {
    case "0": 79
    case "1": 73
    case "3": 69
    case "4": 65
    case "5": 83
    case "8": 66
    default: byte
    }
  }

  private mutating func cleanAddress() {
    for word in folded.split(separator: space) {
      if !result.isEmpty { result.append(space) }
      let abbreviation = Int(streetAbbreviations.find(word))
      if abbreviation > 0 { result += streetWords[abbreviation - 1] } else { result += word }
    }
  }

  private mutating func cleanCode() {
    for byte in folded where byte != space { result.append(byte) }
  }
}

/// Numbers the texts of a list, from 1.
fileprivate func vocabulary(_ list: [String]) -> Vocabulary {
  var vocabulary = Vocabulary()
  for word in list { _ = vocabulary.insert(Array(word.utf8)[...]) }
  return vocabulary
}

fileprivate func words(_ list: String) -> Vocabulary { vocabulary(list.split(separator: ",").map(String.init)) }

/// Texts that say « nothing known ».
fileprivate let placeholders = words(
  "X,XX,XXX,XXXX,NA,N A,NC,NR,ND,NULL,NONE,NAN,INCONNU,INCONNUE,UNKNOWN,NON RENSEIGNE,NON RENSEIGNEE,NON CONNU,"
    + "A COMPLETER,SANS NOM,SANS PRENOM,SANS,ANONYME,TEST,MISSING,NON COMMUNIQUE,PAS DE NOM"
)

fileprivate let titles = words(
  "M,MR,MRS,MS,MME,MMES,MLLE,MLE,MONSIEUR,MADAME,MADEMOISELLE,MISS,DR,DOCTEUR,PR,ME,MAITRE,VEUVE,VVE,EPOUSE,EP,EPSE,"
    + "NEE,NE,SIR,FEU"
)

/// Abbreviations of streets, French first, each with its word.
fileprivate let streets = [
  ("R", "RUE"), ("AV", "AVENUE"), ("AVE", "AVENUE"), ("AVN", "AVENUE"), ("BD", "BOULEVARD"), ("BLD", "BOULEVARD"),
  ("BVD", "BOULEVARD"), ("BOUL", "BOULEVARD"), ("BLVD", "BOULEVARD"), ("ALL", "ALLEE"), ("ALLEES", "ALLEE"),
  ("PL", "PLACE"), ("IMP", "IMPASSE"), ("SQ", "SQUARE"), ("CRS", "COURS"), ("CHE", "CHEMIN"), ("CH", "CHEMIN"),
  ("CHEM", "CHEMIN"), ("RTE", "ROUTE"), ("FG", "FAUBOURG"), ("FBG", "FAUBOURG"), ("RES", "RESIDENCE"),
  ("RESID", "RESIDENCE"), ("LOT", "LOTISSEMENT"), ("QU", "QUAI"), ("QUA", "QUAI"), ("STE", "SAINTE"), ("ST", "SAINT"),
  ("GAL", "GENERAL"), ("GEN", "GENERAL"), ("MAL", "MARECHAL"), ("BAT", "BATIMENT"), ("BT", "BATIMENT"),
  ("ESC", "ESCALIER"), ("APT", "APPARTEMENT"), ("APPT", "APPARTEMENT"), ("APP", "APPARTEMENT"), ("DR", "DRIVE"),
  ("RD", "ROAD"), ("LN", "LANE"), ("CT", "COURT"), ("CIR", "CIRCLE"), ("HWY", "HIGHWAY"), ("PKWY", "PARKWAY"),
]

fileprivate let streetAbbreviations = vocabulary(streets.map(\.0))
fileprivate let streetWords = streets.map { Array($0.1.utf8) }

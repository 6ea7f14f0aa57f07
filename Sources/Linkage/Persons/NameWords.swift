/// The words of a label that are nobody's name.
enum NameWords {
  static let women = words("MME MMES MLLE MLLES MLE MADAME MADAMES MADEMOISELLE MISS MRS MS")
  static let men = words("M MR MM MONSIEUR MESSIEURS SIR")
  static let titles = women.union(men)
    .union(words("DR DOCTEUR PR PROFESSEUR ME MAITRE SUCCESSION SUCC HOIRS HERITIERS FEU INDIVISION"))

  /// What comes after is a surname: of birth, of a spouse, an alias.
  static let beforeSurname = words(
    "NEE NE NES EPOUSE EPOUX EP EPSE EPX VEUVE VEUF VVE VF DIVORCEE DIVORCE DIV DIT DITE ALIAS USAGE DISANT JF"
  )

  /// Said of a name, and no part of it.
  static let fillers = words("SE SNP XSD NOM PRENOM INCONNU INCONNUE CONNU SANS PATRONYMIQUE JEUNE FILLE")

  static let connectors = words("ET OU AND")

  static let partners = words("CONJOINT CONJOINTE CONJ COTITULAIRE CO EPOUX EPOUSE CONCUBIN CONCUBINE COLOCATAIRE")

  /// An account of which one of these is the first word is an organisation's.
  static let organisations = words(
    "ASSOCIATION ASSO ASSOC CCAS CIAS SARL SAS SASU SCI EURL UDAF ATI STE SOCIETE FONDATION MAIRIE COMMUNE DEPARTEMENT "
      + "SYNDICAT COPROPRIETE RESIDENCE FOYER ENTREPRISE OFFICE COOPERATIVE"
  )

  /// Words in parentheses that name nobody.
  static let asides = words(
    "TUTELLE TUTEUR TUTRICE CURATELLE CURATEUR CURATRICE UDAF MANDATAIRE DCD DECEDE DECEDEE SLOC LOC GARANT CAUTION "
      + "ANCIEN ANCIENNE LOCATAIRE OCCUPANT TITULAIRE HEBERGE HEBERGEE BIS SENIOR PERE FILS"
  )

  /// Joined to the word that follows in a surname.
  static let particles = words(
    "DE DU DES D LA LE LES L EL AL UL BEN BENT BINT BIN IBN OULD ABD ABDEL ABDOUL ABDUL ABOU ABU AIT OUM VAN VON DER DEN DEM TEN TER "
      + "DA DO DAS DOS DI DEL DELLA DELLO DEGLI LO SAN SANTA SAINT SAINTE ST STE MAC MC O ZU ZUM TE KER UIT"
  )

  /// A surname said to be hidden or not known.
  static let masks = words("X XX XXX XXXX ANONYME CONFIDENTIEL MASQUE NC NR")

  private static func words(_ list: String) -> Set<[UInt8]> { Set(list.utf8.split(separator: 32).map(Array.init)) }
}

/// A word of a label, folded.
struct NameWord: Sendable {
  /// Upper-case ASCII letters; other scripts as they are.
  let letters: [UInt8]
  /// Written in capitals, a single letter included.
  let isCapital: Bool
  /// Written without a capital.
  let isLow: Bool
  /// Joined to the word before by a hyphen.
  let isJoined: Bool
  /// `/`, `&`, `+` standing between two names.
  let isSign: Bool
  /// Ended by a colon.
  var endsClause = false
}

/// The words of a label.
///
/// Apostrophes join (`D'ANGELO`, `N'DIAYE`), hyphens are kept as a bond, digits and other signs part.
func nameWords(_ label: some StringProtocol) -> [NameWord] {
  var words: [NameWord] = []
  var bytes: [UInt8] = []
  var (hasLowercase, hasUppercase) = (false, false)
  var isJoined = false
  func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "'", "`", "\u{2019}", "\u{2018}", "\u{2bc}", "\u{b4}": true
    default: false
    }
  }
  func isHyphen(_ scalar: Unicode.Scalar) -> Bool { scalar == "-" || ("\u{2010}"..."\u{2015}").contains(scalar) }
  func close() {
    defer {
      bytes.removeAll(keepingCapacity: true)
      (hasLowercase, hasUppercase) = (false, false)
    }
    guard !bytes.isEmpty else { return }
    let letters = folded(bytes).filter { $0 != space && !(48...57).contains($0) }
    if !letters.isEmpty {
      words.append(
        NameWord(letters: letters, isCapital: !hasLowercase, isLow: !hasUppercase, isJoined: isJoined, isSign: false)
      )
      isJoined = false
    }
  }
  for scalar in label.unicodeScalars {
    if isApostrophe(scalar) { continue }
    if scalar.isASCII {
      switch scalar {
      case "a"..."z":
        hasLowercase = true
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      case "A"..."Z":
        hasUppercase = true
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      case "0"..."9": bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      case "-":
        close()
        isJoined = !words.isEmpty
      case "/", "&", "+":
        close()
        isJoined = false
        let sign = [UInt8(truncatingIfNeeded: scalar.value)]
        words.append(NameWord(letters: sign, isCapital: true, isLow: false, isJoined: false, isSign: true))
      case ":":
        close()
        if !words.isEmpty { words[words.count - 1].endsClause = true }
      case ".": close()
      default:
        let wasOpen = !bytes.isEmpty
        close()
        if wasOpen || scalar != " " { isJoined = false }
      }
    } else if isHyphen(scalar) {
      close()
      isJoined = !words.isEmpty
    } else if scalar.properties.isWhitespace {
      close()
      isJoined = false
    } else {
      if scalar.properties.isLowercase { hasLowercase = true } else { hasUppercase = true }
      bytes.append(contentsOf: String(scalar).utf8)
    }
  }
  close()
  return words
}

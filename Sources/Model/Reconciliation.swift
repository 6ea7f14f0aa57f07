package import Diagnostics

/// What reading and reconciling leave for the restricted zone and the quality statement.
package struct Reconciliation: Sendable {
  /// Household of each used row: `restreint/rattachement.csv`.
  ///
  /// Sorted by origin.
  package var attachments: [(row: Origin, household: Household.ID)]
  package var links: [Link]
  package var conflicts: [Conflict]

  package init(
    attachments: [(row: Origin, household: Household.ID)] = [],
    links: [Link] = [],
    conflicts: [Conflict] = []
  ) {
    self.attachments = attachments
    self.links = links
    self.conflicts = conflicts
  }
}

/// Why two source records are, or are not, the same household.
package struct Link: Sendable {
  package enum Zone: String, Code {
    case linked = "lie"
    case review = "a_examiner"
    case apart = "separe"
  }

  /// One of the two records.
  package struct Side: Sendable {
    package var row: Origin
    /// Key to copy into `arbitrages.csv`: `structure/identifiant`, else `structure/fichier:ligne`.
    package var key: String
    /// SHA-256 of the row, for keys that name a line; empty for identifiers.
    package var digest: String
    /// The record in readable form: restricted zone only.
    package var text: String
    /// The household it is in.
    package var household: Household.ID

    package init(row: Origin, key: String, digest: String, text: String, household: Household.ID) {
      self.row = row
      self.key = key
      self.digest = digest
      self.text = text
      self.household = household
    }
  }

  /// The other record that does best in the place of one of the two.
  package struct Rival: Sendable {
    package var side: Side
    /// Bits of the pair above those of the rival; 1 or less says that nothing tells them apart.
    package var margin: Double

    package init(side: Side, margin: Double) {
      self.side = side
      self.margin = margin
    }
  }

  package var one: Side
  package var other: Side
  package var zone: Zone
  /// What it rests on: `arbitrage`, `cle_bail`, `cle_client`, `bail_suivant`, `personne`, `foyer`.
  package var rule: String
  /// Sum of `parts`, in bits, each of which doubles the likelihood: with the rival's, what decides.
  package var score: Double
  /// What is compared and how it agrees, in French, with its bits for or against.
  package var parts: [(text: String, bits: Double)] = []
  /// Why, in French sentences.
  package var evidence: String
  /// What agrees, what disagrees, and what one of the two does not say, in French; empty for those that say nothing.
  package var agreements: [String] = []
  package var disagreements: [String] = []
  package var unknowns: [String] = []
  /// `nil`: no other record could stand there.
  package var rival: Rival?

  package init(one: Side, other: Side, zone: Zone, rule: String, score: Double, evidence: String) {
    self.one = one
    self.other = other
    self.zone = zone
    self.rule = rule
    self.score = score
    self.evidence = evidence
  }
}

/// Values that disagree, the one kept and the rule.
package struct Conflict: Sendable {
  package var household: Household.ID
  /// Canonical field, such as `bail.date_effet`.
  package var field: String
  package var kept: String
  package var keptOrigin: Origin
  package var other: String
  package var otherOrigin: Origin
  /// Rule that decided, in French.
  package var rule: String

  package init(
    household: Household.ID,
    field: String,
    kept: String,
    keptOrigin: Origin,
    other: String,
    otherOrigin: Origin,
    rule: String
  ) {
    self.household = household
    self.field = field
    self.kept = kept
    self.keptOrigin = keptOrigin
    self.other = other
    self.otherOrigin = otherOrigin
    self.rule = rule
  }
}

/// A source row that was not used: `restreint/rejets.csv`.
package struct Rejection: Sendable {
  package var row: Origin
  /// Header of the column at fault, empty for the whole row.
  package var column: String
  package var value: String
  /// Short code, such as `montant_illisible`.
  package var rule: String
  /// What is wrong and what to do, in French.
  package var sentence: String
  /// Whether the row is right but adds nothing here (sent twice, another programme's): said, nothing to correct in it.
  package var isSetAside: Bool
  /// Whether another table of its file counts the row.
  package var isCountedElsewhere: Bool

  package init(
    row: Origin,
    column: String,
    value: String,
    rule: String,
    sentence: String,
    isSetAside: Bool = false,
    isCountedElsewhere: Bool = false
  ) {
    self.isCountedElsewhere = isCountedElsewhere
    self.row = row
    self.column = column
    self.value = value
    self.rule = rule
    self.sentence = sentence
    self.isSetAside = isSetAside
  }
}

/// The account of one file's rows: `read = used + notConcerned + rejected + declared + setAside`.
package struct RowAccount: Sendable {
  package var file: SourceFile
  package var bytes: Int
  /// Rows below the header, blank lines excluded.
  package var read: Int
  /// Rows that gave something to a household.
  package var used: Int
  /// Valid rows about tenants whom nobody accompanies.
  package var notConcerned: Int
  package var rejected: Int
  /// Titles, totals, blank lines, rows left out by a declared condition, and duplicates of another file.
  package var declared: Int
  /// Rows that add nothing: sent twice, or of a project that is not the campaign's.
  package var setAside: Int
  /// What was found: `windows-1252, « ; », en-tête ligne 4`.
  package var dialect: String
  /// SHA-256 of the bytes, in hexadecimal.
  package var sha256: String

  package init(file: SourceFile, bytes: Int, dialect: String, sha256: String) {
    self.file = file
    self.bytes = bytes
    self.dialect = dialect
    self.sha256 = sha256
    read = 0
    used = 0
    notConcerned = 0
    rejected = 0
    declared = 0
    setAside = 0
  }

  /// Rows that count nowhere and need no correction.
  package var leftOut: Int { declared + setAside }

  /// Rows that some decision speaks of.
  package var counted: Int { used + notConcerned + rejected + leftOut }

  package var balances: Bool { read == counted }
}

/// A file to be written, whole or not at all.
package struct OutputFile: Sendable {
  /// Relative to the output folder, such as `fiches/declic/fiche.md`.
  package var path: String
  package var bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  package init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }
}

/// Everything the writers need, and nothing else.
package struct Report: Sendable {
  package var campaign: Campaign
  package var version: String
  package var cards: [IndicatorCard]
  /// One per project, in the order of `campaign.projects`.
  package var evaluations: [Evaluation]
  package var consolidated: Evaluation
  package var households: [Household]
  package var reconciliation: Reconciliation
  /// What the pairs left to a reviewer may change in the figures.
  package var sensitivity: Sensitivity
  package var rejections: [Rejection]
  package var accounts: [RowAccount]
  /// Index = `Origin.file`.
  package var files: [SourceFile]
  /// What each column of the exports feeds, in source order.
  package var columns: [ColumnUse]
  /// What was expected of each structure and did not come.
  package var unreceived: [Unreceived]
  package var findings: [Diagnostic]
  /// SHA-256 of every declaration and template read, by path.
  package var declarations: [(path: String, sha256: String)]

  package init(
    campaign: Campaign,
    version: String,
    cards: [IndicatorCard],
    evaluations: [Evaluation],
    consolidated: Evaluation,
    households: [Household],
    reconciliation: Reconciliation,
    sensitivity: Sensitivity = Sensitivity(),
    rejections: [Rejection],
    accounts: [RowAccount],
    files: [SourceFile],
    columns: [ColumnUse] = [],
    unreceived: [Unreceived] = [],
    findings: [Diagnostic],
    declarations: [(path: String, sha256: String)]
  ) {
    self.campaign = campaign
    self.version = version
    self.cards = cards
    self.evaluations = evaluations
    self.consolidated = consolidated
    self.households = households
    self.reconciliation = reconciliation
    self.sensitivity = sensitivity
    self.rejections = rejections
    self.accounts = accounts
    self.files = files
    self.columns = columns
    self.unreceived = unreceived
    self.findings = findings
    self.declarations = declarations
  }
}

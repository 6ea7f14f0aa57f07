import Diagnostics
import Model
import Testing

@testable import Writers

/// Two structures that work on the same households: `office` (landlord) and `asso` (association).
struct ReturnsTests {
  static let office = SourceFile(structure: "office", name: "baux.csv")
  static let asso = SourceFile(structure: "asso", name: "suivi.csv")

  static func report(
    findings: [Diagnostic] = [],
    rejections: [Rejection] = [],
    conflicts: [Conflict] = [],
    links: [Link] = []
  ) -> Report {
    let campaign = Campaign(
      name: "Essai",
      year: 2018,
      cutoff: Day(number: 17_896),
      profile: .funder,
      structures: [
        "office": Structure(code: "office", name: "Office public", role: .landlord),
        "asso": Structure(code: "asso", name: "L'Association", role: .association),
      ]
    )
    let fields = ["mesure.adhesion", "acces.date_entree", "personne.nom"].compactMap { Field.all[$0] }
    return Report(
      campaign: campaign,
      version: "0",
      cards: [],
      evaluations: [],
      consolidated: Evaluation(project: "*", figures: [], checks: []),
      households: [],
      reconciliation: Reconciliation(links: links, conflicts: conflicts),
      rejections: rejections,
      accounts: [asso, office].map { RowAccount(file: $0, bytes: 0, dialect: "", sha256: "") },
      files: [asso, office],
      columns: zip(["Adhère ?", "Entrée dans les lieux", "NOM"], fields).map {
        ColumnUse(file: 0, header: $0, field: $1)
      },
      findings: findings,
      declarations: []
    )
  }

  static func text(_ path: String, of report: Report) -> String {
    String(decoding: returns(of: report).first { $0.path == "restreint/retours/\(path)" }?.bytes ?? [], as: UTF8.self)
  }

  static let unknown = Diagnostic.Code("valeur-inconnue", .attention, remedy: "l'ajouter à codes.csv")

  static let conflict = Conflict(
    household: Household.ID(1),
    field: "bail.date_effet",
    kept: "2016-03-01",
    keptOrigin: Origin(file: 1, line: 7),
    other: "2016-03-09",
    otherOrigin: Origin(file: 0, line: 12),
    rule: "le bailleur fait foi"
  )

  @Test func `every structure that sent files has a table and a page, even with nothing to correct`() {
    let files = returns(of: Self.report())
    #expect(
      files.map(\.path).sorted()
        == ["asso", "office"].flatMap { ["restreint/retours/\($0).csv", "restreint/retours/\($0).md"] }
    )
    #expect(Self.text("office.md", of: Self.report()).contains("Rien à corriger"))
  }

  @Test func `an unknown value is told in the words of the column, with its count and first lines`() {
    let finding = Diagnostic(
      Self.unknown,
      "mesure.adhesion : « bof », 3 fois",
      at: Location(file: "sources/asso/suivi.csv", line: 4),
      count: 3,
      about: Diagnostic.Subject(
        column: "Adhère ?",
        field: "mesure.adhesion",
        value: "bof",
        lines: [4, 9, 11],
        suggestion: "refus"
      )
    )
    let table = Self.text("asso.csv", of: Self.report(findings: [finding]))
    #expect(table.contains("a_confirmer,valeur-inconnue,"))
    #expect(table.contains("suivi.csv,Adhère ?,bof,3,4 9 11,refus,"))
    #expect(!table.contains("mesure.adhesion") && !table.contains("codes.csv"))
  }

  @Test func `lines that differ by their suggestion only have an order`() {
    let lines = ["droit_commun", "menage"].map { suggestion in
      ReturnLine(
        cause: ReturnCause("valeur-inconnue", .toConfirm, "Valeur inconnue", remedy: ""),
        file: "suivi.csv",
        column: "Type de bail",
        value: "direct",
        count: 1,
        lines: [23],
        suggestion: suggestion,
        indicators: []
      )
    }
    #expect(ReturnLine.precedes(lines[0], lines[1]) && !ReturnLine.precedes(lines[1], lines[0]))
  }

  @Test func `a contradiction goes to the side whose value was set aside, without the other side's`() {
    let report = Self.report(conflicts: [Self.conflict])
    let page = Self.text("asso.md", of: report)
    #expect(page.contains("Entrée dans les lieux") && page.contains("09/03/2016") && !page.contains("01/03/2016"))
    #expect(!page.contains("2016-03-01") && !page.contains("office"))
    #expect(Self.text("office.md", of: report).contains("Rien à corriger"))
  }

  @Test func `a landlord learns nothing of an association's rows`() {
    let finding = Diagnostic(
      Self.unknown,
      "secret",
      at: Location(file: "sources/asso/suivi.csv", line: 4),
      about: Diagnostic.Subject(column: "Addiction", field: "mesure.problematiques", value: "SECRET-A")
    )
    let rejection = Rejection(
      row: Origin(file: 0, line: 5),
      column: "Sortie",
      value: "SECRET-B",
      rule: "sortie_avant_entree",
      sentence: ""
    )
    let link = Link(
      one: Link.Side(
        row: Origin(file: 0, line: 6),
        key: "asso/6",
        digest: "",
        text: "SECRET-D",
        household: Household.ID(1)
      ),
      other: Link.Side(
        row: Origin(file: 1, line: 8),
        key: "office/8",
        digest: "",
        text: "SECRET-E",
        household: Household.ID(2)
      ),
      zone: .review,
      rule: "nom",
      score: 4,
      evidence: "SECRET-C"
    )
    let report = Self.report(findings: [finding], rejections: [rejection], conflicts: [Self.conflict], links: [link])
    for file in ["office.csv", "office.md"] {
      let text = Self.text(file, of: report)
      #expect(!text.contains("SECRET") && !text.contains("suivi.csv") && !text.contains("identite-incertaine"))
    }
    let own = Self.text("asso.csv", of: report)
    #expect(own.contains("SECRET-A") && own.contains("SECRET-B") && own.contains("identite-incertaine"))
    #expect(!own.contains("SECRET-C") && !own.contains("SECRET-E") && !own.contains("baux.csv"))
  }

  @Test func `rows left out by a declaration are nothing to correct`() {
    let rejection = Rejection(
      row: Origin(file: 1, line: 5),
      column: "",
      value: "",
      rule: "ecartee_par_condition",
      sentence: ""
    )
    #expect(Self.text("office.md", of: Self.report(rejections: [rejection])).contains("Rien à corriger"))
  }

  @Test func `rows rejected for one cause are one line, what presses comes first`() {
    let rows = (2...9).map {
      Rejection(row: Origin(file: 1, line: $0), column: "Solde", value: "x", rule: "montant_illisible", sentence: "")
    }
    let absent = Diagnostic(
      Diagnostic.Code("colonne-obligatoire-absente", .bloquant, remedy: ""),
      "",
      at: Location(file: "sources/office/baux.csv", line: 1),
      about: Diagnostic.Subject(column: "N° bail", field: "bail.bail_id")
    )
    let lines = Self.text("office.csv", of: Self.report(findings: [absent], rejections: rows))
      .split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    #expect(lines[1].hasPrefix("bloquant,colonne-obligatoire-absente,"))
    #expect(lines[2].contains("baux.csv,Solde,x,8,2 3 4 5 6,,"))
  }

  @Test func `what was not received comes first, to a structure that sent nothing too`() {
    var report = Self.report(findings: [
      Diagnostic(Self.unknown, "", at: Location(file: "sources/office/baux.csv", line: 2)),
      Diagnostic(
        Diagnostic.Code("non-recu", .bloquant, remedy: "", audience: .missing),
        "aucun fichier pour « soldes_*.csv »",
        at: Location(file: "sources/office/soldes_*.csv")
      ),
    ])
    report.files = [Self.asso]
    report.accounts.removeLast()
    let page = Self.text("office.md", of: report)
    #expect(page.contains("Nous n’avons reçu aucun fichier") && !page.contains("Rien à corriger"))
    let titles = page.split(separator: "\n").filter { $0.hasPrefix("##") }
    #expect(titles.first == "## Ce que nous n’avons pas reçu")
    #expect(
      titles.dropFirst().first == "### Aucun fichier pour « soldes_\\*.csv »"
        || titles[1].contains("Aucun fichier pour")
    )
  }

  @Test func `a structure is not told of a fault of our declarations, nor of what follows from it`() {
    let place = Location(file: "sources/office/baux.csv", line: 1)
    let ours = Diagnostic(
      Diagnostic.Code("colonne-mal-ecrite", .bloquant, remedy: "", audience: .operator),
      "sources/office/colonnes.csv:2 : « Bial »",
      at: place
    )
    let unusable = Diagnostic(
      Diagnostic.Code("source-inutilisable", .bloquant, remedy: ""),
      "",
      at: Location(file: "sources/office")
    )
    let row = Rejection(row: Origin(file: 1, line: 5), column: "", value: "", rule: "cle_absente", sentence: "")
    let page = Self.text("office.md", of: Self.report(findings: [ours, unusable], rejections: [row]))
    #expect(page.contains("Rien à corriger") && page.contains("à reprendre de notre côté"))
    #expect(!page.contains("Bial") && !page.contains("Numéro absent"))
    let blamed = Self.text("office.md", of: Self.report(findings: [unusable], rejections: [row]))
    #expect(blamed.contains("Numéro absent") && blamed.contains("Aucune ligne"))
  }

  @Test func `cells of the sender cannot run in a spreadsheet nor break the page`() {
    let finding = Diagnostic(
      Self.unknown,
      "",
      at: Location(file: "sources/office/baux.csv", line: 2),
      about: Diagnostic.Subject(column: "Motif", field: "bail.motif_fin", value: "=1+1|<script>")
    )
    let report = Self.report(findings: [finding])
    #expect(Self.text("office.csv", of: report).contains("'=1+1"))
    #expect(Self.text("office.md", of: report).contains("\\|\\<script"))
  }
}

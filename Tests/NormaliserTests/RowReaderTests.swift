import Diagnostics
import Model
import Testing

@testable import Normaliser

@Test(
  arguments: [
    ("asso: sortie=01/01/2016", "sortie_avant_entree", "mesure.date_fin", "01/01/2016"),
    ("asso: projet=", "projet_absent", "mesure.projet", ""),
    ("asso: volet=", "volet_inconnu", "mesure.volet", ""),
    ("asso: volet=mixte", "volet_inconnu", "mesure.volet", "mixte"),
    ("bailleur: bail_id=L1, effet=01/02/2016, fin=31/01/2016", "fin_avant_effet", "bail.date_fin", "31/01/2016"),
    (
      "bailleur: acte.bail_id=L1, acte.acte=assignation, acte.date_acte=NR", "acte_illisible", "acte.acte",
      "assignation"
    ),
    (
      "bailleur: acte.bail_id=L1, acte.acte=autre chose, acte.date_acte=01/02/2016", "acte_illisible", "acte.acte",
      "autre chose"
    ),
  ]
)
func `a row that cannot be used is rejected, with its column and what to do`(
  sentence: String,
  rule: String,
  column: String,
  value: String
) {
  let scene = Scene([sentence])
  let outcome = scene.reconciled()
  #expect(outcome.rejections.map(\.rule) == [rule])
  #expect(outcome.rejections.map(\.column) == [column])
  #expect(outcome.rejections.map(\.value) == [value])
  #expect(outcome.rejections.map(\.row) == scene.origins)
  #expect(outcome.reconciled.households.isEmpty)
  #expect(outcome.rejections.first?.sentence.contains("« \(column) »") == true)
}

@Test func `C21 the rejected row gives nothing, its neighbours everything`() {
  let scene = Scene([
    "asso: dossier=D1, identite=DUPONT Jean, sortie=01/01/2016, mesure.date_orientation=01/12/2015",
    "asso: dossier=D2, identite=ADAM Léo, sortie=01/01/2017",
  ])
  let outcome = scene.reconciled()
  #expect(outcome.reconciled.households.flatMap { $0.measures.map(\.number) } == ["D2"])
  #expect(outcome.reconciled.used == [0: 1])
  #expect(outcome.rejections.count == 1)
}

@Test func `a landlord's row without its key is rejected, not passed over`() {
  let outcome = Scene(["bailleur: bail_id=, identite=DUPONT Jean, effet=01/02/2016", "bailleur: bail_id=L1"])
    .reconciled()
  #expect(outcome.rejections.map(\.rule) == ["cle_absente"])
  #expect(outcome.reconciled.notConcerned == [3: 1])
}

@Test func `an act or a visit whose key names nothing is rejected as an orphan`() {
  let scene = Scene([
    "bailleur: bail_id=L1",
    "autre: acte.bail_id=X9, acte.acte=assignation, acte.date_acte=01/02/2016",
  ])
  #expect(scene.reconciled().rejections.map(\.rule) == ["cle_orpheline"])
}

@Test func `an impossible optional value becomes unknown, is listed once with its count, and the row is used`() {
  let scene = Scene([
    "asso: dossier=D1, mesure.adhesion=peut-être, mesure.date_fin_prevue=31/02/2017",
    "asso: dossier=D2, mesure.adhesion=peut-être, mesure.date_fin_prevue=NR",
  ])
  let outcome = scene.reconciled()
  let measures = outcome.reconciled.households.flatMap(\.measures)
  #expect(measures.map(\.adhesion) == [.unknown, .unknown])
  #expect(measures.map(\.plannedEnd) == [nil, nil])
  let found = outcome.findings.of(.attention)
  #expect(found.map(\.code.id) == ["valeur-inconnue", "valeur-illisible"])
  #expect(found.map(\.count) == [2, 1])
  #expect(found.map(\.location.description) == ["sources/asso/export.csv:2", "sources/asso/export.csv:2"])
}

@Test func `constants alone make no record, except those that the row always carries`() {
  var rows = Scene(["asso: dossier=D1"]).tables[0]
  let constant = Binding(
    field: Field(.exit, "motif", .code(ExitMotive.allCases.map(\.rawValue))),
    label: "",
    cells: [],
    constant: "relogement",
    format: CellFormat(),
    codes: CodeTable(name: "motif", codes: ["relogement": "relogement"], fallback: nil),
    condition: nil,
    place: Location(file: "colonnes.csv")
  )
  rows = SourceTable(
    structure: rows.structure,
    file: rows.file,
    path: rows.path,
    isLedger: false,
    bindings: rows.bindings + [constant],
    headers: rows.headers,
    blanks: rows.blanks,
    rows: rows.rows
  )
  var reader = RowReader(table: rows, campaign: Scene([]).campaign)
  var findings = Findings()
  let drafts = reader.read(reporting: &findings)
  let records = reader.records(of: drafts)
  #expect(records.map { $0.measure?.exits.count } == [0])
}

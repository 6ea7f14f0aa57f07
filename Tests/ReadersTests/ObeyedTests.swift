import Diagnostics
import Model
import Testing

@testable import Normaliser
@testable import Readers

/// What a table of each kind needs besides the field looked at, so that its rows are read.
fileprivate func needs(of field: Field) -> [(path: String, value: String)] {
  switch field.record {
  case .entry:
    [("mouvement.bail_id", "L1"), ("mouvement.date_exigibilite", "01/01/2016"), ("mouvement.montant", "1,00")]
  case .statement:
    [("releve.bail_id", "L1"), ("releve.date_solde", "01/01/2016"), ("releve.solde", "1,00")]
  default: []
  }
}

fileprivate func sample(_ field: Field) -> String {
  switch field.kind {
  case .text: field.isProject ? "toit" : "X1"
  case .integer: "2"
  case .day, .days, .visits: "01/02/2016"
  case .amount: "12,00"
  case .code, .codes: field.allowed[0]
  }
}

/// What two rows, `oui` then `non` in the column Z, give for a field declared with `format`, `codes` and `si`.
fileprivate func given(
  _ field: Field,
  cell: String? = nil,
  codes: String = "",
  condition: String = "",
  tables: String = ""
) throws -> [String] {
  let isLedger = [.entry, .statement].contains(field.record)
  let others = needs(of: field).filter { $0.path != field.path }
  var header = others.map(\.path) + ["V", "Z"]
  if !isLedger { header.append("Autre") }
  let cells = others.map(\.value) + [cell ?? sample(field)]
  let columns = others.map { "t,\($0.path),\($0.path),,\n" }.joined() + "t,V,\(field.path),\(codes),\(condition)\n"
  let campaign = try ReadCampaign(
    [
      "sources/bailleur/fichiers.csv": "fichier,table\nt.csv,t\n",
      "sources/bailleur/codes.csv": "table,valeur,code\n\(tables)",
      "sources/bailleur/colonnes.csv": "table,colonne,champ,codes,si\n" + columns,
      "sources/bailleur/t.csv": header.joined(separator: ";") + "\n"
        + ["oui", "non"].map { (cells + [$0, "a"]).prefix(header.count).joined(separator: ";") + "\n" }.joined(),
    ],
    leases: ["bailleur/L1", "bailleur/X1"]
  )
  if isLedger {
    let rows = campaign.ledger.entries + campaign.ledger.statements
    return [2, 3].map { line in
      rows.first { $0.origin.line == line }.map { "\($0.lease) \($0.date) \($0.amount) \($0.category?.rawValue ?? "")" }
        ?? ""
    }
  }
  var reader = RowReader(
    table: campaign.tables[0],
    campaign: Campaign(name: "", year: 2018, cutoff: Day(number: 17_000), profile: .funder)
  )
  var findings = Findings()
  return reader.read(reporting: &findings).map { draft in
    draft.given.first(field.record)?[field.name].map(\.written) ?? ""
  }
}

@Test(arguments: Field.catalogue)
func `a condition is obeyed on every field of every kind of table`(field: Field) throws {
  let rows = try given(field, condition: "Z = oui")
  #expect(rows.count == 2)
  #expect(rows[0] != "")
  #expect(rows[0] != rows[1], "\(field.path): \(rows)")
}

@Test(arguments: Field.catalogue.filter { $0.kind != .visits })
func `a table of codes translates every field of every kind of table`(field: Field) throws {
  let plain = try given(field)
  #expect(
    try given(
      field,
      cell: "Écrit autrement",
      codes: "c",
      tables: "c,écrit autrement,\(sample(field).replacing(",", with: "."))\n"
    ) == plain
  )
}

@Test(arguments: Field.catalogue, CellFormat.words + ["extrait(A{*})", "liste(;)"])
func `a word of format that a field cannot obey is refused where it stands`(field: Field, word: String) throws {
  let columns = "table,colonne,champ,format\nt,V,\(field.path),\(word)\n"
  let suits = CellFormat.suits(word, field, isTranslated: field.isProject)
  var files = ["sources/bailleur/colonnes.csv": columns, "sources/bailleur/fichiers.csv": "fichier,table\nt.csv,t\n"]
  files["sources/bailleur/t.csv"] = "V\n\(sample(field))\n"
  do { _ = try ReadCampaign(files) } catch let stop as Stop {
    guard case .declarations(let errors) = stop else { throw stop }
    let refused = errors.contains {
      $0.code.id == "format-de-cellule" && $0.location.file == "sources/bailleur/colonnes.csv"
    }
    #expect(refused || suits, "\(errors.map(\.message))")
    return
  }
  #expect(suits)
}

import Foundation
import Model
import Testing

@testable import Writers

fileprivate func csv(_ figures: [Figure]) -> String {
  String(decoding: Table.indicators(of: Sample.report([])).csv(ordered(figures)), as: UTF8.self)
}

@Test func `indicateurs.csv has the columns of the contract, sorted, at full precision`() {
  var secret = Sample.share("taux_adhesion", 2, outOf: 9)
  secret.status = .tooFew
  let text = csv([
    Sample.share("taux_renouvellement", 12, outOf: 51, missing: 3), secret,
    Sample.share("taux_renouvellement", 0, outOf: 0, period: .annee),
  ])
  #expect(
    text == """
      projet,periode,date_debut,date_fin,volet,theme,ordre,indicateur,detail,libelle,valeur,unite,numerateur,denominateur,ic_bas,ic_haut,n_manquant,\
      n_en_cours,borne_basse,borne_haute,statut,note
      maison,annee,2018-01-01,2018-12-31,ensemble,accompagnement,3,taux_renouvellement,,Libellé de taux_renouvellement,,part_parcours,0,0,,,0,0,,,\
      non_calculable,
      maison,cumul,2016-01-01,2018-12-31,ensemble,accompagnement,2,taux_adhesion,,Libellé de taux_adhesion,,part_parcours,,,,,,,,,petit_effectif,
      maison,cumul,2016-01-01,2018-12-31,ensemble,accompagnement,3,taux_renouvellement,,Libellé de taux_renouvellement,0.23529411764705882353,part_parcours,\
      12,51,0.1,0.5,3,0,0.22222222222222222222,0.27777777777777777778,publie,

      """
  )
}

@Test(arguments: [
  ("=1+1", "'=1+1"), ("+33", "'+33"), ("-12", "'-12"), ("@a", "'@a"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""),
  ("a,b", "\"a,b\""), ("dit \"oui\"", "\"dit \"\"oui\"\"\""), ("ligne\nsuivante", "\"ligne\nsuivante\""),
  (" =1", " =1"),
])
func `text that a spreadsheet would run is neutralised, and separators quoted`(label: String, cell: String) {
  var figure = Sample.count("x", -3)
  figure.label = label
  #expect(csv([figure]).contains(",x,,\(cell),-3,menages,-3,"))
}

@Test func `financement.csv gives the budget and its funders, with their shares`() {
  var project = Sample.maintien
  let year = Exercise(label: "2019", dates: nil)
  project.budgets = [Budget(exercise: year, amount: 23_000_000, status: .planned)]
  project.funding = [
    Funding(exercise: year, funder: "FNAVDL", nature: .subsidy, amount: 12_300_000, status: .planned, inBudget: true),
    Funding(
      exercise: year,
      funder: "Fondation",
      nature: .directAid,
      amount: 2_500_000,
      status: .planned,
      inBudget: false
    ),
    Funding(
      exercise: year,
      funder: "Bailleurs",
      nature: .ownFunds,
      amount: 7_700_000,
      status: .planned,
      inBudget: true
    ),
  ]
  let text = String(decoding: Table.funding.csv(fundingLines(of: project)), as: UTF8.self)
  #expect(
    text == """
      projet,exercice,date_debut,date_fin,poste,financeur,nature,montant,statut,inclus_dans_budget,part
      maison,2019,,,budget,,,230000,prevu,,
      maison,2019,,,financement,FNAVDL,subvention,123000,prevu,oui,0.615
      maison,2019,,,financement,Fondation,aide_directe,25000,prevu,non,
      maison,2019,,,financement,Bailleurs,fonds_propres,77000,prevu,oui,0.385

      """
  )
}

@Test func `a twin for a French spreadsheet has semicolons, decimal commas and a byte order mark`() {
  var figure = Sample.share("taux_renouvellement", 12, outOf: 51)
  figure.label = "=1+1 ; « é »"
  let text = String(decoding: Table.indicators(of: Sample.report([])).excel([figure]), as: UTF8.self)
  #expect(text.hasPrefix("\u{FEFF}projet;periode;"))
  #expect(
    text.contains(
      "\r\nmaison;cumul;2016-01-01;2018-12-31;ensemble;accompagnement;3;taux_renouvellement;;\"'=1+1 ; « é »\";0,2352941"
    )
  )
  #expect(text.contains(";part_parcours;12;51;0,1;0,5;"))
  #expect(text.hasSuffix("\r\n"))
}

@Test func `a realised row replaces the planned ones of its exercise`() {
  var project = Sample.maintien
  let year = Exercise(label: "2018", dates: nil)
  project.budgets = [
    Budget(exercise: year, amount: 100, status: .planned), Budget(exercise: year, amount: 90, status: .realised),
  ]
  #expect(accounts(of: project).map(\.budget) == [90])
  #expect(fundingLines(of: project).map(\.amount) == [100, 90])
}

@Test func `the data package describes every column that is written`() throws {
  let package = dataPackage(of: Sample.report([]))
  let json = try JSONSerialization.jsonObject(with: Data(package.bytes)) as? [String: Any]
  let resources = json?["resources"] as? [[String: Any]] ?? []
  #expect(
    resources.compactMap { $0["path"] as? String } == [
      "synthese.csv", "dictionnaire.csv", "fiches/maison/indicateurs.csv", "fiches/maison/financement.csv",
    ]
  )
  let schema = resources[2]["schema"] as? [String: Any]
  let fields = schema?["fields"] as? [[String: Any]] ?? []
  #expect(fields.compactMap { $0["name"] as? String } == Table.indicators(of: Sample.report([])).columns.map(\.name))
}

@Test func `the manifest gives the digest of every input and output, in order of path`() throws {
  var report = Sample.report([])
  report.declarations = [(path: "campagne.csv", sha256: "b"), (path: "arbitrages.csv", sha256: "a")]
  let file = manifest(
    of: report,
    outputs: digested([OutputFile(path: "z", text: "abc"), OutputFile(path: "a", text: "")])
  )
  let json = try JSONSerialization.jsonObject(with: Data(file.bytes)) as? [String: Any]
  let outputs = json?["sorties"] as? [[String: Any]] ?? []
  #expect(outputs.compactMap { $0["chemin"] as? String } == ["a", "z"])
  #expect(outputs.last?["sha256"] as? String == sha256(Array("abc".utf8)))
  #expect(outputs.last?["octets"] as? Int == 3)
  #expect(json?["declarations"] == nil && json?["exports"] == nil)
  let hidden = try JSONSerialization.jsonObject(with: Data(restrictedManifests(of: report, outputs: [])[0].bytes))
  let declarations = (hidden as? [String: Any])?["declarations"] as? [[String: Any]] ?? []
  #expect(declarations.compactMap { $0["chemin"] as? String } == ["arbitrages.csv", "campagne.csv"])
}

@Test func `JSON escapes what it must`() {
  let json = JSON.object([("a\"\\", .list([.text("\n\u{1}é"), .flag(true), .number(-1), .list([]), .object([])]))])
  #expect(json.text == "{\n  \"a\\\"\\\\\": [\n    \"\\n\\u0001é\",\n    true,\n    -1,\n    [],\n    {}\n  ]\n}\n")
}

@Test func `the restricted tables name the source of every row`() {
  let files = [SourceFile(structure: "abc", name: "mesures.csv")]
  let rejection = Rejection(
    row: Origin(file: 0, line: 12),
    column: "Montant",
    value: "=1",
    rule: "montant_illisible",
    sentence: "Illisible, à corriger."
  )
  let text = String(decoding: Table.rejections.csv([Traced(value: rejection, files: files)]), as: UTF8.self)
  #expect(
    text == """
      structure,fichier,ligne,colonne,valeur,regle,explication
      abc,mesures.csv,12,Montant,'=1,montant_illisible,"Illisible, à corriger."

      """
  )
  let attachment = (row: Origin(file: 0, line: 3), household: Household.ID(7))
  let rows = String(decoding: Table.attachments.csv([Traced(value: attachment, files: files)]), as: UTF8.self)
  #expect(rows == "structure,fichier,ligne,menage\nabc,mesures.csv,3,M00000007\n")
}

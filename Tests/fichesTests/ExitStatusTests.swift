import Foundation
import TestSupport
import Testing

/// A campaign of one landlord and one association, three households.
fileprivate let files = SmallFolder.campaign(with: [
  "sources/bailleur/fichiers.csv": "fichier,table\nbaux.csv,baux\n",
  "sources/bailleur/colonnes.csv": "table,colonne,champ\nbaux,Bail,bail.bail_id\nbaux,Nom,personne.identite\n",
  "sources/bailleur/baux.csv": "Bail;Nom\nL1;DUPONT Jean\nL2;ADAM Léo\n",
  "sources/association/fichiers.csv": "fichier,table\nsuivi.csv,mesures\n",
  "sources/association/colonnes.csv": """
  table,colonne,champ,valeur
  mesures,Dossier,mesure.mesure_id,
  mesures,Début,mesure.date_debut,
  mesures,Bail,mesure.bail_id,
  mesures,,mesure.projet,toit
  mesures,,mesure.volet,maintien

  """,
  "sources/association/suivi.csv": "Dossier;Début;Bail\nD1;01/02/2016;L1\nD2;01/03/2016;L2\n",
])

/// Runs `fiches rapport` on the campaign with some of its files replaced.
fileprivate func report(
  _ changes: [String: String] = [:],
  without removed: String = "",
  options: [String] = [],
  preparing prepare: (URL) throws -> Void = { _ in }
) throws -> Program.Outcome {
  var campaign = files.merging(changes) { _, new in new }
  campaign[removed] = nil
  let templates = Program.root.appending(path: "templates").path
  return try Program.run(
    ["rapport", "--entree", "input", "--modeles", templates, "--sortie", "output"] + options,
    files: Dictionary(uniqueKeysWithValues: campaign.map { ("input/" + $0.key, $0.value) }),
    preparing: prepare
  )
}

@Test func `a small campaign exits 0`() throws {
  let run = try report()
  #expect(run.status == 0)
  #expect(run.complained.isEmpty)
  #expect(run.files["fiches/toit/fiche.md"] != nil)
}

@Test(
  arguments: [
    ("sources/bailleur/baux.csv", "Baux;Nom\nL1;DUPONT Jean\nL2;ADAM Léo\n", "colonne-obligatoire-absente"),
    ("sources/association/suivi.csv", "Dossier;Début;Bail\n", "projet-sans-mesure"),
    (
      "sources/association/suivi.csv", "Dossier;Début;Bail;Sortie\nD1;01/02/2016;L1;01/01/2015\n", "source-inutilisable"
    ),
  ]
)
func `a blocking finding is named on standard error, and everything is written: 1`(
  path: String,
  text: String,
  code: String
) throws {
  var changes = [path: text]
  if code == "source-inutilisable" {
    changes["sources/association/colonnes.csv"] =
      (files["sources/association/colonnes.csv"] ?? "") + "mesures,Sortie,mesure.date_fin,\n"
  }
  let run = try report(changes)
  #expect(run.status == 1)
  #expect(run.complained.contains("[\(code)]"))
  #expect(run.files["fiches/toit/fiche.md"] != nil)
}

@Test(
  arguments: [
    ("sources/bailleur/source.csv", "cle,valeur\nnom,B\ntype,bailleur\nprojet,toits\n", "source.csv:4:8", "« toit »"),
    (
      "sources/bailleur/colonnes.csv", "table,colonne,champ\nbaux,Bail,bail.bail_di\nbaux,Nom,personne.identite\n",
      "colonnes.csv:2:11", "« bail.bail_id »"
    ),
    ("campagne.csv", "cle,valeur\nannee,2018\nprofils,public\n", "campagne.csv:3:1", "« profil »"),
  ]
)
func `a wrong declaration is said with its place and the nearest name, and nothing is written: 2`(
  path: String,
  text: String,
  place: String,
  near: String
) throws {
  let run = try report([path: text])
  #expect(run.status == 2)
  #expect(run.complained.contains(place))
  #expect(run.complained.contains(near))
  #expect(run.told.isEmpty)
  #expect(run.files.isEmpty)
}

@Test(
  arguments: [
    (["rapport", "--sorti", "x"], "« --sortie »"), (["raport"], "« rapport »"),
    (["rapport", "--annee", "18"], "année"),
    (["rapport", "--profil", "presse"], "« financeur »"), (["rapport", "--entree"], "attend une valeur"),
  ]
)
func `a wrong command line is said, and nothing is written: 2`(words: [String], said: String) throws {
  let run = try Program.run(words)
  #expect(run.status == 2)
  #expect(run.complained.contains(said))
  #expect(run.files.isEmpty)
}

@Test(arguments: [["--help"], ["rapport", "--help"], []]) func `help goes to standard output: 0`(words: [String]) throws
{
  let run = try Program.run(words)
  #expect(run.status == 0)
  #expect(run.told.contains("fiches rapport"))
  #expect(run.complained.isEmpty)
}

@Test func `a folder that is no campaign, no templates, an export that cannot be read: 3`() throws {
  let missing = try Program.run(["rapport", "--entree", "absent", "--sortie", "output"])
  #expect(missing.status == 3)
  #expect(missing.complained.contains("absent/campagne.csv"))
  let untemplated = try report(options: ["--modeles", "absents"])
  #expect(untemplated.status == 3)
  #expect(untemplated.complained.contains("--modeles"))
  // A link that leads nowhere cannot be read, whoever runs the tests.
  let unreadable = try report(without: "sources/bailleur/baux.csv") { folder in
    let place = folder.appending(path: "input/sources/bailleur/baux.csv").path
    try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: "absent")
  }
  #expect(unreadable.status == 3)
  #expect(unreadable.complained.contains("sources/bailleur/baux.csv"))
  #expect(unreadable.files.isEmpty)
}

@Test func `folders and files that are no export of a structure are named and left`() throws {
  let run = try report { folder in
    try Program.write("", to: folder.appending(path: "input/sources/bailleur/2017/baux.csv"))
    try Program.write("", to: folder.appending(path: "input/sources/perdu.csv"))
    mkfifo(folder.appending(path: "input/sources/association/tuyau").path, 0o600)
  }
  #expect(run.status == 0)
  for name in ["sources/bailleur/2017", "sources/perdu.csv", "sources/association/tuyau"] {
    #expect(run.told.contains(name))
  }
}

@Test func `an output folder that no run made is left as it is: 3`() throws {
  let run = try report { folder in try Program.write("précieux", to: folder.appending(path: "output/lettre.txt")) }
  #expect(run.status == 3)
  #expect(run.complained.contains("--sortie"))
  #expect(run.files.keys.sorted() == ["lettre.txt"])
  #expect(run.text("lettre.txt") == "précieux")
}

@Test func `the year and the profile of the command line replace the campaign's`() throws {
  let run = try report(options: ["--annee", "2016", "--profil", "public"])
  #expect(run.status == 0)
  #expect(run.told.contains("année 2016, profil public"))
}

@Test func `what cannot be said on standard output is a failure: 3`() throws {
  for command in [["--help"], ["--version"]] {
    let shell = try Program.run(["-c", "\"$0\" \(command[0]) >/dev/full", Program.binary.path], with: "/bin/sh")
    #expect(shell.status == 3)
    #expect(shell.complained.contains("sortie standard"))
    let closed = try Program.run(["-c", "\"$0\" \(command[0]) >&-", Program.binary.path], with: "/bin/sh")
    #expect(closed.status == 3)
  }
}

@Test func `data never command a terminal`() throws {
  let run = try report([
    "sources/bailleur/source.csv": "cle,valeur\nnom,B\ntype,bail\u{1b}[2Jleur\u{0}\u{9b}31m\u{202e}\n"
  ])
  #expect(run.status == 2)
  #expect(
    run.complained.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) }
  )
  #expect(run.complained.contains("\u{FFFD}") && !run.complained.contains("\u{202e}"))
}

@Test(
  arguments: [
    ("mesures,Dossier,mesure.mesure_id,", "mesures,Dosier,mesure.mesure_id,"),
    ("mesures,Bail,mesure.bail_id,", "mesures,Baill,mesure.bail_id,"),
    ("mesures,Début,mesure.date_debut,", "mesures,Debuts,mesure.date_debut,"),
  ]
)
func `a column misspelt in a declaration is said to the operator, with its place, never to the sender: 1`(
  right: String,
  wrong: String
) throws {
  let path = "sources/association/colonnes.csv"
  let run = try report([path: (files[path] ?? "").replacing(right, with: wrong)])
  #expect(run.status == 1)
  let name = String(wrong.split(separator: ",")[1])
  #expect(run.told.contains("À CORRIGER ICI") && run.told.contains(path) && run.told.contains("« \(name) »"))
  let letter = run.text("restreint/retours/association.md")
  #expect(letter.contains("Rien à corriger") && !letter.contains(name))
}

@Test(arguments: [true, false]) func `a wrong header has one cause`(isDeclaration: Bool) throws {
  let path = isDeclaration ? "sources/association/colonnes.csv" : "sources/association/suivi.csv"
  let wrong = isDeclaration ? "tables,colone,chanp,valleur\n" : "A;B;C;D\n1;2;3;4\n"
  let lines = (0..<43).map { "mesures,Colonne n° \($0),mesure.problematiques,impaye\n" }.joined()
  let declared = (files["sources/association/colonnes.csv"] ?? "") + lines
  let text = isDeclaration ? declared.replacing("table,colonne,champ,valeur\n", with: wrong) : wrong
  let run = try report(["sources/association/colonnes.csv": declared].merging([path: text]) { _, new in new })
  #expect(run.status == (isDeclaration ? 2 : 1))
  let said = run.complained.split(separator: "\n").filter { $0.contains("sources/association") }
  #expect(said.count == (isDeclaration ? 4 : 1), "\(run.complained)")
}

@Test func `a declaration saved by a French spreadsheet is read as it is`() throws {
  let changed = files.filter {
    $0.key.hasSuffix(".csv") && !$0.key.hasSuffix("suivi.csv") && !$0.key.hasSuffix("baux.csv")
  }
  let french = changed.mapValues { $0.replacing(",", with: ";") }
  let (one, other) = (try report(), try report(french))
  #expect(other.status == 0, "\(other.complained)")
  #expect(one.text("restreint/indicateurs/toit.csv") == other.text("restreint/indicateurs/toit.csv"))
}

@Test(
  arguments: [
    ("projets/toit/budget.csv", "exercice,montant\n2018,-5\n", "budget.csv:2:6"),
    ("projets/toit/cibles.csv", "exercice,volet,menages\n2018,acces,-3\n", "cibles.csv:2:12"),
    ("projets/toit/financement.csv", "exercice,financeur,montant\n2018,X,-1\n", "financement.csv:2:8"),
    ("projets/toit/projet.csv", "cle,valeur\ntitre,T\ndate_debut,2018-01-01\ndate_fin,2017-01-01\n", "projet.csv"),
  ]
)
func `what can be neither negative nor turned round is an error: 2`(path: String, text: String, place: String) throws {
  let run = try report([path: text])
  #expect(run.status == 2)
  #expect(run.complained.contains(place), "\(run.complained)")
}

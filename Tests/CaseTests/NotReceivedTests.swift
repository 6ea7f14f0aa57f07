import Diagnostics
import Model
import Testing

extension TinyCampaign {
  /// What was expected of the structures and did not come.
  fileprivate var unreceived: [String] { report.unreceived.map { "\($0.structure) : \($0.sentence)" } }

  fileprivate func severity(of code: String) -> Diagnostic.Severity? {
    report.findings.first { $0.code.id == code }?.code.severity
  }
}

@Test func `a structure that sent nothing is named, and blocks unless nothing is expected of it`() throws {
  var exchange = Exchange()
  exchange.addLandlord("autre")
  let silent = try exchange.read()
  #expect(silent.unreceived.contains("autre : aucun export reçu"))
  #expect(silent.severity(of: "structure-sans-export") == .bloquant)
  exchange.files["sources/autre/source.csv"]? += "attendu,non\n"
  let excused = try exchange.read()
  #expect(excused.severity(of: "structure-sans-export") == nil)
  #expect(excused.severity(of: "structure-non-attendue") == .information)
}

@Test(arguments: [
  // A heading alone, one without line end, one whose names end with digits, one with blank lines under it.
  "Dossier;Date;Lieu\n", "Dossier;Date;Lieu", "\u{feff}Dossier;Date;Lieu\r\n\r\n", "Dossier,Date,Lieu,Acte1\n",
])
func `an export that has only its heading is said, without taking its columns for absent`(text: String) throws {
  var exchange = Exchange()
  exchange["asso/visites"] = text
  let read = try exchange.read()
  #expect(read.unreceived.contains("asso : l'export « visites.csv » a son en-tête et aucune ligne"))
  #expect(!read.said.contains("colonne-obligatoire-absente"))
  #expect(read.severity(of: "export-sans-ligne") == .attention)
}

@Test func `a pattern that takes no file is named, once per line of the declaration`() throws {
  var exchange = Exchange()
  exchange.files["sources/asso/fichiers.csv"]? += "suivi_2018*.csv|suivi 2018*.csv,mesures\n"
  let read = try exchange.read()
  #expect(read.unreceived.contains("asso : aucun fichier reçu pour « suivi_2018*.csv|suivi 2018*.csv »"))
  exchange["asso/suivi 2018"] = exchange["asso/mesures"].replacing("D1", with: "D2")
  #expect(!(try exchange.read().unreceived.contains { $0.contains("suivi_2018") }))
}

@Test func `a structure without any event of the year is named with its last one`() throws {
  var exchange = Exchange()
  exchange["office/comptes"] = Exchange.ledger(["01/01/2017 500", "12/11/2017 -20"])
  let read = try exchange.read()
  #expect(
    read.unreceived.contains(
      "office : aucun événement daté de 2018 dans ce qui a été reçu ; le dernier est du 12/11/2017"
    )
  )
  exchange["office/comptes_2"] = Exchange.ledger(["02/01/2018 10"])
  #expect(!(try exchange.read().unreceived.contains { $0.contains("office : aucun événement") }))
}

@Test func `what comes after the date d'arrêté is no event of the year`() throws {
  var exchange = Exchange()
  exchange.files["projets/toit/projet.csv"]? += "date_arrete,2018-06-30\n"
  exchange["office/comptes"] = Exchange.ledger(["01/01/2017 500", "12/11/2018 -20"])
  #expect(try exchange.read().unreceived.contains { $0.hasPrefix("office : aucun événement daté de 2018") })
}

/// Codes and places of the mistakes of the declarations.
fileprivate func mistakes(_ changes: [String: String]) -> [String] {
  var exchange = Exchange()
  for (path, text) in changes { exchange.files[path] = text }
  do {
    _ = try exchange.read()
    return []
  } catch Stop.declarations(let findings) {
    return findings.map { "\($0.code.id) \($0.location)" }
  } catch {
    return ["\(error)"]
  }
}

@Test func `a year after the date d'arrêté is refused`() {
  let card = "cle,valeur\ntitre,Toit\ncategorie,maintien\ndate_debut,2016-01-01\ndate_arrete,2018-12-31\n"
  #expect(
    mistakes(["projets/toit/projet.csv": card + "annee,2019\n"]) == ["annee-apres-l-arrete projets/toit/projet.csv"]
  )
  #expect(mistakes(["projets/toit/projet.csv": card + "annee,2017\n"]) == [])
}

@Test(arguments: [
  ("budget", "exercice,montant,statut\n2018,12000,realise\n2018,12000,realise\n", true),
  ("budget", "exercice,montant,statut\n2018,12000,realise\n2018,12000,prevu\n", false),
  (
    "budget",
    "exercice,montant,statut,date_debut,date_fin\nA,1,realise,2017-10-01,2018-09-30\nB,1,realise,2018-09-30,2019-09-29\n",
    true
  ),
  (
    "budget",
    "exercice,montant,statut,date_debut,date_fin\nA,1,realise,2017-10-01,2018-09-30\nB,1,realise,2018-10-01,2019-09-30\n",
    false
  ),
  (
    "budget",
    "exercice,montant,statut,date_debut,date_fin\n2018,1,realise,,\n2017-2018,1,realise,2017-09-01,2018-08-31\n", true
  ),
  (
    "financement",
    "exercice,financeur,nature,montant,statut,inclus_dans_budget\n2018,FNAVDL,subvention,1,realise,oui\n2018,Fnavdl ,subvention,2,realise,oui\n",
    true
  ),
  (
    "financement",
    "exercice,financeur,nature,montant,statut,inclus_dans_budget\n2018,FNAVDL,subvention,1,realise,oui\n2018,MEL,subvention,2,realise,oui\n",
    false
  ),
  ("cibles", "exercice,volet,menages\n2018,maintien,4\n2018,maintien,4\n", true),
  ("cibles", "exercice,volet,menages\n2018,maintien,4\n2018,acces,4\n", false),
])
func `an amount declared twice is a mistake with both places`(file: String, text: String, isMistake: Bool) {
  let found = mistakes(["projets/toit/\(file).csv": text])
  #expect(found == (isMistake ? ["exercice-declare-deux-fois projets/toit/\(file).csv:3:1"] : []))
}

import Diagnostics
import Model
import Readers
import TestSupport
import Testing

/// A declaration with one mistake: the place that ⟦1⟧ marks, the finding's code, and the valid name it should offer.
struct Mistake: CustomTestStringConvertible, Sendable {
  let path: String
  let text: Marked
  let code: String
  let near: String

  init(_ path: String, _ text: String, _ code: String, near: String = "") {
    self.path = path
    self.text = Marked(text)
    self.code = code
    self.near = near
  }

  var testDescription: String { "\(code): \(text.text)" }

  private static let columns = "sources/bailleur/colonnes.csv"
  private static let source = "sources/bailleur/source.csv"

  static let ofColumns = [
    Mistake(
      columns,
      "table,colonne,champ\nbaux,Bail,⟦1⟧bail.bail_di\nbaux,Motif,bail.motif_fin\n",
      "champ-inconnu",
      near: "bail.bail_id"
    ),
    Mistake(
      columns,
      "table,colonne,champ\nbaux,\"Né(e), le\",⟦1⟧personne.date_naissanc\nbaux,Bail,bail.bail_id\n",
      "champ-inconnu",
      near: "personne.date_naissance"
    ),
    Mistake(
      columns,
      "table,colonne,champ,valeur\nbaux,,bail.type,⟦1⟧droit_comun\n",
      "code-inconnu",
      near: "droit_commun"
    ),
    Mistake(columns, "table,colonne,champ,valeur\nbaux,,mesure.projet,⟦1⟧toi\n", "projet-inconnu", near: "toit"),
    Mistake(
      columns,
      "table,colonne,champ,format\nbaux,Né,personne.date_naissance,⟦1⟧exel\n",
      "format-de-cellule",
      near: "excel"
    ),
    Mistake(
      columns,
      "table,colonne,champ,codes\nbaux,Motif,bail.motif_fin,⟦1⟧motif\n",
      "table-de-codes-absente",
      near: "motifs"
    ),
    Mistake(columns, "table,colonne,champ,si\nbaux,Motif,bail.motif_fin,Nature ⟦1⟧logement\n", "condition-illisible"),
    Mistake(columns, "table,colonne,champ,valeur\nbaux,Bail,bail.bail_id,\nbaux,⟦1⟧,bail.type,\n", "colonne-non-dite"),
    Mistake(columns, "table,colonne,champ,⟦1⟧formats\nbaux,Bail,bail.bail_id,\n", "colonne-inconnue", near: "format"),
    Mistake(columns, "table,colonne,champ\nautre,Bail,⟦1⟧bail.bail_id\nbaux,Bail,bail.bail_id\n", "table-incomplete"),
    Mistake(
      "sources/bailleur/codes.csv",
      "table,valeur,code\nmotif_fin,Congé,⟦1⟧congé\nmotifs,x,conge\n",
      "code-inconnu",
      near: "conge"
    ),
  ]

  static let ofSources = [
    Mistake(source, "cle,valeur\nnom,B\ntype,bailleur\n⟦1⟧projets,toit\n", "cle-inconnue", near: "projet"),
    Mistake(source, "cle,valeur\ntype,bailleur\nprojet,⟦1⟧toits\n", "projet-inconnu", near: "toit"),
    Mistake(source, "cle,valeur\ntype,bailleur\nformat,⟦1⟧core-data\n", "format-inconnu", near: "core-data-hlm"),
    Mistake(source, "cle,valeur\ntype,⟦1⟧bailleurs\n", "valeur-de-declaration", near: "bailleur"),
    Mistake(source, "cle,valeur\ntype,bailleur\nenvoie,⟦1⟧acte\n", "code-inconnu", near: "actes"),
    Mistake(source, "cle,valeur\ntype,bailleur\nn_envoie_pas,⟦1⟧aide\n", "code-inconnu", near: "aides"),
    Mistake(
      "sources/bailleur/fichiers.csv",
      "fichier,table,condition\nbaux.csv,baux,⟦1⟧<> Total\n",
      "condition-illisible"
    ),
    Mistake("sources/bailleur/fichiers.csv", "fichier,table\nbaux.csv,baux\nx.csv,⟦1⟧bau\n", "table-incomplete"),
    Mistake(
      "sources/bailleur/fichiers.csv",
      "fichier,table,separateur\nbaux.csv,baux,⟦1⟧tabu\n",
      "valeur-de-declaration",
      near: "tab"
    ),
    Mistake(
      "sources/bailleur/fichiers.csv",
      "fichier,table,entete\nbaux.csv,baux,⟦1⟧quatre\n",
      "valeur-de-declaration"
    ),
    Mistake(
      "sources/bailleur/fichiers.csv",
      "fichier,table,guillemets\nbaux.csv,baux,⟦1⟧aucuns\n",
      "valeur-de-declaration",
      near: "aucun"
    ),
    Mistake(
      "sources/bailleur/fichiers.csv",
      "fichier,table,encodage\nbaux.csv,baux,⟦1⟧utf-9\n",
      "valeur-de-declaration",
      near: "utf-8"
    ),
  ]

  static let ofCampaigns = [
    Mistake("campagne.csv", "cle,valeur\nannee,2018\n⟦1⟧date_arete,2018-12-31\n", "cle-inconnue", near: "date_arrete"),
    Mistake("campagne.csv", "cle,valeur\nannee,⟦1⟧deux mille\n", "valeur-de-declaration"),
    Mistake("campagne.csv", "cle,valeur\nannee,2018\ndate_arrete,⟦1⟧31/12/2018\n", "valeur-de-declaration"),
    Mistake("campagne.csv", "cle,valeur\nannee,2018\nprofil,⟦1⟧financeurs\n", "code-inconnu", near: "financeur"),
    Mistake(
      "projets/toit/projet.csv",
      "cle,valeur\ndate_debut,2015-01-01\n⟦1⟧titres,Un toit\n",
      "cle-inconnue",
      near: "titre"
    ),
    Mistake(
      "projets/toit/projet.csv",
      "cle,valeur\ndate_debut,2015-01-01\nmotifs_positifs,⟦1⟧relogements\n",
      "code-inconnu",
      near: "relogement"
    ),
    Mistake(
      "projets/toit/projet.csv",
      "cle,valeur\ndate_debut,2015-01-01\ncategorie,⟦1⟧acces_maintien\n",
      "code-inconnu",
      near: "acces_et_maintien"
    ),
    Mistake("projets/toit/budget.csv", "exercice,montant,statut\n2018,⟦1⟧cent,realise\n", "valeur-de-declaration"),
    Mistake(
      "projets/toit/budget.csv",
      "exercice,montant,statut\n2018,100,⟦1⟧réalisé\n",
      "code-inconnu",
      near: "realise"
    ),
    Mistake(
      "projets/toit/budget.csv",
      "exercice,montant,statut,date_debut,date_fin\n2018,100,realise,⟦1⟧2018-12-31,2018-01-01\n",
      "valeur-de-declaration"
    ),
    Mistake(
      "projets/toit/financement.csv",
      "exercice,financeur,nature,montant,statut,inclus_dans_budget\n2018,État,⟦1⟧subventions,10,realise,oui\n",
      "code-inconnu",
      near: "subvention"
    ),
    Mistake(
      "projets/toit/cibles.csv",
      "exercice,volet,menages\n2018,⟦1⟧maintient,10\n",
      "code-inconnu",
      near: "maintien"
    ),
    Mistake(
      "projets/toit/annonces.csv",
      "indicateur,volet,periode,valeur\nmenages_accompagnes,ensemble,cumul,⟦1⟧beaucoup\n",
      "valeur-de-declaration"
    ),
    Mistake("arbitrages.csv", "cle_1,cle_2,decision\na/1,b/2,⟦1⟧relier\n", "code-inconnu", near: "lier"),
  ]
}

/// A landlord that sends leases, correctly declared.
fileprivate let files = SmallFolder.campaign(with: [
  "formats/core-data-hlm/colonnes.csv": "table,colonne,champ\n",
  "sources/bailleur/fichiers.csv": "fichier,table\nbaux.csv,baux\n",
  "sources/bailleur/colonnes.csv": "table,colonne,champ\nbaux,Bail,bail.bail_id\nbaux,Motif,bail.motif_fin\n",
  "sources/bailleur/codes.csv": "table,valeur,code\nmotifs,Congé,conge\n",
])

/// The mistakes that stop a campaign; empty when it can be read.
fileprivate func mistakes(in files: [String: String]) throws -> [Diagnostic] {
  try SmallFolder.with(files) { path in
    var findings = Findings()
    do throws(Stop) {
      _ = try readDeclarations(in: InputFolder(path: path), reporting: &findings)
      return []
    } catch {
      guard case .declarations(let mistakes) = error else { throw error }
      return mistakes
    }
  }
}

@Test func `a campaign without mistakes stops at nothing`() throws {
  #expect(try mistakes(in: files).isEmpty)
}

@Test(arguments: Mistake.ofColumns + Mistake.ofSources + Mistake.ofCampaigns)
func `a wrong declaration is said where it stands, with the nearest valid name`(mistake: Mistake) throws {
  var wrong = files
  wrong[mistake.path] = mistake.text.text
  let found = try mistakes(in: wrong)
  #expect(found.map(\.code.id) == [mistake.code])
  #expect(found.map(\.location) == [mistake.text.location("1", in: mistake.path)])
  #expect(found.first?.message.contains(mistake.near.isEmpty ? "" : "« \(mistake.near) »") == true)
  #expect(found.first?.code.remedy.isEmpty == false)
}

@Test(
  arguments: [
    ("campagne.csv", "cle,valeur\nnom,Essai\n", "cle-absente"),
    ("projets/toit/projet.csv", "cle,valeur\ntitre,Un toit\n", "cle-absente"),
  ]
)
func `what a declaration lacks is said of the file`(path: String, text: String, code: String) throws {
  var wrong = files
  wrong[path] = text
  #expect(try mistakes(in: wrong).map { "\($0.code.id) \($0.location)" } == ["\(code) \(path)"])
}

@Test func `a structure without source.csv, and a campaign without project, are said`() throws {
  var wrong = files
  wrong["sources/bailleur/source.csv"] = nil
  #expect(try mistakes(in: wrong).map { "\($0.code.id) \($0.location)" } == ["source-non-declaree sources/bailleur"])
  wrong = files
  wrong["projets/toit/projet.csv"] = nil
  #expect(try mistakes(in: wrong).map(\.code.id).contains("cle-absente"))
}

@Test func `every mistake of a campaign is said at once`() throws {
  var wrong = files
  for mistake in Mistake.ofCampaigns where mistake.path != "campagne.csv" { wrong[mistake.path] = mistake.text.text }
  #expect(try mistakes(in: wrong).count == 6)
}

@Test func `without a campaign file, the folder is not one: status 3, not 2`() throws {
  try SmallFolder.with(["autre.csv": "a,b\n"]) { path in
    var findings = Findings()
    #expect(throws: Stop.self) { try readDeclarations(in: InputFolder(path: path), reporting: &findings) }
    do throws(Stop) {
      _ = try readDeclarations(in: InputFolder(path: path), reporting: &findings)
    } catch {
      guard case .file(let sentence) = error else { throw error }
      #expect(sentence.contains("campagne.csv"))
    }
  }
}

import Diagnostics
import Foundation
import Model

/// `fiches projet NOM`: the cards of a new project, ready to read and to fill, each line with its explanation.
struct NewProject {
  private let code: String
  private let input: String

  /// Reads what follows `projet`; asks for nothing else.
  init(_ words: [String]) throws(Stop) {
    let words = try Words(words, options: ["--entree"])
    guard let code = words.plain.first, words.plain.count == 1 else {
      throw .wrong("« projet » attend un nom, par exemple « fiches projet mon-projet »")
    }
    guard !code.isEmpty, code.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }) else {
      throw .wrong("« \(code) » : le nom d'un projet s'écrit en minuscules, sans accent, chiffres et tirets permis")
    }
    self.code = code
    input = words.options.last?.value ?? "input"
  }

  /// Writes the cards, and those of the campaign when it has none; gives what to do next.
  func write() throws(Stop) -> String {
    let folder = "\(input)/projets/\(code)"
    guard !FileManager.default.fileExists(atPath: folder) else {
      throw .wrong("\(folder) existe déjà : le compléter, ou donner un autre nom")
    }
    let year = Calendar(identifier: .gregorian).component(.year, from: Date()) - 1
    var files: [(path: String, text: String)] = []
    if !FileManager.default.fileExists(atPath: "\(input)/campagne.csv") {
      files.append(("\(input)/campagne.csv", Self.campaign(year)))
    }
    files += Self.cards(code, year).map { ("\(folder)/\($0.name)", $0.text) }
    do {
      for file in files {
        let parent = URL(fileURLWithPath: file.path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        try Data(file.text.utf8).write(to: URL(fileURLWithPath: file.path), options: .withoutOverwriting)
      }
    } catch {
      throw .file("\(folder) : écriture impossible — vérifier l'espace du disque et les droits")
    }
    return "Écrit : " + files.map(\.path).joined(separator: "\n        ") + "\n"
      + "À faire : relire \(folder)/projet.csv, puis déposer les exports : « make source NOM=ma-structure »\n"
  }

  /// `campagne.csv` of a campaign that begins.
  private static func campaign(_ year: Int) -> String {
    """
    cle,valeur,remarque
    nom,Ma campagne,en tête de la synthèse
    annee,\(year),l'année du rapport
    date_arrete,\(year)-12-31,ce qui se passe après cette date n'est pas compté
    profil,financeur,financeur (confidentiel) ou public (chiffres arrondis)

    """
  }

  private static func cards(_ code: String, _ year: Int) -> [(name: String, text: String)] {
    [
      (
        "projet.csv",
        """
        cle,valeur,remarque
        titre,\(code),"le nom du dispositif, tel que la fiche l'imprime"
        presentation,,une phrase : pour qui, avec qui, dans quel but
        categorie,acces_et_maintien,"acces (entrer dans un logement), maintien (y rester) ou acces_et_maintien"
        date_debut,\(year)-01-01,le premier jour du dispositif
        date_fin,,le dernier ; vide tant qu'il dure
        porteurs,,qui le porte ; la ligne peut revenir
        associes,,qui l'accompagne ; la ligne peut revenir
        territoire,,où
        contact,,"une fonction, jamais une personne"

        """
      ),
      (
        "budget.csv",
        """
        exercice,montant,statut,date_debut,date_fin,remarque
        ,,,,,"une ligne par année, en euros : exercice 2018, statut prevu ou realise"

        """
      ),
      (
        "financement.csv",
        """
        exercice,financeur,nature,montant,statut,inclus_dans_budget,date_debut,date_fin,remarque
        ,,,,,,,,"une ligne par financeur et par année : nature subvention, fonds_propres, valorisation ou aide_directe"

        """
      ),
      (
        "cibles.csv",
        """
        exercice,volet,menages,date_debut,date_fin,remarque
        ,,,,,"une ligne par année : combien de ménages étaient prévus ; volet ensemble, acces ou maintien"

        """
      ),
      (
        "recit.md",
        """
        ## Contexte et genèse

        Pourquoi ce dispositif, en deux ou trois paragraphes. Un chiffre calculé s'écrit entre accolades : il suit les exports.

        {{ menages_accompagnes.numerateur }} ménages ont été accompagnés depuis le début.

        ## Enseignements

        Ce que l'équipe en retient.

        """
      ),
    ]
  }
}

import Diagnostics
import Model
import Normaliser
import Testing

@testable import Inspector
@testable import Readers

/// What `--vers` writes is read again by the program.
struct DraftTests {
  static let setting = DraftSetting(structure: "essai", projects: [("essai", "Essai")])

  /// Writes the draft for some exports into a campaign, and reads it.
  static func read(_ exports: [(name: String, text: String)]) throws -> (Declarations, Exports, Findings) {
    let campaign = try SmallCampaign()
    let files = exports.map { InspectedFile(name: $0.name, bytes: Array($0.text.utf8)) }
    return try read(files, in: campaign)
  }

  static func read(
    _ files: [InspectedFile],
    in campaign: borrowing SmallCampaign
  ) throws -> (Declarations, Exports, Findings) {
    let reports = files.map {
      FileReport(FileProfile($0, values: Demo.values), with: Demo.vocabulary, values: Demo.values)
    }
    for file in files { try campaign.write("sources/essai/\(file.name)", file.bytes) }
    for file in draft(reports, with: Demo.vocabulary, for: setting) {
      try campaign.write("sources/essai/\(file.path)", file.bytes)
    }
    var findings = Findings()
    let declared = try readDeclarations(in: campaign.folder, reporting: &findings)
    let opened = try openExports(
      in: campaign.folder,
      of: declared.sources,
      values: slowValues(in: declared.campaign),
      reporting: &findings
    )
    return (declared, opened, findings)
  }

  @Test func `every demo structure gets a draft that the program reads without a mistake`() throws {
    let small = Demo.answers.filter { $0.profile.rows < 300 }
    for (structure, answers) in Dictionary(grouping: small, by: \.structure).sorted(by: { $0.key < $1.key }) {
      let campaign = try SmallCampaign()
      let files = try answers.map {
        InspectedFile(
          name: $0.profile.name,
          bytes: try Demo.folder.bytes(of: "sources/\(structure)/\($0.profile.name)")
        )
      }
      let (_, opened, findings) = try Self.read(files, in: campaign)
      let absent = findings.all.filter { $0.code.id.hasPrefix("colonne") || $0.code.id == "fichier-non-declare" }
      #expect(absent.isEmpty, "\(structure) : \(absent)")
      #expect(opened.opened.count { !$0.bound.bindings.isEmpty } >= 1)
    }
  }

  @Test func `codes that are known are written, the nearest ones are proposed, the others left out`() throws {
    let text = """
      N° dossier;Nom;Prénom;Date d'entrée;Date de sortie;Motif de sortie
      A1;MARTIN;Léa;01/02/2017;01/06/2018;Objectifs atteints
      A2;DURAND;Paul;03/02/2017;01/07/2018;Objectifs atteint
      A3;PETIT;Anna;05/03/2017;01/08/2018;zzz
      A4;ROUX;Marc;06/04/2017;;
      """
    let report = FileReport(
      FileProfile(InspectedFile(name: "suivi.csv", bytes: Array(text.utf8)), values: Demo.values),
      with: Demo.vocabulary,
      values: Demo.values
    )
    let codes = draft([report], with: Demo.vocabulary, for: Self.setting).first { $0.path == "codes.csv" }
    let lines = String(decoding: codes?.bytes ?? [], as: UTF8.self)
    #expect(lines.contains("motif,Objectifs atteint,objectifs_atteints,"))
    #expect(!lines.contains("zzz"))
    let (declared, _, _) = try Self.read([("suivi.csv", text)])
    #expect(declared.sources.first?.structure.role == .association)
  }

  @Test func `a wide table of balances is declared by a pattern`() throws {
    let text = """
      N° contrat;Locataire;Date d'effet;Loyer HC;Charges;Solde 2017-01;Solde 2017-02;Solde 2017-03
      L001;MARTIN Léa;01/02/2010;301,20;40,10;0,00;12,00;24,00
      L002;DURAND Paul;01/03/2011;311,20;41,10;10,00;-12,00;24,50
      L003;PETIT Anna;01/04/2012;321,20;42,10;20,00;22,00;0,00
      """
    let (declared, opened, _) = try Self.read([("baux.csv", text)])
    let table = declared.sources.first?.tables.first
    #expect(table?.columns.contains { $0.headers == ["Solde *"] && $0.field.path == "releve.solde" } == true)
    #expect(opened.opened.first?.bound.bindings.count { $0.field.path == "releve.solde" } == 3)
  }

  @Test func `the sign of the tenant is seen in the rents`() throws {
    let text = """
      Compte;Date écriture;Libellé;Montant
      L1;31/01/2017;Loyer;-300,00
      L1;05/02/2017;Règlement;250,00
      L1;28/02/2017;Loyer;-300,00
      L2;31/01/2017;Loyer;-310,00
      L2;05/02/2017;Règlement;310,00
      L2;28/02/2017;Loyer;-310,00
      """
    let (declared, _, _) = try Self.read([("ecritures.csv", text)])
    let amount = declared.sources.first?.tables.first?.columns.first { $0.field.path == "mouvement.montant" }
    #expect(amount?.format.inverse == true)
  }

  @Test(arguments: ["D/C", "+/-", "Débit/Crédit"]) func `an amount without sign takes it from the column that tells it`(
    _ signs: String
  ) {
    let sides = signs.split(separator: "/").map(String.init)
    let rows = (1...6).map { month in
      "L1;31/0\(month)/2017;Loyer;\(sides[0]);300,00\nL1;05/0\(month)/2017;Règlement;\(sides[1]);250,00\n"
    }
    let columns = Self.written(
      "colonnes.csv",
      for: ("ecritures.csv", "Compte;Date;Libellé;Sens;Montant\n" + rows.joined())
    )
    #expect(columns.contains("Montant,mouvement.debit,,,,Sens = \(sides[0]),à vérifier"))
    #expect(columns.contains("Montant,mouvement.credit,,,,Sens = \(sides[1]),à vérifier"))
  }

  @Test func `an amount that nothing signs is doubted`() {
    let rows = (1...6).map { month in
      "L1;31/0\(month)/2017;Loyer;300,00\nL2;05/0\(month)/2017;Règlement;25\(month),00\n"
    }
    let columns = Self.written("colonnes.csv", for: ("ecritures.csv", "Compte;Date;Libellé;Montant\n" + rows.joined()))
    #expect(columns.contains("Montant,mouvement.montant,,,,,\"à vérifier : jamais négatif"))
  }

  @Test func `an empty file has nothing to say and does no harm`() {
    let report = FileReport(
      FileProfile(InspectedFile(name: "vide.csv", bytes: []), values: Demo.values),
      with: Demo.vocabulary,
      values: Demo.values
    )
    #expect(report.guesses.isEmpty)
    #expect(inspectionText([report], with: Demo.vocabulary).contains("fichier vide"))
  }

  /// The text of `fichiers.csv` or another file of the draft of one export.
  static func written(_ file: String, for export: (name: String, text: String)) -> String {
    let profile = FileProfile(InspectedFile(name: export.name, bytes: Array(export.text.utf8)), values: Demo.values)
    let reports = FileReport.all(profile, with: Demo.vocabulary, values: Demo.values)
    let files = draft(reports, with: Demo.vocabulary, for: setting)
    return String(decoding: files.first { $0.path == file }?.bytes ?? [], as: UTF8.self)
  }

  /// The line of a dossier, then those of its visits and renewals.
  static let records = (1...9).map { number in
    """
    D|TU\(number)|Mme MARTIN Léa|1\(number)041985|3 rue du Port|0\(number)/03/2018|0\(number)/09/2018
    W|TU\(number)|1\(number)/04/2018|domicile
    W|TU\(number)|1\(number)/05/2018|bureau
    P|TU\(number)|0\(number)/09/2018

    """
  }.joined()

  @Test func `a file without header whose rows are of several kinds is declared kind by kind, by number`() {
    let export = (name: "dossiers.dat", text: Self.records)
    let files = Self.written("fichiers.csv", for: export)
    for code in ["D", "W", "P"] { #expect(files.contains(",aucun,#1 = \(code),")) }
    let columns = Self.written("colonnes.csv", for: export)
    #expect(columns.contains("#3,rencontre.date,"))
    #expect(!columns.contains("MARTIN"))
  }

  @Test func `with a header, the kinds are told by the name of their column`() {
    let export = (name: "dossiers.dat", text: "Genre|Dossier|Libre 1|Libre 2|Libre 3|Libre 4|Libre 5\n" + Self.records)
    #expect(Self.written("fichiers.csv", for: export).contains(",,Genre = W,"))
  }

  @Test func `closed and open files are of one kind, though only the closed ones have an end`() {
    let rows = (1...9).map { "D\($0);0\($0)/03/2018;\($0 % 2 == 0 ? "clos;0\($0)/09/2018;Relogement" : "ouvert;;")\n" }
    let export = (name: "suivi.csv", text: "Dossier;Début;État;Fin;Motif\n" + rows.joined())
    #expect(Self.written("fichiers.csv", for: export).split(separator: "\n").count == 2)
  }

  @Test func `a wide file is not read longer than its columns are many`() {
    func time(_ width: Int) -> Duration {
      let header = (0..<width).map { "Rubrique \($0)" }.joined(separator: ";")
      let row = (0..<width).map { "\($0),50" }.joined(separator: ";")
      let export = (name: "large.csv", text: "\(header)\n\(row)\n\(row)\n")
      return ContinuousClock().measure { #expect(Self.written("colonnes.csv", for: export).count > width) }
    }
    let short = time(500)
    #expect(time(2_000) < short * 12)
  }

  @Test func `names, birth dates and addresses are not shown`() {
    let text = """
      Nom;Prénom;Né(e) le;Adresse;Commentaires
      ZYXWV;Léocadie;12/03/1961;12 rue des Lilas;parle de ZYXWV
      QSDFG;Théophane;14/05/1972;14 rue du Port;vient demain
      """
    let report = FileReport(
      FileProfile(InspectedFile(name: "suivi.csv", bytes: Array(text.utf8)), values: Demo.values),
      with: Demo.vocabulary,
      values: Demo.values
    )
    let said = inspectionText([report], with: Demo.vocabulary)
    for secret in ["ZYXWV", "Léocadie", "12/03/1961", "Lilas"] { #expect(!said.contains(secret)) }
  }
}

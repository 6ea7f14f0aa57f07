import Model
import Testing

@testable import Inspector

/// Layouts unlike the demo's: names of a mainframe, questions of a form, a log of acts.
struct UnseenExportTests {
  static func guesses(_ text: String, name: String) -> (TableKind, [String]) {
    let file = InspectedFile(name: name, bytes: Array(text.utf8))
    let report = FileReport(FileProfile(file, values: Demo.values), with: Demo.vocabulary, values: Demo.values)
    return (report.kind, report.guesses.map(\.field))
  }

  @Test func `names made of pieces of three letters are read`() {
    let text = """
      SOC;NUMBAI;LIBTIE;DATNAI;CODPOS;LIBVIL;DATENT;DATSOR;CODMOTSOR;MNTLOY;MNTCHA;SLD201803;SLD201806;DATCDP
      012;B000000;M BERTHOD ALAIN;19610412;59000;LILLE;20030407;;;202,21;31,01;-14,44;732,10;
      012;B000001;MME CALVEZ ELSA;19720515;59000;LILLE;20090901;20180206;CONGE;302,90;51,20;50,00;12,00;20170117
      012;B000002;M FAUVEL GILLES;19810309;59100;ROUBAIX;20121115;;;352,00;61,20;650,00;700,10;20170812
      012;B000003;MME HAMON JADE;19550722;59000;LILLE;20141002;;;252,00;41,70;0,00;-20,00;

      """
    let (kind, fields) = Self.guesses(text, name: "EXTR_BAUX.TXT")
    #expect(kind == .leases)
    #expect(
      fields == [
        "", "bail.bail_id", "personne.identite", "personne.date_naissance", "adresse.code_postal", "adresse.commune",
        "bail.date_effet", "bail.date_fin", "bail.motif_fin", "bail.loyer", "bail.charges", "releve[*].solde",
        "releve[*].solde", "acte[cdp].date_acte",
      ]
    )
  }

  @Test func `the questions of a form are read`() {
    let text = """
      Horodateur;Son prénom;Sa date de naissance;Date du premier rendez-vous;Date prévue de fin;À quelle date l'accompagnement s'est-il terminé ?;Pourquoi s'est-il arrêté ?;Quelles sont ses difficultés ?;Visite 1;Visite 2
      02/02/2018 10:02:12;Alice;12/03/1961;19/01/2018;19/07/2018;03/08/2018;Objectifs atteints;Impayés, Budget;16/02/2018;14/03/2018
      03/02/2018 10:03:12;Driss;14/05/1982;20/01/2018;20/07/2018;;;Santé;17/02/2018;
      05/03/2018 11:05:12;Elsa;01/06/1975;21/02/2018;21/08/2018;01/09/2018;Relogé;Isolement, Emploi;18/03/2018;15/04/2018

      """
    let (kind, fields) = Self.guesses(text, name: "Formulaire (réponses).csv")
    #expect(kind == .measures)
    #expect(
      fields == [
        "", "personne.prenoms", "personne.date_naissance", "mesure.date_debut", "mesure.date_fin_prevue",
        "mesure.date_fin", "sortie.motif", "mesure.problematiques", "rencontre.liste", "rencontre.liste",
      ]
    )
  }

  @Test func `a log of acts with long dates is read`() {
    let text = """
      Contentieux - étapes par locataire

      N° DE COMPTE LOCATAIRE;ÉTAPE DE LA PROCÉDURE;FAITE LE;HUISSIER;MONTANT RÉCLAMÉ
      B000012;Commandement de payer;12 mars 2018;SCP Untel;1200,00
      B000013;Assignation;1 avril 2018;SCP Untel;800,50
      B000012;Audience;2 septembre 2018;SCP Untel;1250,00
      Total : 3 actes;;;;

      """
    let (kind, fields) = Self.guesses(text, name: "contentieux.csv")
    #expect(kind == .acts)
    #expect(fields == ["acte.bail_id", "acte.acte", "acte.date_acte", "", ""])
  }
}

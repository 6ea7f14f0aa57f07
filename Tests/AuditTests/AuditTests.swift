import Auditor
import Testing

/// Invented fiches in which figures were altered, and what must be found of each: « line kind ».
fileprivate let altered: [(text: String, expected: [String])] = [
  (
    """
    # FICHE PROJET

    **Période :** 2016 - 2019

    ## Public cible

    Nombre de ménages accompagnés : 48 ménages dont 20 en accès et 31 en maintien.

    ## Moyens

    Le budget annuel du projet est de 90 000 €. Le FNAVDL apporte 40 000 €, le bailleur 35 000 € et la ville 8 000 €.

    ## Résultats

    Sur les 40 parcours clôturés, 44 % des mesures ont été renouvelées. Au total, 12 ménages sur 36 (41 %) ont apuré leur dette.
    """,
    ["7 total_faux", "11 financement", "15 taux_faux"]
  ),
  (
    """
    FICHE PROJET

    Période : De mars 2015 à mars 2018 (4 ans)

    Moyens financiers

    Le coût total du projet s'élève à 150 000 € : il est financé par le FNAVDL (60 %), le bailleur (30 %) et la métropole (20 %).

    Coût moyen : 2 500 € par ménage.

    Résultats

    Entre 2014 et 2018, 75 ménages ont été suivis.

    Le taux de relogement atteint 78 %. L'objectif était de 80 % des ménages.
    """,
    ["3 periode", "7 repartition", "9 cout_unitaire", "13 periode", "15 taux_sans_denominateur"]
  ),
  (
    """
    ### Période

    2017 – 2020

    ### Bénéficiaires

    Au total, 64 ménages ont été accompagnés : 40 en accès et 24 en maintien. L'équipe a prévu 15 mesures par an, soit 50 pour les trois ans.

    ### Financement

    - Budget : 200 K€
    - Financements : État 120 K€, bailleur 60 K€ et fondation 45 K€

    ### Bilan

    40 ménages ont accédé à un logement et 22 ont pu se maintenir dans le leur. Deux tiers des ménages ont retrouvé une gestion courante. 30 personnes sur 28 ont signé un contrat.
    """,
    ["7 total_faux", "12 financement", "16 resultat_egal", "16 resultat_superieur", "16 taux_sans_denominateur"]
  ),
  (
    """
    Période : 2018-2021

    Le dispositif a accompagné 52 personnes au total.

    L'enveloppe est de 104 000 euros pour 52 ménages, soit 2 400 euros par ménage.

    46 % des situations se sont soldées par un maintien, la moitié des ménages ont repris le paiement du loyer. L'ensemble des expulsions a pu être évité.
    """,
    ["5 deux_unites", "5 cout_unitaire", "7 taux_sans_denominateur"]
  ),
  (
    """
    ## Présentation

    | Période | 2015-2017 |
    |---|---|

    ## Résultats

    De 2015 à 2019, 33 ménages ont été accompagnés. Parmi les 33 ménages (dont 9 toujours en cours), 61 % ont adhéré. Les sorties se répartissent en 50 % de relogements, 30 % de maintiens et 15 % d'abandons.

    33 ménages ont été relogés.

    ## Ressources

    Le budget s'élève à 99 000 € dont 70 000 € du FNAVDL et 35 000 € du bailleur.
    """,
    ["8 taux_sur_en_cours", "8 repartition", "8 periode", "10 resultat_egal", "14 financement"]
  ),
  (
    """
    # FICHE PROJET

    **Période :** 2017 - 2019

    ## Public cible

    25 ménages accompagnés sur la durée du projet, tous locataires du parc social. Parmi eux, 30 ménages se sont maintenus dans leur logement.

    ## Orientation

    18 ménages ont été orientés par le bailleur, dont 21 menacés d'expulsion. Les 12 autres l'ont été par la commission.

    ## Bilan

    Sur les 20 mesures terminées, 23 ont abouti à un relogement. Sur ces 20 mesures, 9 ont été renouvelées.

    ## Moyens

    Le budget est de 60 000 € pour les deux ans, financé par le FNAVDL (50 %) et le bailleur (50 %).
    """,
    ["7 total_faux", "11 total_faux", "15 total_faux"]
  ),
  (
    """
    FICHE PROJET

    Période : De septembre 2016 à août 2019 (3 ans)

    Bénéficiaires

    Le dispositif a accompagné 40 ménages, soit 96 personnes.

    Résultats

    À la clôture, 12 des 40 ménages (45 %) avaient soldé leur dette. Sur 32 ménages sortis, 24, soit 65 %, ont retrouvé un logement. 21 ménages, soit 80 % des 32 ménages sortis, sont restés joignables à six mois. Un quart des ménages sortis (8 sur 32) ont été revus à un an.

    Moyens financiers

    Le projet coûte 84 000 € : 42 K€ de l'État, 21 K€ du bailleur, 12 K€ de la ville.
    """,
    ["11 taux_faux", "15 financement"]
  ),
  (
    """
    ### Période

    2018 – 2020

    ### Bénéficiaires

    30 ménages ont été suivis sur 2017-2021 : 11 en 2018, 12 en 2019 et 10 en 2020.

    ### Coûts

    Budget total : 75 000 €. Le coût s'établit à 3 200 € par ménage accompagné.

    ### Résultats

    16 ménages ont été relogés, 9 se sont maintenus dans leur logement et 8 ont quitté le dispositif. 28 ménages ont repris le paiement du loyer, soit 7 ménages sur 10.
    """,
    ["7 periode", "7 total_faux", "11 cout_unitaire", "15 resultat_superieur"]
  ),
]

/// Invented fiches whose figures all follow from one another.
fileprivate let sound: [String] = [
  """
  # FICHE PROJET

  **Période :** 2016 - 2019

  ## Public cible

  Nombre de ménages accompagnés : 48 ménages dont 20 en accès et 28 en maintien.

  ## Moyens

  Le budget annuel du projet est de 90 000 €. Le FNAVDL apporte 45 000 €, le bailleur 35 000 € et la ville 10 000 €. Coût moyen : 7 500 € par ménage.

  ## Résultats

  Sur les 40 parcours clôturés, 45 % ont été renouvelés. Au total, 12 ménages sur 36 (33 %) ont apuré leur dette. 14 ménages ont accédé à un logement et 21 ont pu se maintenir dans le leur.
  """,
  """
  FICHE PROJET

  Période : De mars 2015 à mars 2018 (3 ans)

  Contexte

  Le territoire compte 24 % de logements sociaux ; 72 % des ménages y ont de faibles ressources, et 25 % des allocataires sont sans emploi. Plus de 50 000 ménages demandent un logement.

  Moyens financiers

  Le coût total du projet s'élève à 150 000 € : il est financé par le FNAVDL (50 %), le bailleur (30 %) et la métropole (20 %). Deux éducateurs (1,5 ETP) et une psychologue y travaillent.

  Coût moyen : 2 000 € par ménage.

  Résultats

  De 2015 à 2018, 75 ménages ont été suivis. La durée moyenne est de 4 à 6 mois (12 mois maximum).

  Le taux de relogement atteint 78 % (32 ménages sur 41). L'objectif était de 80 % des ménages.
  """,
  """
  ### Période

  2017 – 2020

  ### Bénéficiaires

  Au total, 64 ménages ont été accompagnés : 40 en accès et 24 en maintien, soit 131 personnes. L'équipe a prévu 15 mesures par an, soit 45 pour les trois ans.

  ### Financement

  - Budget : 200 K€
  - Financements : État 120 K€, bailleur 60 K€ et fondation 20 K€
  - Aide moyenne : 350 € par ménage et par an, au plus 2 000 € de dette

  ### Bilan

  32 ménages ont accédé à un logement et 22 ont pu se maintenir dans le leur. Parmi les 51 parcours clôturés, 24 % ont été renouvelés. Au bout de 3 mois, un point est fait avec chaque ménage.
  """,
  """
  Période : 2018-2021

  Le dispositif a accompagné 52 ménages au total, soit 118 personnes.

  L'enveloppe est de 104 000 euros pour 52 ménages, soit 2 000 euros par ménage.

  Sur 43 situations closes, 26 (60 %) se sont soldées par un maintien. Aucune expulsion n'a eu lieu parmi les 12 ménages menacés. Les 40 adultes et 60 enfants concernés ont été revus à 12 mois.
  """,
  """
  ## Présentation

  | Période | 2015-2019 |
  |---|---|

  ## Résultats

  De 2015 à 2018, 33 ménages ont été accompagnés. Les sorties se répartissent en 50 % de relogements, 30 % de maintiens et 20 % d'abandons. 11 ménages sur 24 ont adhéré à la démarche, soit 46 %.

  ## Ressources

  Le budget s'élève à 99 000 €, en partie financé par le FNAVDL à hauteur de 70 000 €. Un avenant de 9 000 € a prolongé l'action en 2019. Le coût est de 3 000 € par ménage.

  ## Suites

  Le bailleur prévoit d'étendre le projet à 60 ménages par an de 2020 à 2023, pour un budget de 180 000 €.
  """,
  """
  FICHE PROJET

  Contact : 01 23 45 67 89 – 05 55 12 34 56 – contact@exemple.fr
  12 rue des Essais, 75000 Ville

  Période : 2016 – 2019 (3 ans), document de juin 2020

  Public cible

  De 15 à 20 ménages par an, cumulant + de 3 problématiques (dette, santé, isolement...). Au total, 54 ménages accompagnés, dont 31 avec enfants et 27 allocataires du RSA. Parmi eux, 22 personnes isolées.

  Moyens humains

  1 ETP à 80 % et 0,5 ETP de coordination ; 2 visites par mois et par ménage, 6 à 8 rencontres sur 6 mois. L'équipe de 3 travailleurs sociaux suit 18 ménages à la fois.

  Moyens financiers

  Le coût est de 9 000 € par mois, soit 108 000 € par an. Le FNAVDL apporte 54 000 €, le bailleur 36 000 € et le département 18 000 €. Coût par ménage : 6 000 € sur trois ans. Loyer moyen : 420 € par mois ; dette moyenne de 1 850 €.

  Résultats

  36 parcours clôturés, dont 9 renouvelés au moins une fois. Sur ces 36 parcours, 27 (75 %) ont débouché sur une sortie positive : 15 relogements et 12 maintiens. 8 ménages sur 10 environ disent avoir été aidés. Sur 3 ans, 120 visites ont été faites.
  """,
  """
  # FICHE PROJET

  ## Période

  De mars 2017 à février 2019, soit 2 ans. Loi n° 2014-366 du 24 mars 2014, article L. 300-2.

  ## Bénéficiaires

  Nombre de ménages accompagnés : 28 ménages (14 par an), 71 personnes dont 39 enfants. Parmi ces ménages, 17 ont une dette et 19 ont de faibles ressources ; 11 cumulent les deux. L'objectif était de 15 ménages par an, soit 30 sur 2 ans.

  ## Financement

  Budget annuel : 42 000 €, soit 84 000 € sur la durée du projet. État : 50 %, bailleur : 35 %, fonds propres : 15 %. Le coût par ménage est de 3 000 €, soit 125 € par mois sur 24 mois. Aides directes : 300 € par ménage en moyenne.

  ## Résultats

  Sur 20 ménages sortis, 13 ont été relogés et 5 se sont maintenus ; 2 ont déménagé. 65 % des 20 ménages sortis ont donc obtenu un logement. Sur les 17 ménages endettés, la dette moyenne est passée de 2 300 € à 900 €. 12 ménages (71 % des 17 endettés) ont signé un plan, dont 3 dans les 30 jours. Au 31 décembre 2019, 1 ménage sur 4 était suivi depuis plus de 12 mois.

  ## Suites

  À compter de 2020, 40 ménages par an, dont 50 % en accès.
  """,
]

@Test(arguments: altered.indices)
func `what was altered is found, where it is written`(number: Int) {
  let found = Set(audit(altered[number].text).map { "\($0.line) \($0.kind.rawValue)" })
  for expected in altered[number].expected { #expect(found.contains(expected), "\(found.sorted())") }
  #expect(found.count <= altered[number].expected.count + 1, "\(found.sorted())")
}

@Test(arguments: sound.indices)
func `nothing is said of figures that follow from one another`(number: Int) {
  #expect(audit(sound[number]).isEmpty)
}

@Test func `an anomaly quotes its sentence and gives the computation`() {
  let text = "Budget\n\nLe budget est de 100 K€. Le FNAVDL apporte 80 K€, le bailleur 45 000 €, la ville 5 K€."
  let anomaly = audit(text).first
  #expect(anomaly?.line == 3)
  #expect(anomaly?.quote == "Le FNAVDL apporte 80 K€, le bailleur 45 000 €, la ville 5 K€.")
  let sum = "80\u{202f}000\u{a0}€ + 45\u{202f}000\u{a0}€ + 5\u{202f}000\u{a0}€ = 130\u{202f}000\u{a0}€"
  #expect(anomaly?.arithmetic.hasPrefix(sum) == true)
  #expect(anomaly?.arithmetic.hasSuffix("(30\u{a0}%)") == true)
}

@Test(arguments: [
  "12 ménages sur 51 (24 %) ont apuré leur dette.", "Sur 51 parcours clôturés, 24 % ont été renouvelés.",
])
func `a rate that its integers give is let through`(sentence: String) {
  #expect(audit(sentence).isEmpty)
}

@Test(arguments: [
  "12 ménages sur 51 (25 %) ont apuré leur dette.", "Sur 51 parcours clôturés, 30 % ont été renouvelés.",
])
func `a rate that its integers do not give is said`(sentence: String) {
  #expect(audit(sentence).map(\.kind) == [.rate])
}

@Test(arguments: [
  ("45 ménages ont été accompagnés. 47 d'entre eux se sont maintenus.", Anomaly.Kind.total),
  ("- Ménages accompagnés : 45 ménages\n- dont maintenus : 52", .total),
  ("62 ménages, dont 40 femmes seules et 30 couples.", .total),
  ("30 en accès et 28 en maintien, soit 62 ménages au total.", .total),
  ("Sur les 20 mesures terminées, 23 ont abouti.", .total),
  ("Vingt ménages ont signé un bail, parmi lesquels 22 ont un plan.", .total),
  ("Le projet a permis d'accompagner 40 ménages.\n\n26 ménages sont en accès et 16 en maintien.", .excess),
  ("Budget annuel de 30 K€, soit 100 K€ sur trois ans.", .total),
  ("Coût total de 171 000 € sur 3 ans, soit 67 000 € par an.", .total),
  ("L'action revient à 5 000 € par mois, soit 72 000 € par an.", .total),
  ("12 des 40 ménages (45 %) avaient soldé leur dette.", .rate),
  ("Sur 50 ménages sortis, 30 % (20 ménages) ont soldé leur dette.", .rate),
  ("Plus de 80 % des 22 ménages, soit 15, vont mieux.", .rate),
  ("Période : janvier 2018 à décembre 2020, soit 4 ans", .period),
])
func `a part above its whole, or a share that does not follow, is said`(text: String, kind: Anomaly.Kind) {
  #expect(audit(text).map(\.kind) == [kind])
}

@Test(arguments: [
  "50 ménages accompagnés. Parmi eux, 42 familles, qui réunissent 96 enfants.",
  "50 ménages accompagnés. Parmi eux, 120 personnes ont été vues.",
  "Sur ces 50 ménages, 140 visites ont été faites.",
  "54 ménages accompagnés, dont 31 avec enfants et 27 allocataires du RSA.",
  "30 logements sur 4 sites et 18 ménages sur 3 communes.",
  "28 ménages ont répondu sur 36 ; 21 (75 %) sont satisfaits.",
  "Plus de la moitié des 45 ménages, soit 28, ont des enfants.",
  "22 ménages, soit près de la moitié des 50 accompagnés, ont repris le paiement.",
  "Budget annuel de 30 K€, soit 90 K€ sur trois ans.",
  "Budget : 90 K€. FNAVDL : 54 K€ ; bailleur : 36 K€ (dont 20 K€ en nature). Soit 30 000 € par an.",
])
func `a part that may outnumber its whole is let through`(text: String) {
  #expect(audit(text).isEmpty)
}

@Test(arguments: [
  ("onze", 11), ("dix-sept", 17), ("vingt et un", 21), ("vingt-et-une", 21), ("quarante-huit", 48),
  ("soixante et onze", 71),
  ("soixante-dix-neuf", 79), ("quatre-vingts", 80), ("quatre-vingt-un", 81), ("quatre vingt seize", 96), ("cent", 100),
  ("cent quatre-vingt-deux", 182), ("trois cents", 300), ("deux mille cent cinq", 2_105), ("mille un", 1_001),
])
func `numbers in letters are read`(letters: String, value: Int) {
  let grouped = value < 1_000 ? "\(value)" : "\(value / 1_000)\u{202f}\(String(value % 1_000 + 1_000).dropFirst())"
  for text in ["Signé par \(letters) ménages sur dix.", "Sur dix ménages, \(letters) ménages ont signé."] {
    let found = audit(text).first?.arithmetic ?? ""
    #expect(found.hasPrefix("\(value) ") || found.hasPrefix("\(grouped) "), "\(text) \(found)")
  }
}

@Test(arguments: [
  "Douze ménages sur cinquante et un (24 %) ont été renouvelés.",
  "Deux éducateurs et trois conseillères suivent chacun une vingtaine de ménages, deux fois par mois.",
  "Quatre-vingt-seize ménages, dont soixante et un en maintien et trente-cinq en accès.",
  "Neuf ménages sur dix se disent satisfaits. Onze partenaires se réunissent cent fois.",
  "Le budget est de cent vingt mille euros : 70 000 € de l'État, cinquante mille euros du bailleur.",
])
func `sound numbers in letters are let through`(text: String) {
  #expect(audit(text).isEmpty)
}

@Test(arguments: [
  ("Douze ménages sur cinquante et un (31 %) ont été renouvelés.", Anomaly.Kind.rate),
  ("Treize ménages sur douze ont signé.", .excess),
  ("Cinquante et un ménages : vingt-trois en accès et vingt-six en maintien.", .total),
  ("Le budget est de cent mille euros : 70 000 € de l'État, cinquante mille euros du bailleur.", .funding),
  ("44 ménages accompagnés. Le repérage est partagé. La commission est locale. Parmi eux, 52 ont une dette.", .total),
])
func `wrong numbers in letters, and far from their whole, are said`(text: String, kind: Anomaly.Kind) {
  #expect(audit(text).map(\.kind) == [kind])
}

/// Tables with one wrong number, and what is said of its line.
fileprivate let tables: [(text: String, expected: String)] = [
  (
    "| Financeur | Montant |\n|---|---|\n| État | 60 000 € |\n| Ville | 30 000 € |\n| **Total** | **95 000 €** |",
    "5 total_faux"
  ),
  (
    "| Poste | 2018 | 2019 |\n|---|---|---|\n| Salaires | 61,5 | 62 |\n| Frais | 4,5 | 5 |\n| Total | 66 | 76 |",
    "5 total_faux"
  ),
  (
    "| An | Accès | Maintien | Total |\n|---|---|---|---|\n| 2017 | 8 | 7 | 15 |\n| 2018 | 6 | 9 | 16 |\n| 2019 | 3 | 7 | 10 |",
    "4 total_faux"
  ),
  (
    "| | Prévu | Réalisé | Taux |\n|---|---|---|---|\n| A | 60 | 54 | 90 % |\n| B | 45 | 40 | 99 % |\n| C | 20 | 17 | 85 % |",
    "4 taux_faux"
  ),
  (
    "| | Nombre | % |\n|---|---|---|\n| A | 20 | 45 % |\n| B | 14 | 36 % |\n| C | 10 | 23 % |\n| Total | 44 | |",
    "4 taux_faux"
  ),
  ("| | % |\n|---|---|\n| A | 45 % |\n| B | 39 % |\n| Total | 100 % |", "5 repartition"),
  ("| Ménages accompagnés | 44 |\n|---|---|\n| dont en accès | 25 |\n| dont en maintien | 22 |", "3 total_faux"),
  ("| Ménages | 44 |\n|---|---|\n| dont avec enfants | 52 |", "3 total_faux"),
  ("| Dette | Ménages |\n|---|---|\n| apurée | 11 sur 30 (37 %) |\n| minorée | 19 sur 30 (73 %) |", "4 taux_faux"),
  (
    "Budget : 90 K€\n\n| Financeur | Montant |\n|---|---|\n| État | 60 |\n| Ville | 40 |\n| Total | 100 |",
    "7 financement"
  ),
]

@Test(arguments: tables.indices)
func `a table that does not add up is said, where it is written`(number: Int) {
  let (text, expected) = tables[number]
  let found = audit("# Financement\n" + text).map { "\($0.line - 1) \($0.kind.rawValue)" }
  #expect(found == [expected])
}

@Test(arguments: [
  "| Dépenses | Montant |\n|---|---|\n| A | 60 |\n| B | 10 |\n| Sous-total | 70 |\n| C | 8 |\n| Total | 78 |",
  "| An | Ménages suivis | Entrées | Durée moyenne |\n|---|---|---|---|\n| 2018 | 22 | 22 | 5 |\n| 2019 | 31 | 15 | 7 |\n| Total | 37 | 37 | 6 |",
  "| | 2018 | 2019 | Total |\n|---|---|---|---|\n| Suivis | 22 | 31 | 37 |\n| Entrées | 22 | 15 | 37 |\n| Sorties | 6 | 15 | 21 |",
  "| Volet | Sorties | Positives | % |\n|---|---|---|---|\n| A | 20 | 15 | 75 % |\n| B | 30 | 24 | 80 % |\n| Total | 50 | 39 | 78 % |",
  "| | Prévu | Réalisé | Taux |\n|---|---|---|---|\n| A | 40 | 39 | 98 % |\n| B | 10 | 10 | 100 % |\n| C | 15,0 | 14 | 94 % |",
  "| | Nombre | % |\n|---|---|---|\n| A | 5 | 33,3 % |\n| B | 5 | 33,3 % |\n| C | 5 | 33,3 % |\n| Total | 15 | 100 % |",
  "| Motif | Ménages |\n|---|---|\n| Relogement | s |\n| Maintien | 12 |\n| Décès | n.c. |\n| Total | 30 |",
  "| Ménages | 44 |\n|---|---|\n| dont en accès | 25 |\n| dont avec enfants | 22 |",
  "| Indicateur | Résultat | Intervalle |\n|---|---|---|\n| Conservé | 5 sur 7 | 36 % – 92 % |\n| Entrée | 20 sur 20 (100 %) | 84 % – 100 % |",
  "Budget : 90 K€\n\n| Financeur | Montant |\n|---|---|\n| État | 60 |\n| Ville | 30 |\n| Total | 90 |",
])
func `a table that adds up, or need not, is let through`(text: String) {
  #expect(audit("# Financement\n" + text).isEmpty)
}

@Test func `what a fiche points out itself is not said again`() {
  let text = "Le projet coûte 96 000 € pour 35 ménages.\n\n**Alerte :** Le coût est annoncé à 1 920 € par ménage."
  #expect(audit(text).isEmpty)
}

@Test(arguments: [
  "", "\n\n", "|", "#", "« ", "12", "12 sur", "0 ménage sur 0", "100 %", "€ %", "2015-", "1 000 000 000 000 000 000 €",
  "½ logement",
  "| ½ | ² | € |",
])
func `odd texts are read without harm`(text: String) {
  #expect(audit(text).isEmpty)
}

@Test(arguments: ["½", "12 ½", "x²", "①", "Ⅷ mesures sur 12", "٣ ménages"])
func `a sign that counts without being a digit is a word like another`(_ text: String) {
  #expect(audit("# Fiche\n\n\(text) ménages accompagnés.\n").isEmpty)
}

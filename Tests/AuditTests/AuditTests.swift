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
  "", "\n\n", "|", "#", "« ", "12", "12 sur", "0 ménage sur 0", "100 %", "€ %", "2015-", "1 000 000 000 000 000 000 €",
])
func `odd texts are read without harm`(text: String) {
  #expect(audit(text).isEmpty)
}

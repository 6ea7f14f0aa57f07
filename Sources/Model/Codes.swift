/// A code list of the canonical model (`02-model` of the contract): its raw values are the French codes of every file.
package protocol Code: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}

/// The two components of a dispositif.
package enum Volet: String, Code { case acces, maintien }

package enum MeasureKind: String, Code {
  case diagnostic, preparation, vers, lors, dans, global
  case adaptedHousing = "habitat_adapte"
}

package enum Adhesion: String, Code {
  case adherent
  case agreedOnly = "accepte_non_adherent"
  case refused = "refus"
  case unknown = "inconnu"
}

/// Yes, no, or not known.
package enum Answer: String, Code {
  case yes = "oui"
  case no = "non"
  case unknown = "inconnu"
}

package enum Problem: String, Code {
  case arrears = "impaye"
  case budget, voisinage
  case mentalHealth = "sante_psychique"
  case sante, addiction, isolement, emploi, administratif
  case unfitHousing = "logement_inadapte"
  case appropriation, violences, parentalite
  case energie, autre
}

package enum ExitMotive: String, Code {
  case goalsReached = "objectifs_atteints"
  case handedOver = "relais_droit_commun"
  case rehoused = "relogement"
  case transfer = "mutation"
  case leaseSlid = "glissement_bail"
  case refusedOrLeft = "refus_ou_abandon"
  case nonAdhesion = "non_adhesion"
  case lostContact = "perte_contact"
  case moved = "demenagement"
  case shelter = "hebergement"
  case expulsion
  case death = "deces"
  case operatorChange = "transfert_operateur"
  case maximumReached = "duree_max"
  case other = "autre"
  case unknown = "inconnu"

  /// The project's list when its card gives none.
  package static let defaultPositive: Set<ExitMotive> = [.goalsReached, .handedOver, .rehoused, .transfer, .leaseSlid]
}

package enum ExitDwelling: String, Code {
  case same = "meme_logement"
  case other = "autre_logement"
  case lost = "perdu"
  case unknown = "inconnu"
}

/// Who signs the lease.
package enum LeaseHolder: String, Code {
  case household = "menage"
  case association
}

package enum LeaseKind: String, Code {
  case ordinary = "droit_commun"
  case sublet = "sous_location"
  case sliding = "glissant"
  case transit
  case transitSliding = "transit_glissant"
  case protocole
}

package enum LeaseNature: String, Code {
  case dwelling = "logement"
  case annex = "annexe"
}

package enum LeaseEnd: String, Code {
  case notice = "conge"
  case transfer = "mutation"
  case death = "deces"
  case expulsion
  case abandoned = "abandon"
  case slid = "glissement"
  case newLease = "nouveau_bail"
  case other = "autre"
}

package enum EntryCategory: String, Code {
  case rent = "loyer_principal"
  case charges
  case chargesAdjustment = "regularisation_charges"
  case repayment = "apurement"
  case fees = "frais"
  case works = "travaux"
  case equipment = "materiel"
  case housingAid = "caf_apl"
  case rls
  case aidArrears = "rappel_aide"
  case aidOverpaid = "indu_aide"
  case tenantPayment = "encaissement_locataire"
  case tenantRefund = "remboursement_locataire"
  case bouncedPayment = "rejet_paiement"
  case cancellation = "annulation"
  case openingBalance = "solde_initial"
  case fsl
  case directAid = "aide_directe"
  case solvencyRebate = "remise_solvabilisation"
  case debtWaived = "abandon_creance"
  case debtErased = "effacement"
}

/// Who states a balance.
package enum Declarant: String, Code {
  case landlord = "bailleur"
  case association
}

/// A step of the expulsion procedure, or an act that extinguishes or suspends it.
package enum Act: String, Code {
  case preLitigation = "precontentieux"
  case reported = "signalement"
  case orderToPay = "commandement_payer"
  case ccapex = "saisine_ccapex"
  case summons = "assignation"
  case hearing = "audience"
  case judgmentDelays = "jugement_delais"
  case judgmentExpulsion = "jugement_expulsion"
  case served = "signification"
  case orderToLeave = "commandement_quitter"
  case policeRequested = "requisition_cfp"
  case policeGranted = "octroi_cfp"
  case expelled = "expulsion_effective"
  case planKept = "plan_respecte"
  case withdrawn = "desistement"
  case debtCleared = "dette_soldee"
  case protocolSigned = "protocole_signe"
  case newLease = "nouveau_bail"
  case debtErased = "effacement_dette"

  /// 1 (précontentieux) … 12 (expulsion effective); 0 for the extinguishing acts.
  package var rank: Int {
    switch self {
    case .preLitigation: 1
    case .reported: 2
    case .orderToPay: 3
    case .ccapex: 4
    case .summons: 5
    case .hearing: 6
    case .judgmentDelays, .judgmentExpulsion: 7
    case .served: 8
    case .orderToLeave: 9
    case .policeRequested: 10
    case .policeGranted: 11
    case .expelled: 12
    case .planKept, .withdrawn, .debtCleared, .protocolSigned, .newLease, .debtErased: 0
    }
  }

  /// Whether it ends or suspends the procedure (`jugement_delais` does not).
  package var extinguishes: Bool { rank == 0 }
}

package enum AidKind: String, Code {
  case fslAccess = "fsl_acces"
  case fslMaintenance = "fsl_maintien"
  case fslEnergy = "fsl_energie"
  case solvencyRebate = "remise_solvabilisation"
  case actionLogement = "action_logement"
  case foundation = "fondation"
  case ccas
  case other = "autre"
}

package enum AidStatus: String, Code {
  case requested = "demandee"
  case granted = "accordee"
  case refused = "refusee"
  case paid = "versee"
}

package enum PlanStatus: String, Code {
  case signed = "signe"
  case kept = "respecte"
  case broken = "rompu"
  case cleared = "solde"
}

package enum VisitPlace: String, Code {
  case home = "domicile"
  case landlord = "bailleur"
  case association
  case phone = "telephone"
  case other = "autre"
}

package enum HouseholdKind: String, Code {
  case alone = "personne_isolee"
  case oneParent = "monoparentale"
  case couple = "couple_sans_enfant"
  case coupleWithChildren = "couple_avec_enfant"
  case complex = "complexe"
  case unknown = "inconnu"
}

package enum HousingStatus: String, Code {
  case street = "rue"
  case makeshift = "abri_fortune"
  case emergencyShelter = "hebergement_urgence"
  case chrs
  case hostedByThird = "hebergement_tiers"
  case hotel
  case socialResidence = "residence_sociale_pension"
  case temporary = "logement_temporaire_alt"
  case sublet = "sous_location"
  case slidingLease = "bail_glissant"
  case socialTenant = "locataire_parc_social"
  case privateTenant = "locataire_prive"
  case noTitle = "occupant_sans_titre"
  case other = "autre"
  case unknown = "inconnu"
}

package enum FundingNature: String, Code {
  case subsidy = "subvention"
  case ownFunds = "fonds_propres"
  case inKind = "valorisation"
  case directAid = "aide_directe"
}

package enum BudgetStatus: String, Code {
  case planned = "prevu"
  case realised = "realise"
}

package enum BirthPrecision: String, Code {
  case day = "jour"
  case month = "mois"
  case year = "annee"
  case fictitious = "fictive"
}

package enum Profile: String, Code {
  case funder = "financeur"
  case everyone = "public"
}

/// How the rows of an indicator are published (référentiel §6).
package enum Publication: String, Code {
  /// What is paid for: exact for a funder, whatever its size.
  case key = "cle"
  /// A breakdown of persons' situations: small cells are told together.
  case breakdown = "ventilation"
  /// Sums and quantiles of households' euros.
  case amount = "montant"
  /// Budgets, costs, funding.
  case finance
}

import Testing

@testable import Normaliser

@Test(
  arguments: [
    ("12 rue des Lilas", "12 rue des lilas", ""),
    ("12, R. DES LILAS", "12 rue des lilas", ""),
    ("12 bis, rue des Lilas", "12b rue des lilas", ""),
    ("12B rue des Lilas", "12b rue des lilas", ""),
    ("12 AV ST EXUPÉRY", "12 avenue saint exupery", ""),
    ("142 R. ANATOLE FRANCE - BAT. A LOGT 37", "142 rue anatole france", "37"),
    ("142 rue Anatole-France, appt 37", "142 rue anatole france", "37"),
    ("124 BIS R. DU GENERAL DE GAULLE LOGT 48", "124b rue du general de gaulle", "48"),
    ("124 bis rue du Gal de Gaulle porte 48", "124b rue du general de gaulle", "48"),
    ("37 R. DE VERDUN - TOUR 4 LOGT 17", "37 rue de verdun", "17"),
    ("23 rue des Bois RES. LES TILLEULS LOGT 91", "23 rue des bois", "91"),
    ("8 rue de la Tour", "8 rue de la tour", ""),
    ("Rés. Les Tilleuls, 23 rue des Bois appt 91", "23 rue des bois", "91"),
    ("Bt B, 12B av. Jean-Jaurès", "12b avenue jean jaures", ""),
    ("Bâtiment 4 Entrée 2 - 7 bd Foch, logement n° 12", "7 boulevard foch", "12"),
    ("Appt 3, 12 rue des Lilas", "12 rue des lilas", "3"),
    ("12-14 rue Hugo 3e étage", "12 rue hugo", ""),
    ("18 rue de la Résidence", "18 rue de la residence", ""),
    ("5 ALL PAUL ELUARD", "5 allee paul eluard", ""),
  ]
)
func `an address is a door and perhaps an apartment`(text: String, door: String, apartment: String) {
  let address = PostalAddress(text)
  #expect(address?.door == door)
  #expect(address?.apartment == apartment)
}

@Test(arguments: ["", "rue des Lilas", "12", "CCAS", "sans domicile"])
func `without a number and a street, an address proves nothing`(text: String) {
  #expect(PostalAddress(text) == nil)
}

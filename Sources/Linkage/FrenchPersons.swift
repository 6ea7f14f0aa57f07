/// The standard model of French persons with weights learnt once, on invented tenants told by two sources: what it says of a
/// pair is the same for every campaign, whatever its size.
package enum FrenchPersons {
  /// What a record says, in the order of its cells.
  package static let fields = [
    LinkageField("nom", .surname), LinkageField("prénom", .givenName), LinkageField("naissance", .date),
    LinkageField("adresse", .address), LinkageField("commune", .town),
  ]

  static let model = LinkageModel.standard(for: fields)

  /// `nil` if the standard comparisons no longer are those that it was learnt with.
  static let weights = Weights(
    rows: learnt.split(separator: "\n").map { $0.split(separator: ",").map(String.init) },
    model
  )

  /// `comparaison,niveau,meme,parents,differents`, as `fiches rapprocher --garder-modele` writes them.
  private static let learnt = """
    naissance,1,0.9524,9.227e-05,8.313e-05
    naissance,2,0.006219,3.864e-06,1.565e-05
    naissance,3,0.02934,0.001925,0.00108
    naissance,4,0.009577,0.0001103,0.0004468
    naissance,5,0.0002256,0.001186,0.002389
    naissance,6,0.0001932,0.001962,0.0006182
    naissance,7,0.0002031,0.02558,0.01063
    naissance,8,0.0003144,0.07663,0.04687
    naissance,9,0.001533,0.8925,0.9379
    prénom,1,0.7821,0.01276,0.008743
    prénom,2,0.158,0.004547,0.005368
    prénom,3,0.0001502,1.893e-06,8.001e-06
    prénom,4,0.03241,0.003504,0.002449
    prénom,5,0.02237,0.001605,0.001856
    prénom,6,0.0001519,0.004255,0.003056
    prénom,7,0.001185,0.003229,0.003896
    prénom,8,0.0001502,1.637e-05,6.815e-05
    prénom,9,0.0001512,0.000733,0.000584
    prénom,10,0.0001623,0.009351,0.01105
    prénom,11,0.003163,0.96,0.9629
    nom,1,0.8442,0.9147,0.0003892
    nom,2,0.0001621,7.618e-05,5.862e-08
    nom,3,0.0113,0.008193,3.498e-05
    nom,4,0.06702,0.05923,0.0004341
    nom,5,0.001177,0.002324,0.0001996
    nom,6,0.0001622,0.00219,2.999e-05
    nom,7,0.001176,0.0003025,5.494e-05
    nom,8,0.02731,7.683e-05,1.004e-05
    nom,9,0.002199,0.0006358,0.00459
    nom,10,0.04528,0.01225,0.9943
    domicile,1,0.8441,0.000938,0.000938
    domicile,2,0.1024,7.507e-05,7.507e-05
    domicile,3,0.05058,0.001986,0.001986
    domicile,4,0.002948,0.997,0.997
    part,0,2.42e-05,3.033e-06,3.631e-05
    jumeaux,0,0.008912,1,1
    seuil,0,0.5,1,1
    """
}

import TestSupport

/// Invented tenants and files of few names, births and doors, so that homonyms, relatives and errors abound.
enum Crowd {
  static func sentences(_ count: Int, using generator: inout SplitMix64) -> [String] {
    let surnames = ["DUPONT", "DUPOND", "MARTIN", "NGUYEN", "LE BIHAN"]
    let firsts = ["Jean", "Jeanne", "Sonia", "Sofia", "Lea"]
    let births = ["12/03/1980", "03/12/1980", "01/01/1980", "05/06/1951", "", ""]
    let doors = ["12 rue des Lilas appt 3", "12 rue des Lilas appt 4", "12 rue des Lilas", "7 quai du Port", ""]
    let phones = ["0612345678", "0687654321", "", "", ""]
    func pick(_ values: [String]) -> String { values.randomElement(using: &generator) ?? "" }
    return (1...count).map { index in
      let who =
        "identite=\(pick(surnames)) \(pick(firsts)), ne=\(pick(births)), adresse=\(pick(doors)), tel=\(pick(phones))"
      return switch Int.random(in: 0..<4, using: &generator) {
      case 0: "bailleur: bail_id=L\(index), \(who), effet=01/01/20\(Int.random(in: 10...17, using: &generator))"
      case 1: "autre: bail_id=M\(index), \(who)"
      case 2: "asso: dossier=D\(index), \(who), chez=\(pick(["bailleur", "autre", ""]))"
      default: "asso2: dossier=E\(index), \(who), projet=escale, volet=acces"
      }
    }
  }
}

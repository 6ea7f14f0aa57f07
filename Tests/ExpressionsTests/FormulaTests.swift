import Expressions
import Model
import Testing

fileprivate let schema = Schema([
  Column("dette_entree", .money),
  Column("dette_sortie", .money),
  Column("nb_enfants", .number),
  Column("debut", .day, mayBeUnknown: false),
  Column("fin", .day),
  Column("motif", .text, codes: ["relogement", "mutation", "deces"]),
  Column("Nature du bail", .text),
  Column("envoie_actes", .truth, mayBeUnknown: false),
  Column("tolerance", .money, isParameter: true),
  Column("fin", .day, isParameter: true),
])

/// Cells by the names of their columns; the others are unknown.
fileprivate func cells(_ known: [String: Value]) -> (Int) -> Value {
  { column in known[(schema.columns[column].isParameter ? ":" : "") + schema.columns[column].name] ?? .null }
}

fileprivate func value(_ text: String, _ known: [String: Value] = [:]) throws -> Value {
  try Formula(text, over: schema).value(cells(known))
}

fileprivate func mistake(_ text: String, expecting kind: Kind? = .truth) -> Mistake? {
  do throws(Mistake) {
    _ = try Formula(text, over: schema, expecting: kind)
    return nil
  } catch {
    return error
  }
}

@Suite struct FormulaTests {
  @Test("What is not known decides nothing that it could change, and everything else is decided without it")
  func threeValued() throws {
    #expect(try value("nb_enfants > 0 AND envoie_actes", ["envoie_actes": .truth(false)]) == .truth(false))
    #expect(try value("nb_enfants > 0 AND envoie_actes", ["envoie_actes": .truth(true)]) == .null)
    #expect(try value("nb_enfants > 0 OR envoie_actes", ["envoie_actes": .truth(true)]) == .truth(true))
    #expect(try value("NOT (nb_enfants > 0)") == .null)
    #expect(try value("nb_enfants IS NULL") == .truth(true))
    #expect(try value("COALESCE(nb_enfants, 0) = 0") == .truth(true))
    #expect(try value("motif NOT IN ('deces', 'mutation')") == .null)
    #expect(try value("nb_enfants IN (1, 2)", ["nb_enfants": Value(3)]) == .truth(false))
    #expect(try value("CASE WHEN nb_enfants > 2 THEN 'grande' ELSE 'petite' END") == .text("petite"))
    #expect(try value("nb_enfants / 0.5", ["nb_enfants": Value(3)]) == Value(6))
    #expect(try value("nb_enfants / nb_enfants", ["nb_enfants": Value(0)]) == .null)
  }

  @Test("Money is exact, written in euros and held in centimes")
  func money() throws {
    let known: [String: Value] = [
      "dette_entree": Value(100_00), "dette_sortie": Value(89_99), ":tolerance": Value(1_00),
    ]
    #expect(try value("dette_sortie <= 0.9 * dette_entree", known) == .truth(true))
    #expect(try value("dette_sortie = 89.99 AND dette_entree > 99", known) == .truth(true))
    #expect(try value("dette_sortie < dette_entree - :tolerance", known) == .truth(true))
    #expect(try value("dette_entree - dette_sortie", known) == Value(10_01))
    #expect(try value("2 * (dette_entree / 3) = dette_entree * 2 / 3", known) == .truth(true))
  }

  @Test("Dates are counted in days")
  func days() throws {
    let day = try #require(Day(iso: "2018-02-27"))
    let known: [String: Value] = ["debut": .day(day), "fin": .day(day + 3), ":fin": .day(day + 2)]
    #expect(try value("fin - debut", known) == Value(3))
    #expect(try value("debut + 2 = DATE '2018-03-01'", known) == .truth(true))
    #expect(try value("fin BETWEEN debut AND :fin", known) == .truth(false))
  }

  @Test("Names stand for a column whatever their case and accents, and quotes let them hold spaces")
  func names() throws {
    #expect(try value("\"nature du bail\" = 'logement'", ["Nature du bail": .text("logement")]) == .truth(true))
    let dated = try Formula("date >= DATE '2018-01-01'", over: Schema([Column("date", .day)]))
    #expect(dated.holds { _ in Value(Day(iso: "2018-01-01")) } == true)
    #expect(try value("DETTE_ENTREE > 0", ["dette_entree": Value(1)]) == .truth(true))
  }

  @Test("Where bare words are read, one that names no column is a text")
  func bareWords() throws {
    let export = Schema([Column("Sens", .text), Column("Type", .text)], readsBareWords: true)
    let formula = try Formula("Sens = D AND type IN (M, N) AND Type <> Sens", over: export)
    #expect(formula.holds { .text(Folded.key($0 == 0 ? "D" : "N")) } == true)
    #expect(formula.columns == [0, 1])
    #expect(throws: Mistake.self) { try Formula("Sen = D", over: export) }
  }

  @Test("The unknown column is the first one that matters")
  func reasons() throws {
    let formula = try Formula("COALESCE(nb_enfants, 0) = 0 AND dette_entree > dette_sortie", over: schema)
    #expect(formula.unknown(cells([:])).map { schema.columns[$0].name } == "dette_entree")
    #expect(formula.unknown(cells(["dette_entree": Value(1)])).map { schema.columns[$0].name } == "dette_sortie")
  }

  @Test(
    "A mistake is told with its column and what was expected",
    arguments: [
      ("dete_entree > 0", 1, "« dete_entree » n’est pas un nom connu ici ; le plus proche : « dette_entree »"),
      ("debut <= :fim", 10, "« :fim » n’est pas un paramètre connu ici ; le plus proche : « :fin »"),
      ("dette_entree > nb_enfants", 16, "« nb_enfants » est un nombre ; un montant est attendu"),
      ("motif = 'relogment'", 9, "'relogment' n’est pas une valeur de « motif » ; la plus proche : 'relogement'"),
      ("dette_entree", 1, "« dette_entree » est un montant ; une condition est attendue"),
      ("fin = NULL", 7, "une comparaison avec NULL n’est jamais vraie : écrire « IS NULL » ou « IS NOT NULL »"),
      ("nb_enfants / 0 > 1", 14, "division par zéro"),
      ("nb_enfants > 1 AND nb_enfants < 1", 20, "cette condition n’est jamais vraie"),
      ("motif = 'deces' AND motif = 'mutation'", 21, "cette condition n’est jamais vraie"),
      ("nb_enfants BETWEEN 5 AND 3", 1, "cette condition n’est jamais vraie"),
      ("debut IS NULL", 1, "cette condition n’est jamais vraie"),
      ("fin IS NULL AND fin > debut AND fin = DATE '2018-01-01'", 33, "cette condition n’est jamais vraie"),
      ("1 = 2 OR FALSE", 1, "cette condition n’est jamais vraie"),
      ("motif != 'deces'", 7, "« != » s’écrit « <> »"),
      ("motif = ’deces’", 9, "« ’ » : un texte s’écrit entre apostrophes droites, 'comme ceci'"),
      ("motif > 'a'", 1, "l’ordre ne se demande que de nombres, de montants et de dates"),
      ("dette_entree * dette_sortie > 1", 1, "« * » ne va pas entre un montant et un montant"),
      ("fin > DATE '2018-02-30'", 12, "« '2018-02-30' » inattendu : il faut ici une date 'AAAA-MM-JJ'"),
      ("nb_enfants >", 13, "« la fin » inattendu : il faut ici un nom, un nombre, un 'texte' ou une parenthèse"),
      ("upper(motif) = 'A'", 1, "« upper » n’est pas une fonction : seule « COALESCE(a, b) » en est une"),
      ("", 1, "expression vide"),
    ]
  )
  func mistakes(_ text: String, _ column: Int, _ message: String) {
    let found = mistake(text)
    #expect(found?.message == message)
    #expect(found?.column == column)
  }

  @Test("No text ends the program, however long, deep or strange", arguments: 0..<400)
  func anyText(_ seed: Int) {
    var state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15 | 1
    let words = [
      "(", ")", "NOT", "AND", "CASE WHEN", "THEN", "END", "nb_enfants", "'", "\"", "/", "0", "999999999", "*", "-", ",",
      "IN (", "dette_entree", ":fin", "é", "🏠", "IS NULL", "COALESCE(", "DATE '9999-12-31'", "+", "=",
    ]
    var text = ""
    for _ in 0..<(seed % 40) {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      text += words[Int(state % UInt64(words.count))] + " "
    }
    for kind in [Kind.truth, .number, .money, .day, .text] { _ = mistake(text, expecting: kind) }
    _ = try? Formula(text, over: schema).value { _ in Value(Int.max) }
  }

  @Test("Length and depth are bounded, and what fits in them is computed")
  func bounds() throws {
    let deep = String(repeating: "(", count: 5_000) + "1" + String(repeating: ")", count: 5_000)
    #expect(mistake(String(deep.prefix(3_999)), expecting: .number)?.message.contains("imbriquée") == true)
    #expect(mistake(deep, expecting: .number)?.message.contains("trop longue") == true)
    let wide = String(repeating: "nb_enfants+", count: 390) + "1"
    #expect(mistake(wide, expecting: .number)?.message.contains("trop longue") == true)
    let fits = String(repeating: "1+", count: 390) + "1"
    #expect(try value(fits) == Value(391))
    let huge = Array(repeating: "999999999", count: 9).joined(separator: "*")
    #expect(try value(huge) == .null)
  }

  @Test("The same expression is written for each engine")
  func sql() throws {
    let formula = try Formula(
      "fin - debut > 30 AND dette_sortie <= :tolerance AND NOT (\"Nature du bail\" = 'l''autre') AND debut + 1 < fin",
      over: schema
    )
    let printed = { (dialect: SQLDialect) in formula.sql(SQLPrinter(dialect) { "p.\($0)" }) }
    #expect(printed(.duckdb).contains(#"((("fin" - "debut") > 30) AND ("dette_sortie" <= p.tolerance))"#))
    #expect(printed(.postgresql) == printed(.duckdb))
    #expect(printed(.spark).contains("datediff(`fin`, `debut`)"))
    #expect(printed(.spark).contains("date_add(`debut`, 1)"))
    #expect(printed(.duckdb).contains(#"(NOT ("Nature du bail" = 'l''autre'))"#))
  }
}

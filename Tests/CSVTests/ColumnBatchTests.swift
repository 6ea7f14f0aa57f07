import TestSupport
import Testing

@testable import CSV

@Test(arguments: 0..<20)
func `columns in batches are those of the rows`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  let amounts = ["12,50", "-3", "1 234,56 €", "néant", "", "12345678,90", "123456789,01", "1.234,50"]
  let days = ["01/02/2020", "2020-02-01", "31/02/2020", "", "1/2/20"]
  let texts = ["a", "é", "", "\"q\"\"q\"", "un texte plus long que trente-deux signes en tout", "abc", "abcd"]
  var text = "nom;montant;jour;texte\n"
  for number in 0..<Int.random(in: 1...700, using: &random) {
    let cells = [amounts, days, texts].map { $0.randomElement(using: &random) ?? "" }
    text += "n\(number);" + (number % 50 == 7 ? cells[0] : cells.joined(separator: ";")) + "\n"
  }
  let scan = TableScan(Array(text.utf8))
  var (cents, dates, names, refused): ([Int?], [Int?], [String], Int) = ([], [], [], 0)
  scan.forEachRow { row in
    cents.append(row.cents(1))
    dates.append(row.day(2).map(Int.init))
    names.append(row.text(3))
    refused += (row.cents(1) == nil && !row.isEmpty(1) ? 1 : 0) + (row.day(2) == nil && !row.isEmpty(2) ? 1 : 0)
  }
  var (read, rejected): ([[Int?]], Int) = ([[], []], 0)
  var (found, lines): ([String], Int) = ([], 0)
  scan.forEachBatch(of: [ColumnRequest(1, .cents), ColumnRequest(2, .day), ColumnRequest(3, .text)]) { batch in
    for index in 0..<batch.count {
      for column in 0...1 {
        let value = batch.columns[column][index]
        read[column].append(value == ColumnBatch.none ? nil : value)
      }
      found.append(batch.texts[2].text(batch.columns[2][index]))
      lines = batch.lines[index]
    }
    rejected += batch.rejected.count
    #expect(batch.rejected.allSatisfy { ["néant", "31/02/2020"].contains($0.value) })
  }
  #expect(read == [cents, dates])
  #expect(found == names)
  #expect(lines == cents.count + 1)
  #expect(rejected == refused)
}

@Test func `a rejected cell says where, what and why`() {
  let scan = TableScan(Array("nom;montant\na;1,00\nb;néant\n".utf8))
  var messages: [String] = []
  scan.forEachBatch(of: [ColumnRequest(1, .cents)]) { messages += $0.rejected.map(\.message) }
  #expect(messages == ["ligne 3, colonne 2 : « néant » n'est pas un montant"])
}

@Test(arguments: 0..<100)
func `short texts are told apart as their bytes are`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  let bytes = (0..<200).map { _ in UInt8.random(in: 0...2, using: &random) }
  ByteView.over(bytes.span) { view in
    for _ in 0..<100 {
      let (one, two) = (Int.random(in: 0..<200, using: &random), Int.random(in: 0..<200, using: &random))
      let length = Int.random(in: 0...6, using: &random)
      let first = view[one..<min(200, one + length)]
      let second = view[two..<min(200, two + length)]
      let same = Array(first) == Array(second)
      #expect(first.isSame(as: second) == same)
      #expect(ShortText(first, in: view).isSame(as: ShortText(second, in: view)) == same)
      if same {
        #expect(first.hash() == second.hash())
        #expect(ShortText(first, in: view).hash == ShortText(second, in: view).hash)
      }
    }
  }
}

@Test func `digits are read eight at a time as one by one`() {
  for text in ["00000000", "99999999", "12345678", "0000,123", "1234567/", "1234567:", "abcdefgh", "        "] {
    let bytes = Array(("xx" + text).utf8)
    for count in 1...8 {
      let expected = Int(String(decoding: bytes.suffix(count), as: UTF8.self)).flatMap { $0 < 0 ? nil : $0 }
      ByteView.over(bytes.span) { #expect($0.digits(endingAt: bytes.count, count: count) == expected) }
      let short = Array(bytes.suffix(count))
      ByteView.over(short.span) { #expect($0.digits(endingAt: count, count: count) == expected) }
    }
  }
}

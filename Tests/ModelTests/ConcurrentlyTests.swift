import Model
import Testing

fileprivate struct Failure: Error, Equatable { let index: Int }

@Test(arguments: [0, 1, 2, 37])
func `values come in the order of their indices, whatever starts first`(count: Int) {
  let expected = (0..<count).map { $0 * $0 }
  #expect(concurrently(count) { $0 * $0 } == expected)
  #expect(concurrently(count, weighing: (0..<count).map { $0 % 5 }) { $0 * $0 } == expected)
}

@Test func `of several errors, that of the lowest index is thrown`() {
  #expect(throws: Failure(index: 3)) {
    try concurrently(9, weighing: Array(0..<9)) { index throws(Failure) in
      if index >= 3 { throw Failure(index: index) }
    }
  }
}

@Test func `two bodies run alongside give both values`() {
  var seen = 0
  let (value, other) = alongside({ 6 * 7 }) {
    seen += 1
    return "a"
  }
  #expect(value == "a" && other == 42 && seen == 1)
}

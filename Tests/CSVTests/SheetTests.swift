import CSV
import Testing

@Test func `an empty file has no header and no row`() {
  let sheet = Sheet([])
  #expect(sheet.header.isEmpty)
  #expect(sheet.rowCount == 0)
}

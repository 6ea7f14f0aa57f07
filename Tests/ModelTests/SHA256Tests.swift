import Model
import Testing

@Test(arguments: [
  ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
  ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  (
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
  ),
  (
    "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
    "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
  ),
])
func `the digests of FIPS 180-4 come out`(text: String, digest: String) {
  #expect(sha256(Array(text.utf8)) == digest)
}

@Test func `a million letters a have the published digest`() {
  let digest = sha256([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
  #expect(digest == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
}

@Test(arguments: [55, 56, 57, 63, 64, 65, 119, 120])
func `padding holds around the edges of a block`(count: Int) {
  let digests = Set([count - 1, count, count + 1].map { sha256([UInt8](repeating: 0, count: $0)) })
  #expect(digests.count == 3)
}

// The only unsafe code of this module. Reading millions of pairs through arrays held in arrays costs more in reference
// counts than in comparing, hence these.
//
// Invariant: a `Frozen` is read only while what made it is alive, that is a `FrozenStore` (which `reconcile` keeps to its
// end, and no `Frozen` leaves `reconcile`) or the closure of `withFrozen`. Its memory is never written after it is made,
// so that threads may share it. Every index is checked.

/// A constant run of plain values that copies without counting references.
struct Frozen<Element: BitwiseCopyable>: BitwiseCopyable, @unchecked Sendable {
  private let base: UnsafePointer<Element>
  let count: Int

  fileprivate init(base: UnsafePointer<Element>, count: Int) {
    self.base = base
    self.count = count
  }

  var isEmpty: Bool { count == 0 }

  var indices: Range<Int> { 0..<count }

  subscript(_ index: Int) -> Element {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index out of range")
    return base[index]
  }

  subscript(_ range: Range<Int>) -> Frozen {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "range out of range")
    return Frozen(base: base + range.lowerBound, count: range.count)
  }
}

/// Owns the memory of frozen values until it goes.
final class FrozenStore {
  private var owned: [UnsafeMutableRawPointer] = []

  /// A copy of an array that lives as long as the store.
  func freeze<Element: BitwiseCopyable>(_ array: [Element]) -> Frozen<Element> {
    let copy = UnsafeMutablePointer<Element>.allocate(capacity: max(array.count, 1))
    array.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { copy.initialize(from: start, count: source.count) }
    }
    owned.append(UnsafeMutableRawPointer(copy))
    return Frozen(base: copy, count: array.count)
  }

  deinit {
    for memory in owned { memory.deallocate() }
  }
}

/// Lends an array to a closure as frozen values, which must not leave it.
func withFrozen<Element: BitwiseCopyable, Result>(_ array: [Element], _ body: (Frozen<Element>) -> Result) -> Result {
  array.withUnsafeBufferPointer { buffer in
    guard let start = buffer.baseAddress else {
      let store = FrozenStore()
      return withExtendedLifetime(store) { body(store.freeze([])) }
    }
    return body(Frozen(base: start, count: buffer.count))
  }
}

/// Memory given back when the last value that uses it goes.
fileprivate final class Memory<Element: BitwiseCopyable> {
  let start: UnsafeMutablePointer<Element>
  let capacity: Int

  init(capacity: Int) {
    start = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit { start.deallocate() }
}

/// One cell of a row, as a range of the file's bytes.
struct Cell: Equatable, BitwiseCopyable {
  enum Kind: Int {
    /// The bytes are the text.
    case plain
    /// Protected; the quotes are out of the range and nothing is escaped in it.
    case quoted
    /// Protected, and holding quotes that are escaped or astray.
    case escaped
  }

  let start: Int
  private let bits: Int

  @inline(__always)
  init(start: Int, end: Int, kind: Kind) {
    self.start = start
    bits = end &<< 2 | kind.rawValue
  }

  var end: Int { bits &>> 2 }
  var kind: Kind { Kind(rawValue: bits & 3) ?? .plain }
}

/// The cells of the row being read; its memory is used again for every row.
struct CellBuffer: ~Copyable {
  private var memory: Memory<Cell>
  private var start: UnsafeMutablePointer<Cell>
  private(set) var count = 0

  init() {
    memory = Memory(capacity: 64)
    start = memory.start
  }

  @inline(__always)
  mutating func removeAll() { count = 0 }

  @inline(__always)
  mutating func append(_ cell: Cell) {
    if count == memory.capacity { grow() }
    start[count] = cell
    count &+= 1
  }

  /// Adds bare cells up to the first listed byte that is no delimiter and returns its place; `nil` at the list's end.
  ///
  /// `cellStart` is where the first of them starts, then where the next will.
  @inline(__always)
  mutating func appendBare(
    _ places: inout Places,
    _ bytes: ByteView,
    delimiter: UInt8,
    cellStart: inout Int
  ) -> Int? {
    let (list, base, listed) = (places.memory, places.base, places.count)
    var (cursor, cells, first) = (places.cursor, count, cellStart)
    defer { (places.cursor, count, cellStart) = (cursor, cells, first) }
    while cursor < listed {
      let place = base &+ Int(list[cursor])
      cursor &+= 1
      if bytes[place] != delimiter { return place }
      if cells == memory.capacity {
        count = cells
        grow()
        cells = count
      }
      start[cells] = Cell(start: first, end: place, kind: .plain)
      cells &+= 1
      first = place &+ 1
    }
    return nil
  }

  /// Makes one cell of two that follow one another, with what parts them.
  mutating func join(_ index: Int) {
    precondition(index >= 0 && index + 1 < count)
    start[index] = Cell(start: start[index].start, end: start[index + 1].end, kind: .plain)
    for place in index + 1..<count - 1 { start[place] = start[place + 1] }
    count -= 1
  }

  /// No row has more cells: those beyond are not kept, but the last.
  static let most = 1 << 15

  @inline(never)
  private mutating func grow() {
    if count == CellBuffer.most {
      count -= 1
      return
    }
    let larger = Memory<Cell>(capacity: memory.capacity * 2)
    larger.start.initialize(from: start, count: count)
    (memory, start) = (larger, larger.start)
  }

  /// The cells read so far; not to be used once the buffer changes.
  @inline(__always)
  var cells: Cells { Cells(memory: UnsafeBufferPointer(start: start, count: count)) }
}

/// The cells of one row, valid while the row is.
struct Cells: RandomAccessCollection {
  fileprivate let memory: UnsafeBufferPointer<Cell>

  var startIndex: Int { 0 }
  var endIndex: Int { memory.count }
  @inline(__always)
  subscript(index: Int) -> Cell { memory[index] }
}

/// The places of the structural bytes of one window of the file, listed before they are looked at.
///
/// Listing and using in turns keeps the processor from guessing, block after block, how many there are.
struct Places: ~Copyable {
  /// Bytes of a window, a multiple of 64: its list stays in the nearest caches.
  static let window = 4096

  /// Places relative to `base`; a few more than a window has bytes, the list being written four at a time.
  fileprivate let memory: UnsafeMutablePointer<UInt16>
  private let owner: Memory<UInt16>
  fileprivate private(set) var base = 0
  fileprivate var cursor = 0
  fileprivate private(set) var count = 0
  private var windowEnd: Int

  init(from start: Int) {
    owner = Memory(capacity: Places.window + 8)
    memory = owner.start
    windowEnd = start
  }

  /// The next structural byte; `limit` when there is none.
  @inline(__always)
  mutating func next(_ bytes: ByteView, _ structure: Structure, limit: Int) -> Int {
    if cursor == count, !fill(bytes, structure, limit: limit) { return limit }
    let place = base &+ Int(memory[cursor])
    cursor &+= 1
    return place
  }

  /// Makes `index` the first byte that is looked at.
  mutating func seek(_ index: Int) {
    guard index >= base, index < windowEnd else {
      (cursor, count, windowEnd) = (0, 0, index)
      return
    }
    cursor = 0
    while cursor < count, base + Int(memory[cursor]) < index { cursor += 1 }
  }

  /// Lists the next window that has a structural byte; `false` when there is none before `limit`.
  @inline(never)
  mutating func fill(_ bytes: ByteView, _ structure: Structure, limit: Int) -> Bool {
    while windowEnd < limit {
      (cursor, count, base) = (0, 0, windowEnd)
      windowEnd = Swift.min(limit, base &+ Places.window)
      var block = base
      while block < windowEnd {
        list(structure.mask(bytes, block: block, limit: limit), at: UInt16(truncatingIfNeeded: block &- base))
        block &+= 64
      }
      if count > 0 { return true }
    }
    return false
  }

  /// Adds the places of the mask's bits; those written beyond `count` are written over by the next.
  @inline(__always)
  private mutating func list(_ mask: UInt64, at offset: UInt16) {
    var mask = mask
    let end = count &+ mask.nonzeroBitCount
    while count < end {
      for slot in 0..<4 {
        memory[count &+ slot] = offset &+ UInt16(truncatingIfNeeded: mask.trailingZeroBitCount)
        mask &= mask &- 1
      }
      count &+= 4
    }
    count = end
  }
}

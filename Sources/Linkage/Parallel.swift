import Dispatch
import Synchronization

/// Results of independent pieces of work, in the order of their numbers, whatever the number of cores.
func inParallel<Result: Sendable>(
  _ count: Int,
  cores: Int,
  _ work: @Sendable (Int) -> Result
) -> [Result] {
  guard cores > 1, count > 1 else { return (0..<count).map(work) }
  let next = Mutex(0)
  let done = Mutex<[(piece: Int, result: Result)]>([])
  DispatchQueue.concurrentPerform(iterations: min(cores, count)) { _ in
    var mine: [(piece: Int, result: Result)] = []
    while true {
      let piece = next.withLock { next in
        next += 1
        return next - 1
      }
      guard piece < count else { break }
      mine.append((piece, work(piece)))
    }
    done.withLock { $0 += mine }
  }
  return done.withLock { $0.sorted { $0.piece < $1.piece }.map(\.result) }
}

/// Sorts numbers by their upper 32 bits, keeping the order of equals.
func sortedByUpperHalf(_ numbers: [UInt64]) -> [UInt64] {
  guard numbers.count > 256 else { return numbers.sorted { $0 >> 32 < $1 >> 32 } }
  var from = numbers
  var to = [UInt64](repeating: 0, count: numbers.count)
  for shift in [32, 43, 54] as [UInt64] {
    var counts = [Int](repeating: 0, count: 2049)
    for number in from { counts[Int((number >> shift) & 2047) + 1] += 1 }
    for digit in 1...2048 { counts[digit] += counts[digit - 1] }
    for number in from {
      let digit = Int((number >> shift) & 2047)
      to[counts[digit]] = number
      counts[digit] += 1
    }
    swap(&from, &to)
  }
  return from
}

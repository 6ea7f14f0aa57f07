private import Dispatch
private import Synchronization

/// The values of `body(0)`, `body(1)`… `body(count - 1)`, computed on every core and given in that order, so that the
/// number of cores changes nothing but the time.
///
/// With `weights`, one a body, the heaviest start first: no core waits long for the last. Errors thrown by a body are
/// thrown again, the one of the lowest index first.
package func concurrently<Value: Sendable, Failure: Error>(
  _ count: Int,
  weighing weights: [Int]? = nil,
  _ body: @Sendable (Int) throws(Failure) -> Value
) throws(Failure) -> [Value] {
  let order = weights.map { weights in (0..<count).sorted { (weights[$1], $0) < (weights[$0], $1) } }
  let slots = Mutex<[Result<Value, Failure>?]>(Array(repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: count) { turn in
    let index = order?[turn] ?? turn
    let result = Result<Value, Failure> { () throws(Failure) -> Value in try body(index) }
    slots.withLock { $0[index] = result }
  }
  var values: [Value] = []
  values.reserveCapacity(count)
  for case let result? in slots.withLock({ $0 }) { values.append(try result.get()) }
  return values
}

/// The values of two bodies, `other` computed on another core while this one is at `body`.
package func alongside<Value, Other: Sendable>(
  _ other: @escaping @Sendable () -> Other,
  _ body: () -> Value
) -> (Value, Other) {
  let slot = Mutex<Other?>(nil)
  let done = DispatchGroup()
  DispatchQueue.global().async(group: done) {
    let value = other()
    slot.withLock { $0 = value }
  }
  let value = body()
  done.wait()
  return (value, slot.withLock { $0 } ?? other())
}

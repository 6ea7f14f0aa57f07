private import Dispatch
private import Synchronization

/// The values of `body(0)`, `body(1)`… `body(count - 1)`, computed on every core and given in that order, so that the
/// number of cores changes nothing but the time.
///
/// Errors thrown by a body are thrown again, the one of the lowest index first.
package func concurrently<Value: Sendable, Failure: Error>(
  _ count: Int,
  _ body: @Sendable (Int) throws(Failure) -> Value
) throws(Failure) -> [Value] {
  let slots = Mutex<[Result<Value, Failure>?]>(Array(repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: count) { index in
    let result = Result<Value, Failure> { () throws(Failure) -> Value in try body(index) }
    slots.withLock { $0[index] = result }
  }
  var values: [Value] = []
  values.reserveCapacity(count)
  for case let result? in slots.withLock({ $0 }) { values.append(try result.get()) }
  return values
}

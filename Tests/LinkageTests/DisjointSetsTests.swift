import TestSupport
import Testing

@testable import Linkage

@Test func `disjoint sets agree with walking the graph, and their root is their smallest member`() {
  for seed in 0..<200 as Range<UInt64> {
    var generator = SplitMix64(seed: seed)
    let count = Int.random(in: 1...30, using: &generator)
    var neighbours = [[Int]](repeating: [], count: count)
    var sets = DisjointSets(count: count)
    for _ in 0..<Int.random(in: 0...40, using: &generator) {
      let one = Int.random(in: 0..<count, using: &generator)
      let other = Int.random(in: 0..<count, using: &generator)
      sets.join(one, other)
      neighbours[one].append(other)
      neighbours[other].append(one)
    }
    for start in 0..<count {
      #expect(sets.root(of: start) == smallestReached(from: start, along: neighbours), "seed \(seed)")
    }
  }
}

fileprivate func smallestReached(from start: Int, along neighbours: [[Int]]) -> Int {
  var seen: Set<Int> = [start]
  var ahead = [start]
  while let next = ahead.popLast() {
    for neighbour in neighbours[next] where seen.insert(neighbour).inserted { ahead.append(neighbour) }
  }
  return seen.min() ?? start
}

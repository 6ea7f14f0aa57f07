/// Jaro–Winkler similarity of two texts, in 0…1; 1 only for equal texts, 0 when one alone is empty.
///
/// The prefix bonus (0.1 per common first letter, four at most) applies above 0.7, as in Winkler (1990).
package func jaroWinkler(_ one: [UInt8], _ other: [UInt8]) -> Double {
  withFrozen(one) { one in withFrozen(other) { other in jaroWinkler(one, other) } }
}

/// Number of insertions, deletions, substitutions and swaps of neighbours between two texts, capped at `limit + 1`.
///
/// The optimal string alignment variant: no letter is edited twice, so `CA` → `ABC` costs 3.
package func damerauLevenshtein(_ one: [UInt8], _ other: [UInt8], limit: Int) -> Int {
  withFrozen(one) { one in withFrozen(other) { other in damerauLevenshtein(one, other, limit: limit) } }
}

/// Bytes of a text.
typealias Letters = Frozen<UInt8>

func jaroWinkler(_ one: Letters, _ other: Letters) -> Double {
  if one.count > other.count { return jaroWinkler(other, one) }
  guard !one.isEmpty else { return other.isEmpty ? 1 : 0 }
  let jaro = other.count <= 64 ? shortJaro(one, other) : longJaro(one, other)
  guard jaro > 0.7 else { return jaro }
  var prefix = 0
  while prefix < min(4, one.count), one[prefix] == other[prefix] { prefix += 1 }
  return jaro + Double(prefix) * 0.1 * (1 - jaro)
}

/// Jaro similarity from the number of letters in common and of those out of order.
fileprivate func jaro(_ common: Int, moved: Int, _ one: Int, _ other: Int) -> Double {
  guard common > 0 else { return 0 }
  let matches = Double(common)
  return (matches / Double(one) + matches / Double(other) + (matches - Double(moved / 2)) / matches) / 3
}

/// Texts of 64 letters at most: which letters are taken fits in one word each.
fileprivate func shortJaro(_ one: Letters, _ other: Letters) -> Double {
  let reach = max(other.count / 2 - 1, 0)
  var takenOne: UInt64 = 0
  var takenOther: UInt64 = 0
  for i in one.indices {
    let letter = one[i]
    for j in max(0, i - reach)..<max(min(other.count, i + reach + 1), max(0, i - reach))
    where other[j] == letter && takenOther & (1 << UInt64(j)) == 0 {
      takenOne |= 1 << UInt64(i)
      takenOther |= 1 << UInt64(j)
      break
    }
  }
  let common = takenOne.nonzeroBitCount
  var moved = 0
  while takenOne != 0 {
    if one[takenOne.trailingZeroBitCount] != other[takenOther.trailingZeroBitCount] { moved += 1 }
    takenOne &= takenOne - 1
    takenOther &= takenOther - 1
  }
  return jaro(common, moved: moved, one.count, other.count)
}

fileprivate func longJaro(_ one: Letters, _ other: Letters) -> Double {
  let reach = max(other.count / 2 - 1, 0)
  var taken = [Bool](repeating: false, count: other.count)
  var lettersOfOne: [UInt8] = []
  for i in one.indices {
    for j in max(0, i - reach)..<max(min(other.count, i + reach + 1), max(0, i - reach))
    where other[j] == one[i] && !taken[j] {
      taken[j] = true
      lettersOfOne.append(one[i])
      break
    }
  }
  var moved = 0
  var next = 0
  for j in other.indices where taken[j] {
    if lettersOfOne[next] != other[j] { moved += 1 }
    next += 1
  }
  return jaro(lettersOfOne.count, moved: moved, one.count, other.count)
}

func damerauLevenshtein(_ one: Letters, _ other: Letters, limit: Int) -> Int {
  if one.count > other.count { return damerauLevenshtein(other, one, limit: limit) }
  guard other.count - one.count <= limit else { return limit + 1 }
  guard !one.isEmpty else { return other.count }
  if limit == 1 { return isWithinOneEdit(one, other) ? (isSame(one, other) ? 0 : 1) : 2 }
  let distance = one.count <= 64 ? shortDistance(one, other) : longDistance(one, other)
  return min(distance, limit + 1)
}

fileprivate func isSame(_ one: Letters, _ other: Letters) -> Bool {
  guard one.count == other.count else { return false }
  for index in one.indices where one[index] != other[index] { return false }
  return true
}

/// Whether one edit at most parts two texts, the first being the shorter: what lies between the first and the last difference.
fileprivate func isWithinOneEdit(_ one: Letters, _ other: Letters) -> Bool {
  var start = 0
  while start < one.count, one[start] == other[start] { start += 1 }
  var end = 0
  while end < one.count - start, one[one.count - 1 - end] == other[other.count - 1 - end] { end += 1 }
  switch (one.count - start - end, other.count - start - end) {
  case (0, 0), (0, 1), (1, 1): return true
  case (2, 2): return one[start] == other[start + 1] && one[start + 1] == other[start]
  default: return false
  }
}

/// Hyyrö's bit-parallel alignment (2003): a column of the table of distances is two words.
fileprivate func shortDistance(_ one: Letters, _ other: Letters) -> Int {
  let last: UInt64 = 1 << UInt64(one.count - 1)
  var positive = ~UInt64(0)
  var negative: UInt64 = 0
  var diagonal: UInt64 = 0
  var before: UInt64 = 0
  var distance = one.count
  for j in other.indices {
    let letter = other[j]
    var equal: UInt64 = 0
    for i in one.indices where one[i] == letter { equal |= 1 << UInt64(i) }
    let swap = ((~diagonal & equal) << 1) & before
    diagonal = ((((equal & positive) &+ positive) ^ positive) | equal | negative) | swap
    var up = negative | ~(diagonal | positive)
    var down = diagonal & positive
    if up & last != 0 { distance += 1 }
    if down & last != 0 { distance -= 1 }
    up = up << 1 | 1
    down <<= 1
    positive = down | ~(diagonal | up)
    negative = up & diagonal
    before = equal
  }
  return distance
}

fileprivate func longDistance(_ one: Letters, _ other: Letters) -> Int {
  var beforeLast = [Int](repeating: 0, count: other.count + 1)
  var last = Array(0...other.count)
  var row = last
  for i in one.indices {
    row[0] = i + 1
    for j in other.indices {
      let same = one[i] == other[j]
      var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (same ? 0 : 1))
      if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] { best = min(best, beforeLast[j - 1] + 1) }
      row[j + 1] = best
    }
    (beforeLast, last, row) = (last, row, beforeLast)
  }
  return last[other.count]
}

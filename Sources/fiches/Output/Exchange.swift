import Foundation

/// The step by which new files take the place of the previous ones in a folder.
///
/// Where the folder can be renamed, it and the draft beside it exchange names at once. Where it cannot (a volume, the
/// folder of whoever runs, a parent closed to them), the draft stands inside, and its entries are moved one by one: once it
/// is whole it bears another name, so that a run that finds it so finishes what a killed one began. The manifest, moved
/// last, tells whether all is there.
struct Exchange {
  private let place: String
  /// What the folder is of the whole output, such as `restreint/retours/`.
  private let prefix: String
  private let isInside: Bool

  /// `place`: absolute, without links; `isInside`: whether it keeps its name, by default as the system says.
  init(_ place: String, as prefix: String, isInside: Bool? = nil) {
    self.place = place
    self.prefix = prefix
    self.isInside = isInside ?? !canBeRenamed(place)
  }

  /// Names of what is on its way: `.output.partiel-` and a random number of sixteen digits.
  enum Aside: String, CaseIterable {
    case draft = "partiel", whole = "complet", previous = "precedent"

    /// What a name says; `nil` for any other name.
    init?(of name: String) {
      let (kind, number) = name.cut(atLast: "-")
      guard name.hasPrefix("."), number.utf8.count == 16, number.utf8.allSatisfy(\.isHexDigit) else { return nil }
      self.init(rawValue: kind.cut(atLast: ".").after)
    }
  }

  /// A path of its own for a draft: two runs, in two containers or not, never choose the same.
  func draftPath() -> String {
    let number = String(UInt64.random(in: .min ... .max), radix: 16)
    return path(.draft, number: String(repeating: "0", count: 16 - number.count) + number)
  }

  private func path(_ aside: Aside, number: String) -> String {
    let (parent, name) = place.cut(atLast: "/")
    return "\(isInside ? place : parent)/.\(name).\(aside.rawValue)-\(number)"
  }

  /// The numbers of what lies there of each kind.
  private func leftovers() throws(Refusal) -> [Aside: [String]] {
    let (parent, name) = place.cut(atLast: "/")
    let names = try entries(of: isInside ? place : parent).filter { $0.hasPrefix(".\(name).") }
    let known = names.compactMap { name in Aside(of: name).map { ($0, name.cut(atLast: "-").after) } }
    return Dictionary(grouping: known, by: \.0).mapValues { $0.map(\.1) }
  }

  /// Finishes or removes what runs that were killed left; what a living one writes is left alone.
  func recover() throws(Refusal) {
    try locked { () throws(Refusal) in
      let found = try leftovers()
      for number in found[.whole] ?? [] { try moveIn(number) }
      for number in found[.previous] ?? [] {
        // The folder itself is missing only where a run was killed between two renames.
        if !isInside, rename(path(.previous, number: number), place) == 0 { continue }
        remove(path(.previous, number: number))
      }
      for number in found[.draft] ?? [] where !isHeld(path(.draft, number: number)) {
        remove(path(.draft, number: number))
      }
    }
  }

  /// Puts a finished draft in place; false when the folder holds what no run wrote, which is then as it was.
  func put(_ draft: OutputDraft) throws(Refusal) -> Bool {
    if !isInside { chmod(draft.path, mode()) }
    return try locked { () throws(Refusal) in
      guard isInside else { return try putWhole(draft.path) }
      guard try isOurs(place) else { return false }
      let number = draft.path.cut(atLast: "-").after
      try allowed(rename(draft.path, path(.whole, number: number)))
      try moveIn(number)
      return true
    }
  }

  /// One exchange of names; what stood there is removed once it is known to be ours.
  private func putWhole(_ draft: String) throws(Refusal) -> Bool {
    // An empty folder, or none, is simply replaced.
    if rename(draft, place) == 0 { return true }
    do throws(Refusal) {
      try exchange(draft, place)
    } catch {
      if error.number == EINVAL || error.number == ENOSYS { return try putInTwo(draft) }
      throw error
    }
    let isReplaced = Result { () throws(Refusal) in try isOurs(draft) }
    if case .success(true) = isReplaced { remove(draft) } else { try exchange(draft, place) }
    return try isReplaced.get()
  }

  /// For file systems that cannot exchange: a run killed between the renames leaves the previous folder beside, whole.
  private func putInTwo(_ draft: String) throws(Refusal) -> Bool {
    guard try isOurs(place) else { return false }
    let number = draft.cut(atLast: "-").after
    let previous = path(.previous, number: number)
    try allowed(rename(place, previous))
    if rename(draft, place) != 0 {
      let refusal = Refusal()
      rename(previous, place)
      throw refusal
    }
    remove(previous)
    return true
  }

  /// Moves the entries of a whole draft in, those it replaces out; may be done again from any point.
  private func moveIn(_ number: String) throws(Refusal) {
    let (whole, previous) = (path(.whole, number: number), path(.previous, number: number))
    if mkdir(previous, 0o700) != 0, errno != EEXIST { throw Refusal() }
    let manifest = "manifeste.json"
    let new = try entries(of: whole).filter { $0 != manifest }
    for name in try Belongings.roots(of: place, as: prefix) where !new.contains(name) && name != manifest {
      rename("\(place)/\(name)", "\(previous)/\(name)")
    }
    for name in new + [manifest] {
      if name != manifest { rename("\(place)/\(name)", "\(previous)/\(name)") }
      if rename("\(whole)/\(name)", "\(place)/\(name)") != 0, errno != ENOENT { throw Refusal() }
    }
    rmdir(whole)
    remove(previous)
  }

  /// Runs the body while no other run, in any container that sees the same folder, is in here.
  private func locked<Value>(_ body: () throws(Refusal) -> Value) throws(Refusal) -> Value {
    let descriptor = open(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // What does not exist yet has nothing to protect.
    if descriptor < 0, errno != ENOENT { throw Refusal() }
    defer { if descriptor >= 0 { close(descriptor) } }
    if descriptor >= 0 { while flock(descriptor, LOCK_EX) != 0, errno == EINTR {} }
    return try body()
  }

  /// Whether a living run holds a draft.
  private func isHeld(_ draft: String) -> Bool {
    let descriptor = open(draft, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) != 0
  }

  private func isOurs(_ folder: String) throws(Refusal) -> Bool {
    var status = stat()
    guard lstat(folder, &status) == 0 else { return errno == ENOENT }
    guard status.st_mode & S_IFMT == S_IFDIR else { return false }
    return try Belongings(of: folder, as: prefix, isThorough: false).isEmpty
  }

  /// The rights of the folder that is replaced, else those that a new folder has.
  private func mode() -> mode_t {
    var status = stat()
    if stat(place, &status) == 0 { return status.st_mode & 0o7777 }
    let mask = umask(0)
    umask(mask)
    return 0o777 & ~mask
  }

  private func remove(_ folder: String) { try? FileManager.default.removeItem(atPath: folder) }
}

/// Whether a folder, which may not exist, can take another name: it is no volume, nobody stands in it, and the one that
/// holds it is open to writing.
fileprivate func canBeRenamed(_ place: String) -> Bool {
  var (own, above) = (stat(), stat())
  guard lstat(place, &own) == 0 else { return true }
  let parent = place.cut(atLast: "/").before
  guard stat(parent.isEmpty ? "/" : parent, &above) == 0, own.st_dev == above.st_dev else { return false }
  // Field 5 of each line, its spaces written in octal, is where something is mounted, the same disk included.
  let mounts = FileManager.default.contents(atPath: "/proc/self/mountinfo") ?? Data()
  let written = place.utf8.flatMap {
    [32, 9, 10, 92].contains($0) ? Array("\\\($0 < 64 ? "0" : "")\(String($0, radix: 8))".utf8) : [$0]
  }
  let isMounted = mounts.split(separator: 10).contains { line in
    line.split(separator: 32).dropFirst(4).first.map { $0.elementsEqual(written) } ?? false
  }
  let here = FileManager.default.currentDirectoryPath
  return !isMounted && here != place && !here.hasPrefix(place + "/")
    && access(parent.isEmpty ? "/" : parent, W_OK | X_OK) == 0
}

extension String {
  /// What stands before and after the last of a sign; all of it after, when there is none.
  fileprivate func cut(atLast sign: Character) -> (before: String, after: String) {
    lastIndex(of: sign).map { (String(self[..<$0]), String(self[index(after: $0)...])) } ?? ("", self)
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool { (48...57).contains(self) || (97...102).contains(self) }
}

import Foundation

/// The built `fiches`, run as a person runs it.
enum Program {
  /// What a run leaves.
  struct Outcome {
    let status: Int32
    /// Standard output.
    let told: String
    /// Standard error.
    let complained: String
    /// Bytes of every file of the output folder, by path.
    let files: [String: [UInt8]]
    /// POSIX mode of every folder of the output folder, by path.
    let modes: [String: Int]

    func text(_ path: String) -> String { String(decoding: files[path] ?? [], as: UTF8.self) }
  }

  /// The root of the repository.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The debug or release binary that was built with these tests: beside their runner, or beside their bundle.
  static let binary: URL = {
    let runners = [URL(filePath: CommandLine.arguments[0]), Bundle.main.bundleURL] + Bundle.allBundles.map(\.bundleURL)
    let folders = runners.map { $0.deletingLastPathComponent() } + [Bundle.main.bundleURL]
    let found = folders.map { $0.appending(path: "fiches") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    return found ?? root.appending(path: ".build/debug/fiches")
  }()

  /// Runs the program in a new folder, with the words of `command`, then reads and removes what it wrote in `output/`.
  ///
  /// `files` are put in the folder first.
  static func run(
    _ command: [String],
    with program: String? = nil,
    files: [String: String] = [:],
    environment: [String: String] = [:],
    preparing prepare: (URL) throws -> Void = { _ in }
  ) throws -> Outcome {
    let folder = FileManager.default.temporaryDirectory.appending(path: "fiches-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (path, text) in files { try write(text, to: folder.appending(path: path)) }
    try prepare(folder)
    let process = Process()
    process.executableURL = program.map { URL(filePath: $0) } ?? binary
    process.arguments = command
    process.currentDirectoryURL = folder
    process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { _, new in new }
    let told = try sink("told", in: folder)
    let complained = try sink("complained", in: folder)
    process.standardOutput = told
    process.standardError = complained
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      told: try String(contentsOf: folder.appending(path: "told"), encoding: .utf8),
      complained: try String(contentsOf: folder.appending(path: "complained"), encoding: .utf8),
      files: try contents(of: folder.appending(path: "output")),
      modes: try modes(in: folder.appending(path: "output"))
    )
  }

  /// Writes a file, with the folders it needs.
  static func write(_ text: String, to file: URL) throws {
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Outputs go to files: a full pipe would stop the program.
  private static func sink(_ name: String, in folder: URL) throws -> FileHandle {
    let file = folder.appending(path: name)
    try Data().write(to: file)
    return try FileHandle(forWritingTo: file)
  }

  private static func paths(in folder: URL) -> [String] {
    FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }.sorted() ?? []
  }

  private static func isFolder(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
  }

  private static func contents(of folder: URL) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for path in paths(in: folder) where !isFolder(folder.appending(path: path)) {
      files[path] = [UInt8](try Data(contentsOf: folder.appending(path: path)))
    }
    return files
  }

  private static func modes(in folder: URL) throws -> [String: Int] {
    var modes: [String: Int] = [:]
    for path in paths(in: folder) where isFolder(folder.appending(path: path)) {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.appending(path: path).path)
      modes[path] = (attributes[.posixPermissions] as? NSNumber)?.intValue
    }
    return modes
  }
}

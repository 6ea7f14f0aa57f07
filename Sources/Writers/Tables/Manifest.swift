import Model

/// A file of the output and its SHA-256, taken where the file is made: the cores share the work.
struct DigestedFile: Sendable {
  let file: OutputFile
  let sha256: String
}

/// Hands the files on, then digests them.
func digested(
  _ files: [OutputFile],
  handing hand: ([OutputFile]) -> Void = { _ in }
) -> [DigestedFile] {
  hand(files)
  return files.map { DigestedFile(file: $0, sha256: sha256($0.bytes)) }
}

/// `manifeste.json`: what was run, and what came out of it.
///
/// `outputs` are the published files. What was read, and what is restricted, stands in the other manifest: the name of
/// an export may name somebody, and who knows all of a file but a small cell would try its values until the digest agrees.
func manifest(of report: Report, outputs: [DigestedFile]) -> OutputFile {
  let campaign = report.campaign
  let text = JSON.object([
    ("version", .text(report.version)),
    ("campagne", .text(campaign.name)),
    ("annee", .number(campaign.year)),
    ("date_arrete", .text(campaign.cutoff.description)),
    ("profil", .text(campaign.profile.rawValue)),
    ("projets", .list(campaign.projects.map { project($0, campaign.profile(of: $0.code)) })),
    ("sorties", .list(list(outputs))),
  ])
  return OutputFile(path: "manifeste.json", text: text.text)
}

/// The manifest of each closed room: `restreint/`, with what was read, and in it the returns, which `fiches verifier`
/// replaces alone.
func restrictedManifests(of report: Report, outputs: [DigestedFile]) -> [OutputFile] {
  func manifest(_ room: String, _ read: [(String, JSON)], _ files: [DigestedFile]) -> OutputFile {
    OutputFile(path: room + "manifeste.json", text: JSON.object(read + [("sorties", .list(list(files)))]).text)
  }
  let returns = "restreint/retours/"
  let read: [(String, JSON)] = [
    ("declarations", .list(sorted(report.declarations.map { ($0.path, $0.sha256, nil) }))),
    ("exports", .list(sorted(report.accounts.map { ($0.file.path, $0.sha256, $0.bytes) }))),
  ]
  return [
    manifest("restreint/", read, outputs.filter { !$0.file.path.hasPrefix(returns) }),
    manifest(returns, [], outputs.filter { $0.file.path.hasPrefix(returns) }),
  ]
}

fileprivate func list(_ outputs: [DigestedFile]) -> [JSON] {
  sorted(outputs.map { ($0.file.path, $0.sha256, $0.file.bytes.count) })
}

fileprivate func project(_ project: Project, _ profile: Profile) -> JSON {
  .object([
    ("projet", .text(project.code)), ("annee", .number(project.year)),
    ("date_arrete", .text(project.cutoff.description)), ("profil", .text(profile.rawValue)),
  ])
}

/// Files in byte order of their paths.
fileprivate func sorted(_ files: [(path: String, sha256: String, bytes: Int?)]) -> [JSON] {
  files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }.map { file in
    var members: [(String, JSON)] = [("chemin", .text(file.path)), ("sha256", .text(file.sha256))]
    if let bytes = file.bytes { members.append(("octets", .number(bytes))) }
    return .object(members)
  }
}

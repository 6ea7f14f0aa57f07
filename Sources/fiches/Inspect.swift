import Diagnostics
import Foundation
import Inspector
import Model
import Normaliser
import Readers

/// Runs `fiches inspecter`: what each export looks like and, with `--vers`, the declaration to start from.
func inspect(_ settings: InspectSettings, _ progress: Progress) throws(Stop) -> String {
  let places = campaignFolders(for: settings)
  let vocabulary = try vocabulary(of: places.vocabulary)
  let campaign = places.campaign
  if let target = settings.target { try checkFree(target) }
  let values = slowValues(in: Campaign(name: "", year: 2030, cutoff: Day(number: 21_915), profile: .funder))
  var reports: [FileReport] = []
  for file in try inspectedFiles(settings.paths) {
    progress.stage(file.name)
    reports += FileReport.all(FileProfile(file, values: values), with: vocabulary, values: values)
  }
  progress.end()
  var text = inspectionText(reports, with: vocabulary)
  guard let target = settings.target else {
    return text + "\nPour en faire une déclaration : ajouter « --vers input/sources/NOM ».\n"
  }
  let structure = target.split(separator: "/").last.map(String.init) ?? "source"
  let projects = campaign.projectTitles()
  if let project = settings.project, !projects.isEmpty, !projects.contains(where: { $0.code == project }) {
    throw .wrong(
      "projet « \(project) » inconnu ; le plus proche : « \(nearest(to: project, among: projects.map(\.code))) »"
    )
  }
  let setting = DraftSetting(structure: structure, projects: projects, project: settings.project)
  let files = draft(reports, with: vocabulary, for: setting)
  try write(files, in: target)
  text += "\nÉcrit dans \(target)/ : " + files.map(\.path).joined(separator: ", ") + "\n"
  return text + nextSteps(settings.paths, target: target)
}

fileprivate func nextSteps(_ paths: [String], target: String) -> String {
  let outside = paths.filter { !$0.hasPrefix(target) }
  let move = outside.isEmpty ? "" : "copier les exports dans \(target)/, "
  return "À faire : \(move)relire les lignes dont la « remarque » dit « à vérifier » ou « proposé », "
    + "puis « fiches verifier ».\n"
}

/// The files named, and the exports of the folders named.
fileprivate func inspectedFiles(_ paths: [String]) throws(Stop) -> [InspectedFile] {
  var files: [InspectedFile] = []
  for path in paths {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .file("\(path) : introuvable — vérifier le nom du fichier")
    }
    let parts = path.split(separator: "/")
    let parent = parts.count > 1 ? path.prefix(path.count - (parts.last?.count ?? 0)) : "."
    let folder = InputFolder(path: isFolder.boolValue ? path : String(parent))
    let names = isFolder.boolValue ? folder.exportNames() : [parts.last.map(String.init) ?? path]
    for name in names where isFolder.boolValue || !InputFolder.declarationNames.contains(name) {
      files.append(InspectedFile(name: name, bytes: try folder.export(name)))
    }
  }
  guard !files.isEmpty else {
    throw .file("\(paths.joined(separator: ", ")) : aucun export à inspecter — y déposer les fichiers")
  }
  return files
}

/// The campaign that `--entree` names, or that `--vers` is in, and the folder of the vocabulary: that campaign's, else
/// `input`'s, else the one beside the program's sources.
fileprivate func campaignFolders(for settings: InspectSettings) -> (campaign: InputFolder, vocabulary: InputFolder) {
  func holds(_ file: String, _ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(file)") }
  var candidates = [settings.input, settings.target.map { "\($0)/../.." }].compactMap(\.self) + ["input"]
  let campaign = candidates.first { holds("campagne.csv", $0) }
  var place = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
  for _ in 0..<6 {
    place.deleteLastPathComponent()
    candidates.append(place.appendingPathComponent("input").path)
  }
  let words = candidates.first { holds(InputFolder.headingsPath, $0) } ?? "input"
  return (InputFolder(path: campaign ?? words), InputFolder(path: words))
}

fileprivate func vocabulary(of campaign: InputFolder) throws(Stop) -> Vocabulary {
  var vocabulary = Vocabulary()
  var findings = Findings()
  let files = try campaign.vocabulary()
  if let headings = files.headings {
    vocabulary.addHeadings(headings, path: InputFolder.headingsPath, reporting: &findings)
  }
  for (format, bytes) in files.codes { vocabulary.addCodes(bytes, ofFormat: format) }
  guard files.headings != nil else {
    throw .file(
      "\(campaign.path)/\(InputFolder.headingsPath) : introuvable — donner le dossier de campagne qui a le vocabulaire (--entree)"
    )
  }
  guard findings.all.isEmpty else { throw .declarations(findings.all) }
  return vocabulary
}

/// A declaration that somebody wrote is never overwritten.
fileprivate func checkFree(_ target: String) throws(Stop) {
  let present = InputFolder(path: target).declarationsPresent()
  guard present.isEmpty else {
    throw .wrong(
      "\(target) a déjà \(present.joined(separator: ", ")) : les retirer, ou donner un autre dossier (--vers)"
    )
  }
}

fileprivate func write(_ files: [OutputFile], in folder: String) throws(Stop) {
  do {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for file in files {
      try Data(file.bytes).write(to: URL(fileURLWithPath: "\(folder)/\(file.path)"), options: [.atomic])
    }
  } catch {
    throw .file("\(folder) : écriture impossible — vérifier l'espace du disque et les droits")
  }
}

import CSV
package import Model

extension Exports {
  /// What the declarations expect and the folder does not have, structure by structure.
  ///
  /// Of a structure that sent nothing, only that is said. A line of a format is expected where no other line feeds its
  /// table.
  package func unreceived(of sources: [SourceDeclaration]) -> [Unreceived] {
    sources.flatMap { source -> [Unreceived] in
      let code = source.structure.code
      let own = opened.filter { $0.source.structure.code == code }
      if own.isEmpty { return [Unreceived(structure: code, kind: .nothing)] }
      let names = own.map { files[$0.file].name } + leftOutNames(of: code)
      let fed = Set(source.tables.filter { table in names.contains { table.captures(of: $0) != nil } }.map(\.name))
      let missing = source.tables.filter { table in
        !names.contains { table.captures(of: $0) != nil } && (table.isOwn || !fed.contains(table.name))
      }
      var empty: [String] = []
      for export in own where export.sheet.rowCount == 0 && !empty.contains(files[export.file].name) {
        empty.append(files[export.file].name)
      }
      return missing.map { Unreceived(structure: code, kind: .pattern($0.patterns.joined(separator: "|"))) }
        + empty.map { Unreceived(structure: code, kind: .emptyExport($0)) }
    }
  }

  /// The files of a structure that are not read because another one says the same, or because nothing is in them.
  private func leftOutNames(of structure: String) -> [String] {
    let read = Set(opened.map(\.file))
    return files.indices.filter { files[$0].structure == structure && !read.contains($0) }.map { files[$0].name }
  }
}

/// Something that was expected of a structure and did not come: told to the operator, in that structure's return and in
/// the fiches it feeds.
package struct Unreceived: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// The structure sent no export that can be read.
    case nothing
    /// A pattern of its `fichiers.csv` takes no file.
    case pattern(String)
    /// An export came with its heading and no row.
    case emptyExport(String)
    /// Nothing that it sent is dated in the year of the report; the day of its last event until then, if any.
    case noEvent(year: Int, last: Day?)
  }

  /// Code of the structure.
  package let structure: String
  package let kind: Kind

  package init(structure: String, kind: Kind) {
    self.structure = structure
    self.kind = kind
  }

  /// A whole French sentence, without the structure's name.
  package var sentence: String {
    switch kind {
    case .nothing: "aucun export reçu"
    case .pattern(let pattern): "aucun fichier reçu pour « \(pattern) »"
    case .emptyExport(let name): "l'export « \(name) » a son en-tête et aucune ligne"
    case .noEvent(let year, let last):
      "aucun événement daté de \(year) dans ce qui a été reçu"
        + (last.map { " ; le dernier est du \($0.french)" } ?? "")
    }
  }

  /// Where it is said: the structure's folder, or the file.
  package var path: String {
    switch kind {
    case .nothing, .noEvent, .pattern: "sources/\(structure)"
    case .emptyExport(let name): "sources/\(structure)/\(name)"
    }
  }
}

import Foundation

/// What the system refused, by its number.
struct Refusal: Error {
  let number: Int32

  init(_ number: Int32 = errno) { self.number = number }

  /// In the words of whoever can do something about it.
  var reason: String {
    switch number {
    case ENOSPC, EDQUOT: "disque plein, ou plus de place pour un fichier de plus"
    case EACCES, EPERM: "droits insuffisants"
    case EROFS: "disque en lecture seule"
    case EMFILE, ENFILE: "trop de fichiers ouverts (« ulimit -n »)"
    case EFBIG: "fichier trop grand pour ce système"
    case ENAMETOOLONG: "nom trop long"
    case ENOENT: "introuvable"
    case ENOTDIR: "un fichier est là où il faut un dossier"
    case ELOOP: "liens qui tournent en rond"
    case EPIPE, EBADF: "personne ne lit la suite"
    case EIO: "panne du disque"
    default: "refus du système, numéro \(number)"
    }
  }
}

/// The value of a call of the system that answers -1 when it refuses.
@discardableResult
func allowed(_ answer: Int32) throws(Refusal) -> Int32 {
  if answer < 0 { throw Refusal() }
  return answer
}

/// Writes every byte, or throws what the system refused.
func write(_ bytes: [UInt8], to descriptor: Int32) throws(Refusal) {
  var start = 0
  while start < bytes.count {
    let count = bytes[start...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    if count < 0 { throw Refusal() }
    start += count
  }
}

/// The bytes of a file.
func bytes(of path: String) throws(Refusal) -> [UInt8] {
  let descriptor = try allowed(open(path, O_RDONLY | O_CLOEXEC))
  defer { close(descriptor) }
  var status = stat()
  try allowed(fstat(descriptor, &status))
  var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
  var filled = 0
  while filled < bytes.count {
    let count = bytes[filled...].withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    if count < 0 { throw Refusal() }
    if count == 0 { return Array(bytes[..<filled]) }
    filled += count
  }
  return bytes
}

/// The names in a folder, in byte order; empty where there is no folder.
func entries(of folder: String) throws(Refusal) -> [String] {
  guard let stream = opendir(folder) else {
    if errno == ENOENT { return [] }
    throw Refusal()
  }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

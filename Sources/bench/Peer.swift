import Foundation

/// DuckDB on one thread, where a Python that has it is found; the figures are of the query alone, not of its start.
struct Peer {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  let version: String

  /// Starts the peer; `nil` where it is not installed.
  ///
  /// `BENCH_PYTHON` names the Python to ask.
  init?() {
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [ProcessInfo.processInfo.environment["BENCH_PYTHON"] ?? "python3", "-c", Peer.program]
    (process.standardInput, process.standardOutput, process.standardError) = (input, output, FileHandle.nullDevice)
    guard (try? process.run()) != nil, let version = Peer.line(output), version.hasPrefix("DuckDB") else { return nil }
    self.version = version
  }

  private static let program = """
    import duckdb, resource, sys
    def cpu():
        r = resource.getrusage(resource.RUSAGE_SELF)
        return r.ru_utime + r.ru_stime
    base = duckdb.connect()
    base.execute('set threads=1')
    print('DuckDB', duckdb.__version__, flush=True)
    for query in sys.stdin:
        start = cpu()
        base.execute(query).fetchall()
        print(cpu() - start, flush=True)
    """

  /// CPU seconds of one query.
  func seconds(_ query: String) -> Double? {
    input.fileHandleForWriting.write(Data((query + "\n").utf8))
    return Peer.line(output).flatMap(Double.init)
  }

  func stop() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  private static func line(_ pipe: Pipe) -> String? {
    var bytes: [UInt8] = []
    while let byte = try? pipe.fileHandleForReading.read(upToCount: 1)?.first {
      if byte == 0x0a { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
    return nil
  }

  static func sum(_ table: String) -> String { "select bailleur, periode, sum(solde) from \(table) group by 1, 2" }

  static func typed(_ table: String) -> String {
    "select count(bailleur), count(contrat), count(lot), count(periode), max(jour), count(code), max(length(libelle)), "
      + "sum(solde) from \(table)"
  }

  static func everyTenant(_ table: String) -> String {
    "select "
      + (0..<40).map { Generator.tenantAmounts.contains($0) ? "sum(c\($0))" : "max(c\($0))" }.joined(separator: ", ")
      + " from \(table)"
  }

  /// The rent ledger as a table, its dialect given.
  static func ledger(_ path: String) -> String {
    "read_csv('\(path)', delim=';', header=true, quote='\"', decimal_separator=',', dateformat='%d/%m/%Y', auto_detect=false, "
      + "columns={'bailleur':'VARCHAR','contrat':'VARCHAR','lot':'VARCHAR','periode':'VARCHAR','jour':'DATE',"
      + "'code':'VARCHAR','libelle':'VARCHAR','solde':'DECIMAL(12,2)'})"
  }

  /// The tenant file as a table, its dialect given.
  static func tenants(_ path: String) -> String {
    let columns = (0..<40).map { column in
      let type =
        Generator.tenantDays.contains(column)
        ? "DATE" : Generator.tenantAmounts.contains(column) ? "DECIMAL(12,2)" : "VARCHAR"
      return "'c\(column)':'\(type)'"
    }
    return "read_csv('\(path)', delim=';', header=true, quote='\"', decimal_separator=',', dateformat='%d/%m/%Y', "
      + "auto_detect=false, new_line='\\r\\n', columns={\(columns.joined(separator: ","))})"
  }
}

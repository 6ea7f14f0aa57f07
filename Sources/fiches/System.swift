import Foundation

// Calls of Linux that the import of its C library into Swift leaves out, found by their names in the running process.
// Unsafe: a symbol is trusted to have the type that its manual page gives, which the C library never changes.

/// Gives two paths of one file system each other's name, in one step that nobody sees half done; throws `EINVAL` where
/// the system or its file system cannot.
func exchange(_ one: String, _ other: String) throws(Refusal) {
  typealias Call = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
  guard let symbol = dlsym(nil, "renameat2") else { throw Refusal(EINVAL) }
  let exchangeNames: UInt32 = 2
  try allowed(unsafeBitCast(symbol, to: Call.self)(AT_FDCWD, one, AT_FDCWD, other, exchangeNames))
}

/// Waits until what was written to the file system of an open file is on its disk.
func synchronise(_ descriptor: Int32) throws(Refusal) {
  typealias Call = @convention(c) (Int32) -> Int32
  guard let symbol = dlsym(nil, "syncfs") else { return sync() }
  try allowed(unsafeBitCast(symbol, to: Call.self)(descriptor))
}

/// Makes a fault of the program, memory refused included, end with a sentence and status 3, never with a signal.
func guardAgainstFaults() {
  // A stack of its own, as long as the process lives: a handler cannot run on one that overflowed.
  let size = 1 << 16
  var aside = stack_t()
  aside.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
  aside.ss_size = size
  sigaltstack(&aside, nil)
  var action = sigaction()
  // Only calls that are safe in a handler.
  action.__sigaction_handler.sa_handler = { _ in
    let words: StaticString = """
      fiches: arrêt : mémoire insuffisante, ou faute du programme ; rien n'a été remplacé. Libérer de la mémoire et \
      relancer ; si cela revient, envoyer la commande et cette phrase à qui tient le programme.

      """
    write(2, words.utf8Start, words.utf8CodeUnitCount)
    _exit(3)
  }
  action.sa_flags = SA_ONSTACK
  for fault in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGXFSZ] { sigaction(fault, &action, nil) }
  // Whoever stops reading makes a write fail, which is said.
  signal(SIGPIPE, SIG_IGN)
}

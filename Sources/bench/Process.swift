import Foundation

/// What a whole process took, as the system counted it.
struct Cost {
  /// Seconds on all cores, the kernel's included.
  let cpu: Double
  /// Seconds from start to end.
  let wall: Double
  /// The most memory held at a time, in megabytes.
  let memory: Int

  /// Runs a command to its end in a folder, what it prints left out; `nil` when it cannot start or fails.
  static func of(_ command: [String], in folder: URL) -> Cost? {
    let start = ContinuousClock.now
    var arguments = (["/usr/bin/env", "-C", folder.path] + command).map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    arguments.append(nil)
    #if canImport(Darwin)
      var files: posix_spawn_file_actions_t?
    #else
      var files = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    for output in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&files, output, "/dev/null", O_WRONLY, 0)
    }
    var process: pid_t = 0
    guard posix_spawn(&process, "/usr/bin/env", &files, nil, arguments, environ) == 0 else { return nil }
    var (status, usage): (Int32, rusage) = (0, rusage())
    while wait4(process, &status, 0, &usage) < 0 { guard errno == EINTR else { return nil } }
    guard status == 0 else { return nil }
    let seconds = { (time: timeval) in Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    #if canImport(Darwin)
      let unit = 1_048_576
    #else
      let unit = 1024
    #endif
    return Cost(
      cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      wall: (ContinuousClock.now - start) / .seconds(1),
      memory: Int(usage.ru_maxrss) / unit
    )
  }
}

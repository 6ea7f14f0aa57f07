// What Linux has and the import of its C library into Swift leaves out.
#ifndef PLATFORM_H
#define PLATFORM_H

/// Gives two paths of one file system each other's name, in one step that nobody sees half done.
/// 0, or the system's error number (EINVAL where the file system cannot).
int platform_exchange(const char *_Nonnull one, const char *_Nonnull other);

/// Waits until what was written to the file system of an open file is on its disk. 0, or the system's error number.
int platform_sync(int descriptor);

/// The commit that was built, short; empty when the build did not say.
const char *_Nonnull platform_commit(void);

/// Makes a fault of the program, memory refused included, end with this sentence and status 3, never with a signal.
/// `sentence` must live as long as the process.
void platform_guard(const char *_Nonnull sentence);

#endif

#define _GNU_SOURCE
#include "platform.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifndef FICHES_COMMIT
#define FICHES_COMMIT ""
#endif

const char *platform_commit(void) { return FICHES_COMMIT; }

int platform_exchange(const char *one, const char *other) {
#ifdef RENAME_EXCHANGE
  return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) == 0 ? 0 : errno;
#else
  (void)one, (void)other;
  return EINVAL;
#endif
}

int platform_sync(int descriptor) {
#ifdef __linux__
  return syncfs(descriptor) == 0 ? 0 : errno;
#else
  (void)descriptor;
  sync();
  return 0;
#endif
}

static const char *last_words = "";

// Only calls that are safe in a handler.
static void end(int signal) {
  (void)signal;
  size_t left = strlen(last_words);
  const char *next = last_words;
  while (left > 0) {
    ssize_t count = write(2, next, left);
    if (count <= 0) break;
    next += count;
    left -= (size_t)count;
  }
  _exit(3);
}

void platform_guard(const char *sentence) {
  // A stack of its own: a handler cannot run on one that overflowed.
  static char stack[65536];
  stack_t aside = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&aside, NULL);
  last_words = sentence;
  struct sigaction action = {.sa_handler = end, .sa_flags = SA_ONSTACK};
  sigfillset(&action.sa_mask);
  const int faults[] = {SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGXFSZ};
  for (size_t index = 0; index < sizeof faults / sizeof *faults; index++) sigaction(faults[index], &action, NULL);
  // Whoever stops reading makes a write fail, which is said.
  signal(SIGPIPE, SIG_IGN);
}

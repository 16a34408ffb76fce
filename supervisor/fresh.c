/*
 * fresh: in place of the zygote where programs are not to share a warm interpreter.
 *
 * Theory of operation
 *
 * A worker enters its cell as the zygote's do, and then executes the image's own interpreter, with all that confines a program
 * in force. Which program will be asked for is known well enough: `python3 /workspace/script.py`. So the interpreter is started
 * before anybody asks, and a preloaded library stops it where it opens its script (gate.c). Where something else is asked for,
 * the cell ends what waits and orders another worker, which waits for its command line and then executes it.
 */
#define _GNU_SOURCE
#include "fresh.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "gate.h"
#include "forker.h"

static char **program;
static int library;

/* The cell's tree has no way to the library, but this process has it open. */
static void stand_at_gate(const struct order *order) {
  char path[32];
  required(dup2(order->go, GATE_WORD), "gate"), required(dup2(order->status, GATE_READY), "gate");
  required(dup2(library, GATE_LIBRARY), "gate");
  /* SECURITY: an inherited descriptor is a way out: the library closes the three that are left */
  required(syscall(SYS_close_range, STDERR_FILENO + 1, GATE_LIBRARY - 1, 0), "close_range");
  required(syscall(SYS_close_range, GATE_READY + 1, ~0u, 0), "close_range");
  snprintf(path, sizeof path, "/proc/self/fd/%d", GATE_LIBRARY);
  required(setenv("LD_PRELOAD", path, 1), "gate");
}

static void become_program(const struct order *order) {
  int count;
  char **argv = program;
  signal(SIGPIPE, SIG_DFL);
  enter(order);
  if (order->asked_for) argv = await_request(order, &count);
  else stand_at_gate(order);
  execv(argv[0], argv);
  required(-1, argv[0]);
}

_Noreturn void start_fresh(char **ahead) {
  program = ahead;
  library = required(open("/.sce/gate.so", O_RDONLY | O_CLOEXEC), "gate");
  signal(SIGPIPE, SIG_IGN); /* a cell may be gone when its worker's status comes */
  load_filter();
  serve(&(struct forker){.in_child = become_program});
}

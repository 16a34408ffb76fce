/* Starts the program of a container: what `supervisor` and `attached` have in common. */
#ifndef SCE_LAUNCH_H
#define SCE_LAUNCH_H
#include <stdint.h>
#include <sys/types.h>

#include "gate.h"
#include "gvisor.h"

/* Who the program is, and what it is started with. */
struct launch {
  uid_t uid;
  gid_t gid;
  const char *directory;
  int fed; /* its input is a pipe, not ours */
  struct gvisor gvisor;
  uint32_t open_files;
  char **argv;
};

struct child {
  pid_t pid;
  int in, out, err; /* our ends of its standard streams; no `in` unless it is fed */
};

/* A child that waits at its gate to become the program with the command line `argv`; none if that is NULL. */
struct ahead {
  char **argv;
  struct gate gate;
  struct child child;
};

/* Starts that child and waits until it waits, confined like any program. It is none if it ends instead. */
struct ahead start_ahead(const struct launch *launch, char **argv);

/* What waits becomes the program if that is what is to be launched, and makes way for it if not. */
struct child start(struct ahead *ahead, const struct launch *launch);
#endif

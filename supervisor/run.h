/* One program under its limits: what supervisors that keep the limits themselves do, attached.c and cell.c. */
#ifndef SCE_RUN_H
#define SCE_RUN_H
#include <stdint.h>

#include "request.h"

/* Reasons to end a program, numbered as in the report. */
enum killer { NOBODY, WALL_TIME, CPU_TIME, OUT_OF_MEMORY, OUTPUT, CANCELLED };

/* Open files of the control group; -1 where the kernel has no such file or it is not ours to write. */
struct counters {
  int version, quota, cpu_time, peak_memory, oom, peak_processes;
};

struct run {
  struct counters counters;
  struct request request;
  int host;                    /* the host's words: an order to end the program, or the end of the stream */
  int in, out, err;            /* our ends of the program's standard streams */
  int status;                  /* readable when the program may have ended */
  void (*ended)(struct run *); /* reads it, and calls end_with() if so */
  /* Called for as long as a program with no stream left has not ended; returns when to call again at the latest. May be NULL. */
  uint64_t (*silent)(struct run *, uint64_t time);
  int calls;                    /* readable when the program waits for its cell to hear of a call */
  void (*called)(struct run *); /* hears of it; or NULL */
  uint64_t deaf_until;          /* no more than that: set by called() */
  enum killer killer;
  int over, wait_status;
  int leaves; /* over, but for an exit from which it is not to return: see end_as_it_leaves() */
  int own_kernel; /* gVisor's, so that the host's kernel kills everything here at once, this process too */
  uint64_t started, wall, cpu_before, next_memory_check, next_cpu_check, next_use_check, printed[2];
};

/* Whether it has never been more than one process of one thread, with little memory, so that nothing is lost by not waiting for its exit. */
int is_small(const struct run *run);

/* The program has just been let go: the clocks run. */
void begin(struct run *run);

/* The program has ended, with that wait status. */
void end_with(struct run *run, int wait_status);

/* The program has nothing left to do but to exit with that code, and sleeps until it is killed, which is to be done behind the report. */
void end_as_it_leaves(struct run *run, int exit_code);

/* Carries what the program prints and keeps its limits, until it has ended and nothing that it started is left. */
void follow(struct run *run);

/* Sends the counters and the end, 'u' and 'x'. */
void report(const struct run *run);
#endif

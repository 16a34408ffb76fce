/*
 * callers.h: several callers, each of which does one thing again and again for a while and says how long each time took.
 *
 * One line for each time, in nanoseconds; "wrong" for one that failed.
 */
#ifndef CALLERS_H
#define CALLERS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int check(int result, const char *what) {
  if (result < 0) {
    perror(what);
    exit(1);
  }
  return result;
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static inline void call(int64_t end, int caller, bool (*once)(int caller)) {
  setvbuf(stdout, NULL, _IOLBF, 0); /* whole lines, though several callers write to one pipe */
  do {
    int64_t start = now();
    if (once(caller)) printf("%lld\n", (long long)(now() - start));
    else printf("wrong\n");
  } while (now() < end);
}

/* Returns when all callers have ended; false if one of them could not go on. Each calls `begin` first, if there is one. */
static inline bool run_callers(int count, int64_t milliseconds, void (*begin)(void), bool (*once)(int caller)) {
  int64_t end = now() + milliseconds * 1000000;
  bool right = true;
  int status;
  for (int i = 0; i < count; i++)
    if (check(fork(), "fork") == 0) {
      if (begin != NULL) begin();
      call(end, i, once);
      exit(0);
    }
  while (wait(&status) > 0) right &= status == 0;
  return right;
}

#endif

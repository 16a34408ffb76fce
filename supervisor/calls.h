/* Calls of which a cell hears before the kernel carries them out. The program's side is in forker.c. */
#ifndef SCE_CALLS_H
#define SCE_CALLS_H
#include <poll.h>
#include <stdint.h>

/* What a cell hears, and has heard. */
struct calls {
  int from;       /* a socket on which a worker sends what to listen to */
  int fd;         /* what to listen to, readable when there is something to hear; -1: nobody tells */
  int any;        /* a socket has been made, or may have been */
  uint64_t leaver; /* an interpreter that wants to leave, and waits; or 0 */
  int exit_code;   /* with which it would */
  unsigned total, burst; /* how many in all, and of late */
  uint64_t slice;        /* until when that is counted */
};

/* Lets the kernel carry out what waits. Returns when to listen again, on the clock of now(). */
uint64_t hear(struct calls *calls);

/* Lets the interpreter leave that waits. */
void let_leave(struct calls *calls);

/* Waits until a descriptor is readable, or has ended, and hears meanwhile. There is room for HEARING more behind `count`. */
enum { HEARING = 2 };
void wait_and_hear(struct calls *calls, struct pollfd *polled, nfds_t count);
#endif

/*
 * The way of a worker into a cell, from the cell's order to the moment when nothing is missing but the program. For whoever
 * forks workers: the zygote, and the process that takes its place where every program
 * has an interpreter of its own (fresh.c). See docs/cell-protocol.md.
 */
#ifndef SCE_FORKER_H
#define SCE_FORKER_H
#include <stdint.h>

/* What the one who forks workers inherits: the socket with the orders, and a file with its system call filter. */
enum { ORDERS = 3, FILTER = 4 };

/* What an interpreter that leaves passes to exit_group, which takes no second argument, behind its exit code: then its cell hears of it. */
enum { LEAVING = 0x5ce1eaf };

/* One datagram of a cell. The first descriptor is the cell's process, the rest are the worker's ends of its pipes. */
struct order {
  uint32_t number;   /* of the cell */
  uint32_t asked_for; /* 1: a request is there already, and it is not for the program that might be started ahead */
  int cell, in, out, err, go, status, calls;
};

/* What differs between the two. */
struct forker {
  void (*before)(void), (*in_parent)(void); /* a fork; or NULL */
  void (*in_child)(const struct order *order); /* becomes the program; does not return */
};

/* Loads the filter of the one who forks: what programs may call, and `setns`, `unshare` and `seccomp`; see cells.c. */
void load_filter(void);

/* Forks workers as they are ordered, and passes their wait statuses on to their cells. Does not return. */
_Noreturn void serve(const struct forker *forker);

/* Leaves this process with a cell's namespaces, streams, user and limits, and with nothing else. */
void enter(const struct order *order);

/* Says that this worker waits, and returns the command line of the request. Only the standard streams are left open. */
char **await_request(const struct order *order, int *argc);

/* Ends this process, with a line on stderr, if a system call has failed. */
int required(long result, const char *what);
#endif

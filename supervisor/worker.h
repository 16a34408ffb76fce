/*
 * The process that becomes the program of a cell: forked by the zygote, or, in a container without one, executed afresh. See
 * docs/cell-protocol.md.
 */
#ifndef SCE_WORKER_H
#define SCE_WORKER_H
#include <stdint.h>

#include "cells.h"
#include "group.h"
#include "request.h"

/* Its own ends of its pipes, in the order of the datagram to the zygote, whose first descriptor is the cell. */
enum { SELF, IN, OUT, ERR, GO, STATUS, SIDES };

struct worker {
  int in, out, err; /* our ends of its standard streams */
  int go, status;   /* of what it is told, and of what it tells */
  int sides[SIDES];
};

/* Called before this process becomes root of its namespace: without a zygote, the worker must join its group by then. */
struct worker make_worker(const struct container *container, const struct group *group);

/* Called when the namespaces are ready: returns when the worker is in them, confined, and waits. */
void await_worker(struct worker *worker, const struct container *container, uint32_t number);

/* Lets it run what the request says. */
void let_go(const struct worker *worker, const struct request *request);
#endif

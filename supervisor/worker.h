/* What a cell knows of its worker, the process that becomes the program; whose own side is in forker.c. See docs/cell-protocol.md. */
#ifndef SCE_WORKER_H
#define SCE_WORKER_H
#include <stdint.h>

#include "calls.h"
#include "cells.h"
#include "request.h"

struct worker {
  int in, out, err; /* our ends of its standard streams */
  int go, status;   /* of what it is told, and of what it tells */
  struct calls calls;
  int told; /* its end of what they come from */
  int at_gate;      /* it is an interpreter that was started ahead */
};

/* Called when the namespaces are ready: returns when a worker is in them, confined, and waits. */
struct worker make_worker(const struct container *container, uint32_t number, const struct sockets *sockets);

/* Replaces a worker that was started ahead for another program. No more than that: it is not let go yet. */
void expect_program(struct worker *worker, const struct container *container, uint32_t number, const struct request *request);

/* Lets it run what the request says. */
void let_go(const struct worker *worker, const struct request *request);
#endif

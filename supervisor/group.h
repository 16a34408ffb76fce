/* The control group of one cell. */
#ifndef SCE_GROUP_H
#define SCE_GROUP_H
#include <stddef.h>
#include <stdint.h>

#include "cells.h"
#include "run.h"

/* Its files, opened while this process is still their owner. */
struct group {
  struct counters counters;
  int processes, memory, swap;
  int members;
};

/* What it is called, below each of the container's. */
void group_name(char *name, size_t size, uint32_t number);

/* Makes that of cell `number`. */
struct group make_group(const struct container *in, uint32_t number);

/* Sets the limits of a run. */
void limit_group(const struct group *group, const struct request *request);

/* Forgets the peak of memory so far, where the kernel can. */
void reset_peak(const struct group *group);

/* Whether it has no process. */
int is_empty(const struct group *group);
#endif

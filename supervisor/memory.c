/*
 * Where the zygote's memory lies: together, in huge pages.
 *
 * Theory of operation
 *
 * A fork copies an entry for each page that the zygote has written to, and the end of the child removes it again: for the
 * 4,000 small pages of a warm interpreter that is more work than its whole program. Pages of one huge page are copied and
 * removed together. A child that writes to one still gets a copy of 4 KiB, and is charged for that.
 *
 * For this, the blocks from which CPython allocates its objects are taken from one region instead of from between the
 * libraries, and the heap of C begins where a huge page can. When everything is imported, the kernel is asked to make huge
 * pages of what is there (MADV_COLLAPSE, Linux 6.1). Where it cannot, everything works the same, a little slower.
 *
 * Before that, what is free between blocks in use is taken, by nobody, for ever. Else the small objects of each program would
 * lie there, one on a page here and one on a page there, and each of those pages would be copied.
 */
#define _GNU_SOURCE
#include "memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "python.h"

#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE 25 /* Linux 6.1 */
#endif

static const size_t MOST = 256 << 20, LARGEST_BLOCK = 1 << 20;
enum { LARGEST_SMALL_BLOCK = 512, BLOCK_UNIT = 16 }; /* bytes: Objects/obmalloc.c; malloc(3) has the same unit */

static char *region, *next, *end; /* of blocks; `next` is the first that nobody has */
static char *filled;              /* up to here no block is free */

char *round_up(char *at) { return (char *)(((uintptr_t)at + HUGE - 1) & ~(uintptr_t)(HUGE - 1)); }

void *map(void *at, size_t length, int protection, int flags, int fd, off_t offset) {
  return (void *)syscall(SYS_mmap, at, length, protection, flags, fd, offset);
}

static void reserve(void) {
  char *space = map(NULL, MOST + HUGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (space == MAP_FAILED) return;
  region = next = round_up(space);
  end = region + MOST;
  if (region > space) munmap(space, (size_t)(region - space));
  munmap(end, (size_t)(space + MOST + HUGE - end));
}

/* In place of the one in C's library. CPython calls it for its blocks; what else does gets what it asks for. */
__attribute__((visibility("default"))) void *mmap64(void *at, size_t length, int protection, int flags, int fd, off_t offset) {
  int is_block = at == NULL && fd == -1 && protection == (PROT_READ | PROT_WRITE) && flags == (MAP_PRIVATE | MAP_ANONYMOUS) &&
                 length <= LARGEST_BLOCK && length % (LARGEST_BLOCK / 4) == 0;
  if (!is_block || (size_t)(end - next) < length) return map(at, length, protection, flags, fd, offset);
  char *block = next;
  next += length;
  return block;
}

void collapse(char *from, char *to) {
  for (char *at = round_up(from); at + HUGE <= to; at += HUGE)
    if (madvise(at, HUGE, MADV_COLLAPSE) < 0) continue; /* then these pages stay small */
}

static void collapse_heap(void) {
  char line[256], name[64];
  FILE *maps = fopen("/proc/self/maps", "re");
  while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
    unsigned long from, to;
    if (sscanf(line, "%lx-%lx %*s %*s %*s %*s %63s", &from, &to, name) == 3 && strcmp(name, "[heap]") == 0)
      collapse((char *)from, (char *)to);
  }
  if (maps != NULL) fclose(maps);
}

/* Takes every free block of each size, until one comes from a new huge page: then none is left in the old ones. */
static void fill_blocks(void) {
  char *block;
  next = filled = round_up(next);
  for (size_t size = LARGEST_SMALL_BLOCK; size > 0; size -= BLOCK_UNIT)
    do block = PyObject_Malloc(size);
    while (block >= region && block < filled);
}

/* The same in the heap of C, up to where it ends now. */
static void fill_heap(void) {
  const char *fresh = sbrk(0);
  for (size_t size = 64 << 10; size >= BLOCK_UNIT; size = size > 1 << 10 ? size / 2 : size - BLOCK_UNIT) {
    char *chunk = malloc(size);
    while (chunk != NULL && chunk < fresh) chunk = malloc(size);
    free(chunk);
  }
}

void fill_gaps(void) {
  fill_heap();
  fill_blocks();
}

void gather_memory(void) {
  collapse(region, filled);
  char *used = round_up(next);
  if (used < end) munmap(used, (size_t)(end - used));
  end = next; /* a program's own blocks are new ones */
  collapse_heap();
}

__attribute__((constructor)) static void begin(void) {
  char *at = sbrk(0);
  if (at != (char *)-1 && sbrk(round_up(at) - at) == (char *)-1) return; /* then the heap begins where it does */
  reserve();
}

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
 *
 * Libraries are mappings of files, some five each, and a fork and an exit take time for each mapping. Small ones that lie side by
 * side are made one, which is of no file any more. Of large ones, what can be one is made one; of their pages, those that a program
 * runs are passed on to each child, the rest is let go.
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

static const size_t HUGE = 2 << 20, MOST = 256 << 20, LARGEST_BLOCK = 1 << 20;
enum { COLLAPSE = 25 }; /* MADV_COLLAPSE, asm-generic/mman-common.h */
enum { MUCH_CODE = 256 }; /* KiB */
enum { LARGEST_SMALL_BLOCK = 512, BLOCK_UNIT = 16 }; /* bytes: Objects/obmalloc.c; malloc(3) has the same unit */
enum { SMALL_LIBRARY = 512 << 10, SMALL_GAP = 64 << 10, MOST_PIECES = 1024 }; /* bytes, and how many */

static char *region, *next, *end; /* of blocks; `next` is the first that nobody has */
static char *filled;              /* up to here no block is free */

static char *round_up(char *at) { return (char *)(((uintptr_t)at + HUGE - 1) & ~(uintptr_t)(HUGE - 1)); }

static void *map(void *at, size_t length, int protection, int flags, int fd, off_t offset) {
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

static void collapse(char *from, char *to) {
  for (char *at = round_up(from); at + HUGE <= to; at += HUGE)
    if (madvise(at, HUGE, COLLAPSE) < 0) continue; /* then these pages stay small */
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

/* What lies in memory as it lies in one file, or in none (0). */
struct piece {
  unsigned long from, to, offset, file;
  int readable, writable, code, private, named;
};

/* The next line of /proc/self/maps; 0 at its end. */
static int next_piece(FILE *maps, struct piece *piece) {
  char line[512], mode[8], name[2];
  if (maps == NULL || fgets(line, sizeof line, maps) == NULL) return 0;
  int fields = sscanf(line, "%lx-%lx %7s %lx %*s %lu %1s", &piece->from, &piece->to, mode, &piece->offset, &piece->file, name);
  if (fields < 5) _exit(1);
  piece->readable = mode[0] == 'r', piece->writable = mode[1] == 'w', piece->code = mode[2] == 'x', piece->private = mode[3] == 'p';
  piece->named = fields > 5; /* a file, or what the kernel has a name for */
  return 1;
}

/* How many of these pieces, which lie side by side, are a small library: all of its file, and its memory that is of no file. 0: none. */
static int small_library(const struct piece *pieces, int count) {
  int n = 0, code = 0;
  for (; n < count; n++) {
    const struct piece *piece = &pieces[n];
    int own = piece->file != 0 ? piece->file == pieces->file : n > 0 && !piece->named && piece->from == pieces[n - 1].to;
    if (!own) break;
    if (!piece->readable || !piece->private || piece->to - pieces->from > SMALL_LIBRARY) return 0;
    code |= piece->code;
  }
  return code ? n : 0;
}

/* Puts a copy of the pieces, as one, where they are. A program gains nothing by code that can be written to: it may execute what it likes. */
static void replace(const struct piece *pieces, int count) {
  char *from = (char *)pieces->from;
  size_t length = pieces[count - 1].to - pieces->from;
  char *copy = map(NULL, length, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (copy == MAP_FAILED) return; /* then they stay many */
  for (int i = 0; i < count; i++) memcpy(copy + (pieces[i].from - pieces->from), (char *)pieces[i].from, pieces[i].to - pieces[i].from);
  if (mremap(copy, length, length, MREMAP_MAYMOVE | MREMAP_FIXED, from) == MAP_FAILED) _exit(1);
}

static void join_libraries(void) {
  static struct piece pieces[MOST_PIECES];
  int count = 0, first = 0, next = 0;
  FILE *maps = fopen("/proc/self/maps", "re");
  while (count < MOST_PIECES && next_piece(maps, &pieces[count])) count++;
  if (maps != NULL) fclose(maps);
  while (next < count) {
    int more = pieces[next].file == 0 ? 0 : small_library(pieces + next, count - next);
    int beside = next == first || pieces[next].from - pieces[next - 1].to <= SMALL_GAP;
    if (more > 0 && beside) next += more;
    else {
      if (next > first) replace(pieces + first, next - first);
      else next++;
      first = next;
    }
  }
  if (next > first) replace(pieces + first, next - first);
}

/*
 * Pages of files that were read while everything was imported: code of libraries above all. A child does not inherit them (fork
 * copies no entries that can be made again, but see pass_on), so they would only be held here; whoever needs one finds it in the page cache.
 * Not where pages differ from the file, as relocated ones do.
 */
static void release_files(void) {
  char line[512], mode[8], path[2];
  unsigned long from = 0, to = 0, differing;
  FILE *maps = fopen("/proc/self/smaps", "re");
  while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
    unsigned long begin, end;
    if (sscanf(line, "%lx-%lx %7s", &begin, &end, mode) == 3) {
      int is_file = sscanf(line, "%*s %*s %*s %*s %*s %1s", path) == 1 && path[0] == '/';
      from = begin, to = is_file && mode[1] == '-' ? end : begin;
    } else if (sscanf(line, "Anonymous: %lu", &differing) == 1 && differing == 0 && from < to) {
      if (madvise((void *)from, to - from, MADV_DONTNEED) < 0) continue; /* then they stay */
    }
  }
  if (maps != NULL) fclose(maps);
}

static int is_constant(const struct piece *piece) { return piece->readable && !piece->writable; }

static int is_continued_by(const struct piece *piece, const struct piece *next) {
  return next->file != 0 && next->file == piece->file && next->from == piece->to && is_constant(piece) && is_constant(next) &&
         next->offset == piece->offset + (piece->to - piece->from);
}

/*
 * The headers, code and constants of a library follow each other. With one protection the kernel takes them for one mapping, which
 * each fork copies and each exit removes as one. A program gains nothing by constants that can be executed: it may execute
 * what it likes.
 */
static void join_files(void) {
  struct piece joined = {0}, next;
  FILE *maps = fopen("/proc/self/maps", "re");
  while (next_piece(maps, &next)) {
    if (is_continued_by(&joined, &next)) joined.to = next.to, joined.code |= next.code;
    else {
      if (is_constant(&joined) && joined.code) (void)mprotect((void *)joined.from, joined.to - joined.from, PROT_READ | PROT_EXEC);
      joined = next;
    }
  }
  if (maps != NULL) fclose(maps);
}

/*
 * A fork copies the entries of a file's mapping only if one of its pages is private; else the child finds each page anew, by a fault.
 * So one page of each is made private, by writing to it what it holds.
 */
static void pass_on(unsigned long from, unsigned long to) {
  volatile char *first = (volatile char *)from;
  if (mprotect((void *)from, to - from, PROT_READ | PROT_WRITE | PROT_EXEC) < 0) return; /* then it is as it was */
  *first = *first;
  if (mprotect((void *)from, to - from, PROT_READ | PROT_EXEC) < 0) _exit(1);
}

void pass_on_code(void) {
  char line[512], mode[8];
  unsigned long from = 0, to = 0, resident;
  FILE *maps = fopen("/proc/self/smaps", "re");
  while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
    unsigned long begin, end, file;
    if (sscanf(line, "%lx-%lx %7s %*s %*s %lu", &begin, &end, mode, &file) == 4) from = begin, to = file != 0 && mode[2] == 'x' ? end : begin;
    else if (sscanf(line, "Rss: %lu", &resident) == 1 && resident >= MUCH_CODE && from < to) pass_on(from, to);
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
  join_libraries();
  join_files();
  release_files();
}

__attribute__((constructor)) static void begin(void) {
  char *at = sbrk(0);
  if (at != (char *)-1 && sbrk(round_up(at) - at) == (char *)-1) return; /* then the heap begins where it does */
  reserve();
}

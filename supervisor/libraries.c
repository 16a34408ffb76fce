/*
 * Where the zygote's code lies: in few mappings.
 *
 * Theory of operation
 *
 * A library is some five mappings of a file, and a fork and an exit take time for each mapping; so they do for each page that was
 * relocated, or written to. Libraries that are small and lie side by side are made one mapping of one file, without a name and in
 * memory, that holds them as they are now: what was written to until here is of the file then, and no fork copies it.
 * Blocks of it that programs read much become huge pages, which take one page fault.
 *
 * Large libraries stay what they are, since a copy would cost their size. What can be one mapping of them is made one; of their
 * pages, those that a program runs are passed on to each child, the rest is let go.
 */
#define _GNU_SOURCE
#include "libraries.h"

#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "memory.h"

enum { LARGEST_LIBRARY = 8 << 20, LARGEST_GAP = 64 << 10, PAGE = 4096 };       /* bytes */
enum { MOST_LIBRARIES = 512, MOST_PIECES = 2048, MOST_HOT = 64 };
enum { PAGES = 512, MUCH_READ = 128 };                                          /* pages of a huge one */
enum { MUCH_CODE = 256 };                                                       /* KiB */

/* What lies in memory as it lies in one file, or in none (0). */
struct piece {
  unsigned long from, to, offset, file;
  int readable, writable, code;
};

/* The next line of /proc/self/maps; 0 at its end. */
static int next_piece(FILE *maps, struct piece *piece) {
  char line[512], mode[8];
  if (maps == NULL || fgets(line, sizeof line, maps) == NULL) return 0;
  int fields = sscanf(line, "%lx-%lx %7s %lx %*s %lu", &piece->from, &piece->to, mode, &piece->offset, &piece->file);
  if (fields != 5) _exit(1);
  piece->readable = mode[0] == 'r', piece->writable = mode[1] == 'w', piece->code = mode[2] == 'x';
  return 1;
}

/* ---- small libraries ---- */

static struct extent {
  unsigned long from, to;
} libraries[MOST_LIBRARIES];
static int library_count;

static struct piece pieces[MOST_PIECES]; /* of small libraries that lie side by side */
static int piece_count;

static int add_library(struct dl_phdr_info *library, size_t size, void *nothing) {
  struct extent extent = {ULONG_MAX, 0};
  (void)size, (void)nothing;
  for (int i = 0; i < library->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &library->dlpi_phdr[i];
    unsigned long from = library->dlpi_addr + part->p_vaddr, to = from + part->p_memsz;
    if (part->p_type != PT_LOAD) continue;
    if (from < extent.from) extent.from = from & ~(unsigned long)(PAGE - 1);
    if (to > extent.to) extent.to = (to + PAGE - 1) & ~(unsigned long)(PAGE - 1);
  }
  int is_small = extent.from < extent.to && extent.to - extent.from <= LARGEST_LIBRARY;
  int is_kernel = extent.from == getauxval(AT_SYSINFO_EHDR);
  if (is_small && !is_kernel && library_count < MOST_LIBRARIES) libraries[library_count++] = extent;
  return 0;
}

/* Up to where the piece that begins there is one of a small library; 0: it is none. */
static unsigned long end_in_library(const struct piece *piece) {
  for (int i = 0; i < library_count; i++)
    if (libraries[i].from <= piece->from && piece->from < libraries[i].to) return piece->to < libraries[i].to ? piece->to : libraries[i].to;
  return 0;
}

/* A block of one huge page that is read much, as /proc/self/pagemap tells, and never written to. */
static int is_hot(int pagemap, const char *block) {
  static uint64_t entries[PAGES];
  unsigned long from = (unsigned long)block;
  int present = 0;
  for (int i = 0; i < piece_count; i++)
    if (pieces[i].writable && pieces[i].from < from + HUGE && from < pieces[i].to) return 0;
  if (pread(pagemap, entries, sizeof entries, (off_t)(from / PAGE * sizeof *entries)) != sizeof entries) return 0;
  for (int i = 0; i < PAGES; i++) present += (int)(entries[i] >> 63);
  return present >= MUCH_READ;
}

static int find_hot(char **hot, char *from, char *to) {
  int count = 0, pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
  for (char *at = round_up(from); at + HUGE <= to && count < MOST_HOT; at += HUGE)
    if (is_hot(pagemap, at)) hot[count++] = at;
  if (pagemap >= 0) close(pagemap);
  return count;
}

/*
 * SECURITY: memory that a program leaves behind: reading what the file has no page for would make one, of the program's memory, that
 * stays. So it has all of its pages, and nobody can change them or their number. A program that may write to a file may ask which of
 * its pages are there (mincore), or have them sent away (MADV_PAGEOUT), and so talk to others: none may.
 */
static int copy(int file, char *from, size_t length, off_t offset) {
  if (fchmod(file, 0) < 0 || fallocate(file, 0, offset, (off_t)length) < 0) return 0;
  char *view = map(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, file, offset);
  if (view == MAP_FAILED) return 0;
  for (int i = 0; i < piece_count; i++)
    if (pieces[i].readable) memcpy(view + ((char *)pieces[i].from - from), (char *)pieces[i].from, pieces[i].to - pieces[i].from);
  munmap(view, length);
  return fcntl(file, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) == 0;
}

/*
 * Puts a copy of the pieces, as one mapping of one file, where they are. Where that cannot be they stay many. A program gains nothing
 * by code that can be written to: it may execute what it likes, and what it writes is its own.
 */
static void join_pieces(void) {
  char *from = (char *)pieces[0].from, *to = (char *)pieces[piece_count - 1].to, *hot[MOST_HOT];
  off_t offset = (off_t)((uintptr_t)from % HUGE); /* a huge page of the file is one of memory */
  int file = memfd_create("libraries", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (file < 0) return;
  int hot_count = find_hot(hot, from, to);
  if (copy(file, from, (size_t)(to - from), offset)) {
    if (map(from, (size_t)(to - from), PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_FIXED, file, offset) == MAP_FAILED) _exit(1);
    for (int i = 0; i < hot_count; i++) collapse(hot[i], hot[i] + HUGE);
  }
  close(file);
}

static void end_pieces(void) {
  if (piece_count > 1) join_pieces();
  piece_count = 0;
}

static void join_small_libraries(void) {
  struct piece next;
  FILE *maps = fopen("/proc/self/maps", "re");
  dl_iterate_phdr(add_library, NULL);
  while (next_piece(maps, &next)) {
    unsigned long end = end_in_library(&next);
    int beside = piece_count == 0 || next.from - pieces[piece_count - 1].to <= LARGEST_GAP;
    if (end == 0 || !beside || piece_count == MOST_PIECES) end_pieces();
    if (end == 0) continue;
    pieces[piece_count] = next;
    pieces[piece_count++].to = end;
    if (end < next.to) end_pieces(); /* the rest is somebody else's */
  }
  end_pieces();
  if (maps != NULL) fclose(maps);
}

/* ---- large libraries ---- */

/*
 * Pages of files that were read while everything was imported: code of libraries above all. A child does not inherit them (fork
 * copies no entries that can be made again, but see pass_on), so they would only be held here; whoever needs one finds it in the page cache.
 * Not where pages differ from the file, as relocated ones do.
 */
void release_files(void) {
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

void join_libraries(void) {
  join_small_libraries();
  join_files();
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
    if (sscanf(line, "%lx-%lx %7s %*s %*s %lu", &begin, &end, mode, &file) == 4) from = begin, to = file != 0 && mode[1] == '-' && mode[2] == 'x' ? end : begin;
    else if (sscanf(line, "Rss: %lu", &resident) == 1 && resident >= MUCH_CODE && from < to) pass_on(from, to);
  }
  if (maps != NULL) fclose(maps);
}


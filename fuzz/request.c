/*
 * Fuzzing of what reads requests in a sandbox, supervisor/request.c and reader.c: the one reader in C of bytes that a caller had a
 * part in. Usage: request SECONDS SEED FINDING FILE...
 *
 * Every FILE is tried, then mutations of them. Those that reach code for the first time are mutated in their turn: the reader is
 * compiled with -fsanitize-coverage=trace-pc, which calls us at every branch. An input that breaks it is left in FINDING.
 *
 * The reader's ways out lead here (-Dread=fuzzed_read and so on, by RequestFuzzer.java): files are not made but checked for where they
 * would be, and what would end the process ends the try.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../supervisor/frames.h"
#include "../supervisor/reader.h"
#include "../supervisor/request.h"

enum { LONGEST = 4096, MOST_INPUTS = 4096, MOST_MEMORY = 8192, BRANCHES = 1 << 16 };

struct input {
  uint32_t size;
  uint8_t bytes[LONGEST];
};

static struct input *inputs[MOST_INPUTS], tried;
static size_t count;
static uint8_t seen[BRANCHES];
static unsigned branches;

/* ---- the world of the reader ---- */

static jmp_buf end;
static const uint8_t *next;
static size_t left;
static void *taken[MOST_MEMORY];
static size_t count_taken;
static int in_workspace;

static void check(int holds, const char *otherwise) {
  if (holds) return;
  fprintf(stderr, "broken: %s\n", otherwise);
  abort();
}

void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_trace_pc(void) {
  uint8_t *branch = &seen[(uintptr_t)__builtin_return_address(0) % BRANCHES];
  branches += *branch == 0;
  *branch = 1;
}

static void *keep(void *memory) {
  check(count_taken < MOST_MEMORY, "memory taken without end");
  return taken[count_taken++] = memory;
}

/* More than the input has is never touched, so that much need not be had. */
void *fuzzed_malloc(size_t size) { return size > 1 << 20 ? NULL : keep(malloc(size)); }
void *fuzzed_calloc(size_t n, size_t size) {
  check(n <= LONGEST, "more arguments than bytes");
  return keep(calloc(n, size));
}
char *fuzzed_strndup(const char *from, size_t size) { return keep(strndup(from, size)); }

int fuzzed_chdir(const char *path) {
  in_workspace = strcmp(path, "/workspace") == 0;
  return 0;
}

static int make(const char *path) {
  check(in_workspace, "something made outside the workspace");
  errno = path[0] == '\0' ? ENOENT : EEXIST;
  return path[0] == '\0' ? -1 : 0;
}

int fuzzed_mkdir(const char *path, mode_t mode) {
  (void)mode;
  return make(path);
}

int fuzzed_open(const char *path, int flags, ...) {
  check(flags & O_EXCL, "a file opened that may be there");
  return make(path);
}

int fuzzed_close(int fd) {
  (void)fd;
  return 0;
}

ssize_t fuzzed_read(int fd, void *into, size_t length) {
  (void)fd;
  size_t n = length < left ? length : left;
  memcpy(into, next, n);
  next += n;
  left -= n;
  return (ssize_t)n;
}

_Noreturn void fuzzed__exit(int status) { longjmp(end, 1 + status); }

_Noreturn void fail(const char *stage, int error) {
  check(stage[0] != '\0' && error != 0, "a failure without a reason");
  longjmp(end, 1);
}

void must(int result, const char *stage) {
  if (result < 0) fail(stage, errno);
}

/* Looks at each byte, so that one which is not ours is noticed. */
void write_fully(int fd, const void *from, size_t length, const char *stage) {
  static volatile uint8_t sum;
  (void)fd, (void)stage;
  for (size_t i = 0; i < length; i++) sum ^= ((const uint8_t *)from)[i];
}

/* ---- one try ---- */

static void read_all(size_t size) {
  struct request request = read_request(0);
  write_fully(0, request.input, request.input_length, "input");
  struct reader arguments = {request.arguments, request.arguments + request.arguments_length};
  char **argv = command_line(&arguments);
  for (int i = 0; argv[i] != NULL; i++) check(strlen(argv[i]) <= size, "an argument that nobody sent");
}

/* Returns whether code was reached for the first time. */
static int try_input(const struct input *input) {
  unsigned before = branches;
  uint8_t *copy = malloc(input->size); /* of its exact size, so that a byte too many is noticed */
  memcpy(copy, input->bytes, input->size);
  next = copy;
  left = input->size;
  if (setjmp(end) == 0) read_all(input->size);
  while (count_taken > 0) free(taken[--count_taken]);
  free(copy);
  return branches > before;
}

static void try_last(void) {
  if (!try_input(&tried) || tried.size == 0 || count == MOST_INPUTS) return;
  inputs[count] = malloc(sizeof tried);
  memcpy(inputs[count++], &tried, sizeof tried);
}

/* ---- mutation ---- */

static uint32_t state;

static uint32_t random_below(uint32_t below) {
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return state % below;
}

static void put(uint8_t *at, uint32_t value) {
  for (int i = 0; i < 4; i++) at[i] = (uint8_t)(value >> (24 - 8 * i));
}

/* What numbers are mistaken for. */
static const uint32_t NUMBERS[] = {0, 1, 2, 3, 4, 8, 2047, 2048, 0x3fffffff, 0x40000000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff};

/* A part of it appears again somewhere. */
static void repeat(struct input *input, uint32_t at, uint32_t length) {
  uint8_t part[LONGEST], *to = input->bytes + random_below(input->size);
  if (input->size + length > LONGEST) return;
  memcpy(part, input->bytes + at, length);
  memmove(to + length, to, (size_t)(input->bytes + input->size - to));
  memcpy(to, part, length);
  input->size += length;
}

static void change(struct input *input) {
  uint32_t at = random_below(input->size);
  switch (random_below(6)) {
    case 0: input->bytes[at] = (uint8_t)random_below(256); break;
    case 1: input->bytes[at] ^= (uint8_t)(1 << random_below(8)); break;
    case 2: input->bytes[at] += random_below(2) ? 1 : -1; break;
    case 3: if (random_below(8) == 0) input->size = at + 1; break;
    case 4: if (at + 4 <= input->size) put(input->bytes + at, NUMBERS[random_below(sizeof NUMBERS / sizeof *NUMBERS)]); break;
    default: repeat(input, at, 1 + random_below(input->size - at));
  }
}

static void mutate(void) {
  memcpy(&tried, inputs[random_below((uint32_t)count)], sizeof tried);
  for (uint32_t changes = 1 + random_below(4); changes > 0; changes--) change(&tried);
  if (random_below(16) != 0 && tried.size >= 4) put(tried.bytes, tried.size - 4); /* else little would come behind the length */
}

/* ---- all of it ---- */

static void read_file(const char *path) {
  FILE *file = fopen(path, "r");
  if (file == NULL) {
    perror(path);
    exit(2);
  }
  tried.size = (uint32_t)fread(tried.bytes, 1, LONGEST, file);
  fclose(file);
}

static const char *finding;

static void save(int signal) {
  (void)signal;
  int fd = open(finding, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (write(fd, tried.bytes, tried.size) < 0) perror(finding);
}

static void give_up(int signal) {
  (void)signal;
  fprintf(stderr, "broken: no end\n");
  abort();
}

const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "abort_on_error=1:detect_leaks=0"; }

int main(int argc, char **argv) {
  if (argc < 5) return 2;
  unsigned seconds = (unsigned)strtoul(argv[1], NULL, 10);
  time_t over = time(NULL) + seconds;
  state = (uint32_t)strtol(argv[2], NULL, 10) | 1;
  finding = argv[3];
  signal(SIGABRT, save);
  signal(SIGALRM, give_up);
  alarm(seconds + 10);
  unsigned long runs = 0;
  for (int i = 4; i < argc; i++, runs++) {
    read_file(argv[i]);
    try_last();
  }
  for (; time(NULL) < over; runs++) {
    mutate();
    try_last();
  }
  fprintf(stderr, "Done %lu runs, %u branches, %zu inputs of interest\n", runs, branches, count);
  return 0;
}

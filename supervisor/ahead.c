#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gate.h"

int make_gate(struct gate *gate) { return pipe2(gate->word, O_CLOEXEC) < 0 ? -1 : pipe2(gate->ready, O_CLOEXEC); }

int stand_at(const struct gate *gate) {
  if (dup2(gate->word[0], GATE_WORD) < 0 || dup2(gate->ready[1], GATE_READY) < 0) return -1;
  return setenv("LD_PRELOAD", "/.sce/gate.so", 1);
}

int await_waiting(struct gate *gate) {
  char waits;
  close(gate->word[0]), close(gate->ready[1]);
  ssize_t n;
  while ((n = read(gate->ready[0], &waits, 1)) < 0 && errno == EINTR) continue;
  close(gate->ready[0]);
  return n == 1 ? 0 : -1;
}

int open_gate(struct gate *gate, uint32_t open_files) {
  uint32_t word = htonl(open_files);
  int result = write(gate->word[1], &word, sizeof word) == sizeof word ? 0 : -1;
  close(gate->word[1]);
  return result;
}

int same_words(char **one, char **other) {
  for (; *one != NULL && *other != NULL; one++, other++)
    if (strcmp(*one, *other) != 0) return 0;
  return *one == *other;
}

#define _GNU_SOURCE
#include "reader.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "frames.h"

void read_fully(int fd, void *into, size_t length) {
  for (size_t done = 0; done < length;) {
    ssize_t n = read(fd, (char *)into + done, length - done);
    if (n > 0) done += (size_t)n;
    else if (n == 0 || errno != EINTR) _exit(0); /* the host does not need this sandbox any more */
  }
}

const unsigned char *take(struct reader *reader, size_t length) {
  const unsigned char *at = reader->at;
  if ((size_t)(reader->end - at) < length) fail("request", EBADMSG);
  reader->at += length;
  return at;
}

uint32_t take32(struct reader *reader) {
  uint32_t value;
  memcpy(&value, take(reader, 4), 4);
  return ntohl(value);
}

uint64_t take64(struct reader *reader) {
  uint64_t high = take32(reader);
  return high << 32 | take32(reader);
}

char **command_line(struct reader *reader) {
  uint32_t count = take32(reader);
  /* SECURITY: memory overwritten by a false count: each argument has four bytes of length at least */
  if (count > (size_t)(reader->end - reader->at) / 4) fail("request", EBADMSG);
  char **argv = calloc((size_t)count + 1, sizeof *argv);
  for (uint32_t i = 0; argv != NULL && i < count; i++) {
    uint32_t size = take32(reader);
    argv[i] = strndup((const char *)take(reader, size), size);
  }
  return argv;
}

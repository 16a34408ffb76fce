#define _GNU_SOURCE
#include "request.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "frames.h"

enum { LONGEST_REQUEST = 320 << 20 };

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

/* A relative path, made by the host from names that it has checked; its folders come into being on the way. */
static void write_file(struct reader *reader) {
  char path[2048];
  uint32_t length = take32(reader);
  if (length == 0 || length >= sizeof path) fail("request", ENAMETOOLONG);
  memcpy(path, take(reader, length), length);
  path[length] = '\0';
  for (char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    if (mkdir(path, 0755) < 0 && errno != EEXIST) fail("files", errno);
    *slash = '/';
  }
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  must(fd, "files");
  uint32_t size = take32(reader);
  write_fully(fd, take(reader, size), size, "files");
  close(fd);
}

/* u32 length of what follows; limits; arguments; input; files */
struct request read_request(int host) {
  unsigned char head[4];
  read_fully(host, head, sizeof head);
  struct reader length = {head, head + 4};
  uint32_t size = take32(&length);
  unsigned char *body = size > LONGEST_REQUEST ? NULL : malloc(size);
  if (body == NULL) fail("request", E2BIG);
  read_fully(host, body, size);
  struct reader reader = {body, body + size};
  struct request request = {.wall = take64(&reader), .cpu = take64(&reader), .memory = take64(&reader),
                            .output = take64(&reader), .disk = take64(&reader)};
  request.processes = take32(&reader);
  request.cpu_thousandths = take32(&reader);
  request.open_files = take32(&reader);
  request.arguments_length = take32(&reader);
  request.arguments = take(&reader, request.arguments_length);
  request.input_length = take32(&reader);
  request.input = take(&reader, request.input_length);
  must(chdir("/workspace"), "files");
  for (uint32_t count = take32(&reader); count > 0; count--) write_file(&reader);
  must(chdir("/"), "files");
  return request;
}

char **command_line(struct reader *arguments) {
  uint32_t count = take32(arguments);
  /* SECURITY: memory overwritten by a false count: each argument has four bytes of length at least */
  if (count > (size_t)(arguments->end - arguments->at) / 4) fail("request", EBADMSG);
  char **argv = calloc((size_t)count + 1, sizeof *argv);
  for (uint32_t i = 0; argv != NULL && i < count; i++) {
    uint32_t size = take32(arguments);
    argv[i] = strndup((const char *)take(arguments, size), size);
  }
  return argv;
}

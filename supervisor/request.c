#define _GNU_SOURCE
#include "request.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "frames.h"
#include "reader.h"

enum { LONGEST_REQUEST = 320 << 20 };

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

/* What a program is run with: the one message that a waiting supervisor gets. See docs/cell-protocol.md. */
#ifndef SCE_REQUEST_H
#define SCE_REQUEST_H
#include <stddef.h>
#include <stdint.h>

struct reader {
  const unsigned char *at, *end;
};

struct request {
  uint64_t wall, cpu, memory, output, disk;
  uint32_t processes, cpu_thousandths, open_files;
  const unsigned char *arguments; /* u32 count, then each: u32 length, bytes */
  size_t arguments_length;
  const unsigned char *input;
  size_t input_length;
};

/* Reads exactly that much; a host that has gone ends the process. */
void read_fully(int fd, void *into, size_t length);

/* Takes bytes and numbers out of a message; one that is too short ends the sandbox. */
const unsigned char *take(struct reader *reader, size_t length);
uint32_t take32(struct reader *reader);
uint64_t take64(struct reader *reader);

/* Reads the message, and writes its files below /workspace. */
struct request read_request(int host);

/* The command line of a request as for execve; NULL without memory. */
char **command_line(struct reader *arguments);
#endif

/* Taking messages of the host apart. Their integers are big-endian. */
#ifndef SCE_READER_H
#define SCE_READER_H
#include <stddef.h>
#include <stdint.h>

struct reader {
  const unsigned char *at, *end;
};

/* Reads exactly that much; a host that has gone ends the process. */
void read_fully(int fd, void *into, size_t length);

/* Takes bytes and numbers out of a message; one that is too short ends the sandbox. */
const unsigned char *take(struct reader *reader, size_t length);
uint32_t take32(struct reader *reader);
uint64_t take64(struct reader *reader);

/* A command line, u32 count and each as u32 length and bytes, as for execve; NULL without memory. */
char **command_line(struct reader *reader);
#endif

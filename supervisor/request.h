/* What a program is run with: the one message that a waiting supervisor gets. See docs/cell-protocol.md. */
#ifndef SCE_REQUEST_H
#define SCE_REQUEST_H
#include <stddef.h>
#include <stdint.h>

struct request {
  uint64_t wall, cpu, memory, output, disk;
  uint32_t processes, cpu_thousandths, open_files;
  const unsigned char *arguments; /* u32 count, then each: u32 length, bytes */
  size_t arguments_length;
  const unsigned char *input;
  size_t input_length;
};

/* Reads the message, and writes its files below /workspace. */
struct request read_request(int host);
#endif

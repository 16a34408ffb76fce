/* Frames between a sandbox and the host, and the little that every program here needs. See docs/cell-protocol.md. */
#ifndef SCE_FRAMES_H
#define SCE_FRAMES_H
#include <stddef.h>
#include <stdint.h>

/* The longest payload of a frame, and the bytes before it: u8 type, u32 length. */
enum { LONGEST_FRAME = 64 * 1024, HEADER = 5 };

void put32(unsigned char *at, uint32_t value);
void put64(unsigned char *at, uint64_t value);

/* Where frames go. Set before the first one is sent. */
void frames_to(int fd);

/* Sends one frame; `frame` has HEADER free bytes before the payload. A host that is gone ends the sandbox. */
void send_frame(char type, unsigned char *frame, size_t length);

/* Keeps one frame back, to be sent together with those that follow: each write wakes the host up, which costs it more than the
   frame does. They go when flush_frames() is called, which is due after some milliseconds, or when there is no room. */
void hold_frame(char type, unsigned char *frame, size_t length);
void flush_frames(void);

/* The moment at which held frames are due, on the clock of now(); the end of time when there are none. */
uint64_t frames_due(void);

/* Reads once from fd and forwards what is there as a frame; returns 0 at the end of the stream. */
int forward(int fd, char type);

/* Sends an 'f' frame, "stage: reason", waits until the host closes the stream, and exits. */
_Noreturn void fail(const char *stage, int error);

/* Ends the sandbox as `fail` does, for errno, if a call has failed. */
void must(int result, const char *stage);

/* Writes all of it; what cannot be written ends the sandbox. */
void write_fully(int fd, const void *from, size_t length, const char *stage);

/* Waits until the host closes its end. */
void wait_for_host(void);

/* Nanoseconds of a clock that never goes back. */
uint64_t now(void);
#endif

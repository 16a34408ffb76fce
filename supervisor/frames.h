/* Frames between a sandbox and the host, and the little that every program here needs. See docs/cell-protocol.md. */
#ifndef SCE_FRAMES_H
#define SCE_FRAMES_H
#include <stddef.h>
#include <stdint.h>

/* The longest payload of a frame, and the bytes before it: u8 type, u32 length. */
enum { LONGEST_FRAME = 64 * 1024, HEADER = 5 };

void put32(unsigned char *at, uint32_t value);
void put64(unsigned char *at, uint64_t value);

/* Puts an 'x' frame's payload of LAST bytes: how a program with that wait status has ended. */
enum { LAST = 24 };
void put_end(unsigned char *at, int wait_status, uint64_t wall, uint64_t unroutable);

/* Where frames go, if not to stdout, and how long they may be held, if at all. Set before the first one is sent. */
void frames_to(int fd, uint64_t longest_hold);

/* Sends one frame; `frame` has HEADER free bytes before the payload. A host that is gone ends the sandbox. */
void send_frame(char type, unsigned char *frame, size_t length);

/* Keeps one frame back, to be sent together with those that follow: each write wakes the host up, which costs it more than the
   frame does. They go when flush_frames() is called, or when there is no room. */
void hold_frame(char type, unsigned char *frame, size_t length);
void flush_frames(void);

/* The moment at which held frames are due to be flushed, on the clock of now(); the end of time when there are none. */
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

/* A numeric argument; anything but a positive number ends the sandbox. */
unsigned long number(const char *text);

/* Nanoseconds of a clock that never goes back. */
uint64_t now(void);
#endif

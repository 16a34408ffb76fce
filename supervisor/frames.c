#define _GNU_SOURCE
#include "frames.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int frames = STDOUT_FILENO;

static unsigned char held[2 * (HEADER + LONGEST_FRAME)];
static size_t held_length;
static uint64_t held_since, longest;

void frames_to(int fd, uint64_t longest_hold) {
  frames = fd;
  longest = longest_hold;
}

void put32(unsigned char *at, uint32_t value) {
  for (int i = 0; i < 4; i++) at[i] = (unsigned char)(value >> (24 - 8 * i));
}

void put64(unsigned char *at, uint64_t value) {
  put32(at, (uint32_t)(value >> 32));
  put32(at + 4, (uint32_t)value);
}

void put_end(unsigned char *at, int wait_status, uint64_t wall, uint64_t unroutable) {
  int signalled = WIFSIGNALED(wait_status);
  put32(at, signalled ? 1 : 0);
  put32(at + 4, (uint32_t)(signalled ? WTERMSIG(wait_status) : WEXITSTATUS(wait_status)));
  put64(at + 8, wall);
  put64(at + 16, unroutable);
}

static void send_all(const unsigned char *bytes, size_t length) {
  for (size_t sent = 0; sent < length;) {
    ssize_t n = write(frames, bytes + sent, length - sent);
    if (n >= 0) sent += (size_t)n;
    else if (errno != EINTR) _exit(1);
  }
}

static size_t complete(char type, unsigned char *frame, size_t length) {
  frame[0] = (unsigned char)type;
  put32(frame + 1, (uint32_t)length);
  return HEADER + length;
}

void send_frame(char type, unsigned char *frame, size_t length) {
  flush_frames();
  send_all(frame, complete(type, frame, length));
}

void hold_frame(char type, unsigned char *frame, size_t length) {
  size_t size = complete(type, frame, length);
  if (held_length + size > sizeof held) flush_frames();
  if (held_length == 0) held_since = now();
  memcpy(held + held_length, frame, size);
  held_length += size;
}

void flush_frames(void) {
  send_all(held, held_length);
  held_length = 0;
}

uint64_t frames_due(void) { return held_length == 0 ? UINT64_MAX : held_since + longest; }

int forward(int fd, char type) {
  static unsigned char frame[HEADER + LONGEST_FRAME];
  ssize_t n = read(fd, frame + HEADER, LONGEST_FRAME);
  if (n < 0) return errno == EINTR || errno == EAGAIN;
  if (n > 0) send_frame(type, frame, (size_t)n);
  return n > 0;
}

void wait_for_host(void) {
  struct pollfd host = {.fd = frames, .events = POLLRDHUP};
  while (poll(&host, 1, -1) < 0 && errno == EINTR) continue;
}

_Noreturn void fail(const char *stage, int error) {
  unsigned char frame[HEADER + 128];
  int length = snprintf((char *)frame + HEADER, 128, "%s: %s", stage, strerror(error));
  send_frame('f', frame, (size_t)(length < 128 ? length : 127));
  wait_for_host();
  _exit(1);
}

void must(int result, const char *stage) {
  if (result < 0) fail(stage, errno);
}

void write_fully(int fd, const void *from, size_t length, const char *stage) {
  for (size_t done = 0; done < length;) {
    ssize_t n = write(fd, (const char *)from + done, length - done);
    if (n >= 0) done += (size_t)n;
    else if (errno != EINTR) fail(stage, errno);
  }
}

unsigned long number(const char *text) {
  char *end;
  unsigned long value = strtoul(text, &end, 10);
  /* SECURITY: a program that runs as root because an argument was wrong */
  if (*text == '\0' || *end != '\0' || value == 0 || value > INT32_MAX) fail("arguments", EINVAL);
  return value;
}

uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

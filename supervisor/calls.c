/*
 * Theory of operation
 *
 * A filter may answer a call by "ask the supervisor" (seccomp_unotify(2)): the caller sleeps, the supervisor reads from a
 * descriptor which call it is, and says what is to become of it. Here the answer is always "carry it out", or none, and who called is
 * killed in its sleep. Nothing is read from the caller's memory, which another thread could change meanwhile.
 *
 * The cell hears of the two calls that make a socket, to know whether there has been one; and of an interpreter that has nothing left
 * to do but leave (ending.c), lest it wait until its memory is given back: see hear_call() in cell.c.
 * Calls that the zygote's filter refuses are not asked about: of two filters the one that forbids wins.
 *
 * A process that is killed while it sleeps has made no socket, and the cell hears nothing. Where another supervisor is
 * asked already (one above the service, such as a container manager's), the kernel has no room for ours, and the cell counts
 * as one that may have missed something.
 */
#define _GNU_SOURCE
#include "calls.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "frames.h"

#ifndef SECCOMP_IOCTL_NOTIF_SET_FLAGS
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS SECCOMP_IOW(4, __u64)
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP (1UL << 0)
#endif

enum { MOST_IN_SLICE = 20, MANY = 2000 };
static const uint64_t MILLISECOND = 1000000;

static void take_listener(struct calls *calls) {
  char said, space[CMSG_SPACE(sizeof calls->fd)];
  struct iovec part = {.iov_base = &said, .iov_len = 1};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space};
  static const uint64_t together = SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP;
  if (recvmsg(calls->from, &message, MSG_CMSG_CLOEXEC) != 1 || CMSG_FIRSTHDR(&message) == NULL) fail("listener", EPROTO);
  memcpy(&calls->fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof calls->fd);
  ioctl(calls->fd, SECCOMP_IOCTL_NOTIF_SET_FLAGS, together); /* caller and cell take turns on one processor (Linux 6.6): much quicker */
}

/* The kernel may know longer ones than this header. */
union notice {
  struct seccomp_notif call;
  unsigned char room[512];
};

static void carry_out(const struct calls *calls, uint64_t id) {
  struct seccomp_notif_resp answer = {.id = id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};
  ioctl(calls->fd, SECCOMP_IOCTL_NOTIF_SEND, &answer);
}

static void hear_one(struct calls *calls) {
  union notice notice;
  memset(&notice, 0, sizeof notice);
  if (ioctl(calls->fd, SECCOMP_IOCTL_NOTIF_RECV, &notice) < 0) return; /* who called has been killed meanwhile */
  if (notice.call.data.nr == SYS_exit_group) {
    calls->leaver = notice.call.id, calls->exit_code = (int)(notice.call.data.args[0] & 0xff);
    return;
  }
  calls->any = 1;
  carry_out(calls, notice.call.id);
}

void let_leave(struct calls *calls) {
  carry_out(calls, calls->leaver);
  calls->leaver = 0;
}

/*
 * SECURITY: a program that makes sockets without end, so that its cell, whose processor time is not the program's, has work
 * without end: so many in a slice of time, and the next has to wait for the next slice, which is longer for who makes many. Measured:
 * 10 % of a processor for the first, 4 % from then on.
 */
uint64_t hear(struct calls *calls) {
  uint64_t time = now();
  if (time >= calls->slice) calls->slice = time + (calls->total < MANY ? 1 : 4) * MILLISECOND, calls->burst = 0;
  hear_one(calls);
  calls->total++;
  return ++calls->burst < MOST_IN_SLICE ? 0 : calls->slice;
}

void wait_and_hear(struct calls *calls, struct pollfd *polled, nfds_t count) {
  struct pollfd *from = &polled[count], *call = &polled[count + 1];
  for (;;) {
    *from = (struct pollfd){.fd = calls->from, .events = POLLIN}, *call = (struct pollfd){.fd = calls->fd, .events = POLLIN};
    if (poll(polled, count + HEARING, -1) < 0) {
      if (errno != EINTR) fail("poll", errno);
      continue;
    }
    if (from->revents != 0) take_listener(calls);
    if ((call->revents & POLLIN) != 0) hear(calls);
    else if (call->revents != 0) calls->fd = -1; /* nobody is left who could tell */
    if (calls->leaver != 0) let_leave(calls);
    for (nfds_t i = 0; i < count; i++)
      if (polled[i].revents != 0) return;
  }
}

#define _GNU_SOURCE
#include "worker.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "frames.h"
#include "program.h"
#include "reader.h"

enum { PROGRAM_ID = 1000 };

/* Its own ends of its pipes, in the order of the datagram in which it is ordered, whose first descriptor is the cell. */
enum { SELF, IN, OUT, ERR, GO, STATUS, CALLS, SIDES };

static void make_pipes(struct worker *worker, int *sides) {
  int in[2], out[2], err[2], go[2], status[2];
  if (pipe2(go, O_CLOEXEC) < 0 || pipe2(status, O_CLOEXEC) < 0) fail("pipes", errno);
  if (program_pipe(in, PROGRAM_ID) < 0 || program_pipe(out, PROGRAM_ID) < 0 || program_pipe(err, PROGRAM_ID) < 0) fail("pipes", errno);
  must(fcntl(in[1], F_SETFL, O_NONBLOCK), "input");
  sides[IN] = in[0], sides[OUT] = out[1], sides[ERR] = err[1], sides[GO] = go[0], sides[STATUS] = status[1];
  worker->in = in[1], worker->out = out[0], worker->err = err[0], worker->go = go[1], worker->status = status[0];
}

static void order(const struct container *container, uint32_t number, const int *sides, int asked_for) {
  uint32_t numbers[] = {htonl(number), htonl((uint32_t)asked_for)};
  struct iovec part = {.iov_base = numbers, .iov_len = sizeof numbers};
  char space[CMSG_SPACE(SIDES * sizeof *sides)] = {0};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space};
  struct cmsghdr *control = CMSG_FIRSTHDR(&message);
  control->cmsg_level = SOL_SOCKET;
  control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN(SIDES * sizeof *sides);
  memcpy(CMSG_DATA(control), sides, SIDES * sizeof *sides);
  must((int)sendmsg(container->zygote, &message, MSG_NOSIGNAL), "zygote");
}

/* Has a worker forked into this pid namespace. Returns 1 when it waits, 0 if it ended instead. */
static int start(struct worker *worker, const struct container *container, uint32_t number, int asked_for) {
  int sides[SIDES];
  char said = 0;
  struct pollfd polled[1 + HEARING] = {{.events = POLLIN}};
  make_pipes(worker, sides);
  sides[SELF] = (int)syscall(SYS_pidfd_open, getpid(), 0);
  must(sides[SELF], "pidfd");
  sides[CALLS] = worker->told;
  worker->calls.fd = -1;
  /* a change of user has taken this away; whoever forks the worker needs it to enter, and no program is there yet */
  must(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), "dumpable");
  order(container, number, sides, asked_for);
  for (int i = 0; i < CALLS; i++) close(sides[i]);
  polled[0].fd = worker->status;
  wait_and_hear(&worker->calls, polled, 1); /* an interpreter may make sockets before it is ready */
  if (read(worker->status, &said, 1) != 1) fail("worker", ECHILD);
  /* SECURITY: sockets that nobody heard of */
  if (worker->calls.fd < 0) worker->calls.any = 1;
  /* SECURITY: reading or tracing this process from inside, through /proc/1 */
  must(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "dumpable");
  return said == 'r';
}

/* One that waits for its command line, in place of one that was started ahead. */
static void replace(struct worker *worker, const struct container *container, uint32_t number) {
  close(worker->in), close(worker->out), close(worker->err), close(worker->go), close(worker->status), close(worker->calls.fd);
  worker->at_gate = 0;
  if (!start(worker, container, number, 1)) fail("worker", ECHILD);
}

struct worker make_worker(const struct container *container, uint32_t number, const struct sockets *sockets) {
  struct worker worker = {.calls = {.from = sockets->calls[0]}, .told = sockets->calls[1]};
  int waits = start(&worker, container, number, 0);
  worker.at_gate = waits && container->ahead != NULL;
  if (waits) return worker;
  if (container->ahead == NULL) fail("worker", ECHILD);
  replace(&worker, container, number); /* the library of the gate cannot be loaded into this interpreter */
  return worker;
}

void expect_program(struct worker *worker, const struct container *container, uint32_t number, const struct request *request) {
  unsigned char status[5];
  if (!worker->at_gate) return;
  if (container->ahead_length == request->arguments_length && memcmp(container->ahead, request->arguments, container->ahead_length) == 0) return;
  kill(-1, SIGKILL);
  read_fully(worker->status, status, sizeof status); /* then nothing of it is left */
  replace(worker, container, number);
}

void let_go(const struct worker *worker, const struct request *request) {
  unsigned char head[8];
  put32(head, request->open_files);
  put32(head + 4, (uint32_t)request->arguments_length);
  write_fully(worker->go, head, worker->at_gate ? 4 : sizeof head, "worker");
  if (!worker->at_gate) write_fully(worker->go, request->arguments, request->arguments_length, "worker");
}

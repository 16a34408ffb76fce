#define _GNU_SOURCE
#include "worker.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frames.h"
#include "program.h"
#include "reader.h"

enum { PROGRAM_ID = 1000 };

/* ---- its pipes ---- */

static void make_streams(struct worker *worker, int (*make)(int ends[2])) {
  int in[2], out[2], err[2];
  if (make(in) < 0 || make(out) < 0 || make(err) < 0) fail("pipes", errno);
  worker->sides[IN] = in[0], worker->sides[OUT] = out[1], worker->sides[ERR] = err[1];
  worker->in = in[1], worker->out = out[0], worker->err = err[0];
  must(fcntl(worker->in, F_SETFL, O_NONBLOCK), "input");
}

static int pipe_of_program(int ends[2]) { return program_pipe(ends, PROGRAM_ID); }

/* Before this process is root of its namespace it has no way to make a pipe for anybody else. */
static int pipe_of_owner(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

static void await_message(const struct worker *worker, char expected) {
  char message = 0;
  if (read(worker->status, &message, 1) != 1 || message != expected) fail("worker", ECHILD);
}

/* ---- forked by the zygote ---- */

static void send_to_zygote(const struct worker *worker, int zygote, uint32_t cell) {
  uint32_t number = htonl(cell);
  struct iovec part = {.iov_base = &number, .iov_len = sizeof number};
  char space[CMSG_SPACE(sizeof worker->sides)] = {0};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space};
  struct cmsghdr *control = CMSG_FIRSTHDR(&message);
  control->cmsg_level = SOL_SOCKET;
  control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN(sizeof worker->sides);
  memcpy(CMSG_DATA(control), worker->sides, sizeof worker->sides);
  must((int)sendmsg(zygote, &message, MSG_NOSIGNAL), "zygote");
}

/* ---- executed afresh ---- */

/*
 * Confines this process and executes the program once it is told which; returns only on failure. It joins
 * its control group while it is still the user who owns that, and goes on when the cell has made its mounts.
 */
static void execute(const struct worker *worker, const struct container *container, const struct group *group, const char **stage) {
  struct sock_fprog filter = {.len = (unsigned short)(container->filter_length / sizeof(struct sock_filter)),
                              .filter = (struct sock_filter *)container->filter};
  signal(SIGPIPE, SIG_DFL);
  *stage = "control group";
  if (join_group(group) < 0) return;
  char mounted;
  if (write(worker->sides[STATUS], "j", 1) != 1) return;
  read_fully(worker->sides[GO], &mounted, 1);
  *stage = "cgroup namespace";
  if (unshare(CLONE_NEWCGROUP) < 0) return;
  *stage = "standard streams";
  for (int i = 0; i < 3; i++)
    if (dup2(worker->sides[IN + i], i) < 0) return;
  if (limit_self(stage) < 0 || become_user(PROGRAM_ID, PROGRAM_ID, stage) < 0) return;
  *stage = "seccomp";
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) < 0 || write(worker->sides[STATUS], "r", 1) != 1) return;
  unsigned char head[8];
  read_fully(worker->sides[GO], head, sizeof head);
  struct reader reader = {head, head + 8};
  uint32_t open_files = take32(&reader), length = take32(&reader);
  unsigned char *body = malloc(length + 1);
  *stage = "request";
  if (body == NULL) return;
  read_fully(worker->sides[GO], body, length);
  reader = (struct reader){body, body + length};
  char **argv = command_line(&reader);
  struct rlimit files = {open_files, open_files};
  *stage = "execute";
  if (argv == NULL || setrlimit(RLIMIT_NOFILE, &files) < 0 || chdir("/workspace") < 0) return;
  static const char *const environment[] = {"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/workspace", "LANG=C.UTF-8", "TMPDIR=/dev/shm", NULL};
  execve(argv[0], argv, (char **)environment);
}

/* Forks the worker, and before it the process whose child it is and that passes its status on. */
static void fork_worker(const struct worker *worker, const struct container *container, const struct group *group) {
  pid_t relay = fork();
  must(relay, "fork");
  if (relay > 0) return;
  signal(SIGCHLD, SIG_DFL);
  pid_t pid = fork();
  if (pid == 0) {
    const char *stage = "";
    execute(worker, container, group, &stage);
    dprintf(worker->sides[ERR], "%s: %s\n", stage, strerror(errno));
    _exit(127);
  }
  for (int i = IN; i <= ERR; i++) close(worker->sides[i]);
  unsigned char message[5] = {'x'};
  int value = 127 << 8;
  while (pid > 0 && waitpid(pid, &value, 0) < 0 && errno == EINTR) continue;
  put32(message + 1, (uint32_t)value);
  _exit(write(worker->sides[STATUS], message, sizeof message) == sizeof message ? 0 : 1);
}

/* ---- the two ways ---- */

struct worker make_worker(const struct container *container, const struct group *group) {
  struct worker worker;
  int go[2], status[2];
  if (pipe2(go, O_CLOEXEC) < 0 || pipe2(status, O_CLOEXEC) < 0) fail("pipes", errno);
  worker.sides[SELF] = (int)syscall(SYS_pidfd_open, getpid(), 0);
  must(worker.sides[SELF], "pidfd");
  worker.sides[GO] = go[0], worker.sides[STATUS] = status[1];
  worker.go = go[1], worker.status = status[0];
  if (container->zygote < 0) {
    make_streams(&worker, pipe_of_owner);
    fork_worker(&worker, container, group);
    /* SECURITY: a worker that keeps the old root: pivot_root moves the processes that it finds, and not one being forked */
    await_message(&worker, 'j');
  }
  return worker;
}

void await_worker(struct worker *worker, const struct container *container, uint32_t number) {
  if (container->zygote >= 0) {
    make_streams(worker, pipe_of_program);
    /* a change of user takes this away; the zygote needs it to enter, and no program is there yet */
    must(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), "dumpable");
    send_to_zygote(worker, container->zygote, number);
  } else write_fully(worker->go, "m", 1, "worker");
  for (int i = 0; i < SIDES; i++) close(worker->sides[i]);
  await_message(worker, 'r');
}

void let_go(const struct worker *worker, const struct request *request) {
  unsigned char head[8];
  put32(head, request->open_files);
  put32(head + 4, (uint32_t)request->arguments_length);
  write_fully(worker->go, head, sizeof head, "worker");
  write_fully(worker->go, request->arguments, request->arguments_length, "worker");
}

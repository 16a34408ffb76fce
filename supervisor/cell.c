/*
 * One cell: process 1 of its own pid, user, mount, network, ipc, uts and cgroup namespaces.
 *
 * Theory of operation
 *
 *  1. ahead of any request: a control group, a mount tree with nothing of ours in it; the zygote forks the
 *     worker into the pid namespace, and the worker enters the other namespaces, drops everything and waits on a pipe;
 *  2. the cell greets the host on its socket and waits;
 *  3. a request comes: limits, files, arguments, input. The cell sets the limits that differ, writes the files, makes them
 *     read-only and lets the worker go;
 *  4. it carries what the program prints, and ends it when a limit is over, when the host says so, or when the host is gone;
 *  5. it ends whatever is left, reads the counters of the control group, reports, and dies.
 * This process has no memory or CPU limit of the run, another uid than the program and cannot be traced or signalled by it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "cells.h"
#include "frames.h"
#include "group.h"
#include "networks.h"
#include "reader.h"
#include "run.h"
#include "worker.h"

static const uint64_t LONGEST_HOLD = 5000000, LONGEST_RELAY = 1000000000;

struct cell {
  struct run run; /* first, so that whoever has the run has the cell */
  const struct container *container;
  uint32_t number;
  struct group group;
  struct worker worker;
  uint64_t next_zygote_check;
};

/* ---- the file system ---- */

/* The tree is a copy of the one that cells begin with, whose mounts are private: see tree.c. */
static void make_mounts(void) {
  const unsigned long flags = MS_NOSUID | MS_NODEV;
  must(mount("proc", "/proc", "proc", flags | MS_NOEXEC, "subset=pid"), "proc");
  must(mount("tmpfs", "/dev/shm", "tmpfs", flags, "mode=1777,size=64m,nr_inodes=4096"), "shared memory");
  /* as many folders as the names of a largest archive can bring: 500 files, each 31 deep */
  must(mount("tmpfs", "/workspace", "tmpfs", flags, "mode=755,size=64m,nr_inodes=17000"), "workspace");
}

static void make_scratch(uint64_t size) {
  char options[96];
  uint64_t inodes = size / 16384 < 256 ? 256 : size / 16384;
  snprintf(options, sizeof options, "mode=1777,size=%llu,nr_inodes=%llu", (unsigned long long)size, (unsigned long long)inodes);
  must(mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, options), "scratch");
}

/* ---- the request ---- */

/* Blocks until the host speaks, or the worker that was to run the program is lost: then this cell is, too. */
static void await_request(struct cell *cell) {
  struct pollfd polled[2 + HEARING] = {{.fd = cell->run.host, .events = POLLIN}, {.fd = cell->worker.status, .events = POLLIN}};
  wait_and_hear(&cell->worker.calls, polled, 2);
  if (polled[1].revents != 0) _exit(1);
}

static void prepare(struct cell *cell, const struct request *request) {
  expect_program(&cell->worker, cell->container, cell->number, request);
  /* SECURITY: a program that changes its own files: read-only for everybody, from before it starts */
  must(mount(NULL, "/workspace", NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV, NULL), "read-only files");
  limit_group(&cell->group, request);
  if (request->disk > 0) make_scratch(request->disk);
}

/* ---- the run ---- */

/* The process whose child the worker is passes on its wait status: 'x', u32. */
static void read_status(struct run *run) {
  unsigned char message[5];
  ssize_t n = read(run->status, message, sizeof message);
  struct reader reader = {message + 1, message + 5};
  if (n != sizeof message || message[0] != 'x') fail("zygote", EPIPE);
  end_with(run, (int)take32(&reader));
}

/*
 * An interpreter that leaves sleeps in its last call. What is still before it is to give its memory back, which takes longer than a short
 * program: for that of a small one nobody waits.
 *
 * SECURITY: a program that says so and goes on: it is not let out of its sleep, which no signal ends but a fatal one, and killed in
 * it. One that says so while another process or thread of it goes on, or has gone before it with another status: it has
 * been more than one, and leaves as any process does.
 */
static void hear_call(struct run *run) {
  struct calls *calls = &((struct cell *)run)->worker.calls;
  run->deaf_until = hear(calls);
  if (calls->leaver == 0) return;
  if (is_small(run)) end_as_it_leaves(run, calls->exit_code);
  else let_leave(calls);
}

/* Every process of the program has ended, and still nobody has said how: the zygote hangs. */
static uint64_t check_zygote(struct run *run, uint64_t time) {
  struct cell *cell = (struct cell *)run;
  if (cell->next_zygote_check == 0 || !is_empty(&cell->group)) cell->next_zygote_check = time + LONGEST_RELAY;
  if (time >= cell->next_zygote_check) fail("zygote", ETIMEDOUT);
  return cell->next_zygote_check;
}

/* Runs the program of one request to its end. */
static void serve(struct cell *cell) {
  unsigned char started[HEADER];
  struct run *run = &cell->run;
  run->request = read_request(run->host);
  prepare(cell, &run->request);
  run->in = cell->worker.in, run->out = cell->worker.out, run->err = cell->worker.err, run->status = cell->worker.status;
  run->calls = cell->worker.calls.fd;
  reset_peak(&cell->group);
  begin(run);
  let_go(&cell->worker, &run->request);
  hold_frame('s', started, 0);
  follow(run);
  report(run);
  if (run->leaves) kill(-1, SIGKILL); /* not before: on this processor its exit would come first */
}

static void greet(int host, int directory) {
  static const struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = SOCKET};
  if (fchdir(directory) < 0 || connect(host, (const struct sockaddr *)&address, sizeof address) < 0) _exit(1);
  must(chdir("/"), "root");
  close(directory);
}

_Noreturn void live(const struct container *container, uint32_t number, const struct sockets *sockets) {
  unsigned char hello[HEADER];
  greet(sockets->host, container->sockets);
  frames_to(sockets->host, LONGEST_HOLD);
  struct group group = make_group(container, number);
  must(setresgid(0, 0, 0), "group");
  must(setresuid(0, 0, 0), "user");
  signal(SIGCHLD, SIG_IGN); /* orphans of the program vanish by themselves; a zombie would count as a process */
  must(sethostname("sandbox", 7), "host name");
  make_mounts();
  struct cell cell = {.container = container, .number = number, .group = group, .worker = make_worker(container, number, sockets)};
  cell.run = (struct run){.counters = group.counters, .host = sockets->host, .ended = read_status, .silent = check_zygote, .called = hear_call};
  send_frame('r', hello, 0);
  await_request(&cell);
  serve(&cell);
  _exit(cell.worker.calls.any ? 0 : NETWORK_UNUSED);
}

/*
 * cells: process 1 of the cell engine's container. Makes cells when the host asks for them, and buries them.
 *
 * Theory of operation
 *
 *   host (JVM) --- lines on stdin/stdout ---> cells (this) --- clone, all namespaces ---> cell: process 1 of a sandbox
 *                                               |                                           | datagram with descriptors
 *                                               '--- fork, exec ---> zygote (warm Python) <-'   zygote forks the worker
 *
 * One thread, no untrusted bytes. The host sends 'c' for each cell that it wants, and 'z' when no cell comes any more. When the host closes stdin, everything ends
 * with this process; the host knows of that by the end of stdout.
 *
 * Usage: cells CGROUP_VERSION SOCKET FILTER [ZYGOTE ARGUMENT...]
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cells.h"
#include "filter.h"

enum { CELLS = 1000, FIRST_ID = 2, ZYGOTE_SOCKET = 3, ZYGOTE_FILTER = 4 };

static pid_t pids[CELLS];          /* of the cell with that number, or 0 */
static unsigned char unburied[CELLS]; /* dead, but its control group could not be removed yet */
static uint32_t next_number;
static pid_t zygote;

static _Noreturn void die(const char *what) {
  fprintf(stderr, "cells: %s: %s\n", what, strerror(errno));
  _exit(1);
}

static int check(int result, const char *what) {
  if (result < 0) die(what);
  return result;
}

static void put_text(const char *path, const char *text) {
  int fd = check(open(path, O_WRONLY | O_CLOEXEC), path);
  check((int)write(fd, text, strlen(text)), path);
  close(fd);
}

/* The tree that cells move to: the image and devices, nothing else. */
static void prepare_root(void) {
  check(mkdir("/dev/shm", 0755) < 0 && errno != EEXIST ? -1 : 0, "/dev/shm");
  check(mount("/", "/.sce/root", NULL, MS_BIND, NULL), "root");
  check(mount("/dev", "/.sce/root/dev", NULL, MS_BIND | MS_REC, NULL), "dev");
  check(mount(NULL, "/.sce/root/dev", NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NOEXEC, NULL), "read-only dev");
}

static void open_groups(struct container *container) {
  static const char *names[] = {"cpu", "cpuacct", "memory", "pids"};
  char path[64];
  if (container->cgroup_version == 2) {
    /* no group with limits may have processes of its own (cgroups(7)), so this one gets out of the way */
    check(mkdir("/.sce/cgroup/trusted", 0755) < 0 && errno != EEXIST ? -1 : 0, "trusted group");
    put_text("/.sce/cgroup/trusted/cgroup.procs", "0");
    put_text("/.sce/cgroup/cgroup.subtree_control", "+cpu +memory +pids");
  }
  for (int i = 0; i < CONTROLLERS; i++) {
    snprintf(path, sizeof path, "/.sce/cgroup/%s", container->cgroup_version == 1 ? names[i] : "");
    container->cgroups[i] = check(open(path, O_DIRECTORY | O_CLOEXEC), path);
  }
}

/* ---- the system call filter ---- */

/*
 * Builds the filter once, in a child: the library leaves much memory behind, which every cell would copy. Returns a file with
 * its instructions. The zygote, which lives under it from its start, is allowed two calls more, and takes them away from each
 * of its workers.
 */
static int build_filter(const char *path, int for_zygote) {
  static const char *const more[] = {"allow setns", "allow unshare", NULL}, *const none[] = {NULL};
  int file = check(memfd_create("filter", MFD_CLOEXEC), "filter"), status;
  pid_t builder = check(fork(), "filter");
  if (builder == 0) {
    check(write_filter(file, path, for_zygote ? more : none), path);
    _exit(0);
  }
  if (waitpid(builder, &status, 0) < 0 || status != 0) die("filter");
  return file;
}

static void map_filter(struct container *container, int file) {
  container->filter_length = (uint32_t)check((int)lseek(file, 0, SEEK_END), "filter");
  container->filter = mmap(NULL, container->filter_length, PROT_READ, MAP_SHARED, file, 0);
  if (container->filter == MAP_FAILED) die("filter");
}

/* ---- the zygote ---- */

static void start_zygote(struct container *container, int filter, char **command) {
  int ends[2], in[2], out[2], err[2];
  check(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), "zygote");
  /* the standard streams of Python are objects made at start-up, before it forks: they must have met pipes */
  check(pipe2(in, O_CLOEXEC), "pipe"), check(pipe2(out, O_CLOEXEC), "pipe"), check(pipe2(err, O_CLOEXEC), "pipe");
  if (container->zygote >= 0) close(container->zygote);
  container->zygote = ends[0];
  zygote = check(fork(), "zygote");
  if (zygote == 0) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    /* what the zygote has to say before it serves goes to the log: a copy of stderr, closed by it later */
    int log = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 10);
    int socket = fcntl(ends[1], F_DUPFD_CLOEXEC, 10), file = fcntl(filter, F_DUPFD_CLOEXEC, 10);
    if (dup2(in[0], 0) < 0 || dup2(out[1], 1) < 0 || dup2(log, 2) < 0 || dup2(socket, ZYGOTE_SOCKET) < 0 || dup2(file, ZYGOTE_FILTER) < 0)
      die("zygote");
    /* what is bound before the fork need not be bound, and its table not be copied, after each */
    if (setenv("LD_PRELOAD", "/.sce/zygote.so", 1) < 0 || setenv("LD_BIND_NOW", "1", 1) < 0) die("zygote");
    execv(command[0], command);
    die(command[0]);
  }
  close(ends[1]);
  close(in[0]), close(in[1]), close(out[0]), close(out[1]), close(err[0]), close(err[1]);
}

/* ---- cells ---- */

static void bury(const struct container *container, uint32_t number) {
  char name[32];
  cgroup_name(name, sizeof name, number);
  unburied[number] = 0;
  for (int i = 0; i < CONTROLLERS; i++)
    if (unlinkat(container->cgroups[i], name, AT_REMOVEDIR) < 0 && errno == EBUSY) unburied[number] = 1;
}

static uint32_t free_number(const struct container *container) {
  for (int i = 0; i < CELLS; i++) {
    uint32_t number = next_number++ % CELLS;
    if (unburied[number]) bury(container, number);
    if (pids[number] == 0 && !unburied[number]) return number;
  }
  errno = EAGAIN;
  die("all cell numbers are in use");
}

/*
 * SECURITY: a program that finds its way to root inside its user namespace owns nothing there or outside: root of the cell
 * and the program map to ids that are nobody's, the program's used by no other cell. The mapping is written from here, so
 * the cell itself never has the privilege to choose one.
 */
static void map_ids(pid_t pid, uint32_t number) {
  char path[64], map[64];
  snprintf(map, sizeof map, "0 1 1\n1000 %u 1\n", FIRST_ID + number);
  snprintf(path, sizeof path, "/proc/%d/uid_map", pid);
  put_text(path, map);
  snprintf(path, sizeof path, "/proc/%d/gid_map", pid);
  put_text(path, map);
}

static void make_cell(const struct container *container) {
  static const unsigned long all = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS;
  uint32_t number = free_number(container);
  int mapped[2];
  check(pipe2(mapped, O_CLOEXEC), "pipe");
  pid_t pid = (pid_t)syscall(SYS_clone, all | SIGCHLD, 0, 0, 0, 0);
  check(pid, "clone");
  if (pid == 0) {
    char said;
    close(mapped[1]);
    if (read(mapped[0], &said, 1) != 1) _exit(1);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    close(STDIN_FILENO); /* SECURITY: the host's orders are not for cells */
    live(container, number);
  }
  pids[number] = pid;
  map_ids(pid, number);
  check((int)write(mapped[1], "m", 1), "pipe");
  close(mapped[0]);
  close(mapped[1]);
}

/* Buries what has died; returns 1 if the zygote is among it. */
static int bury_all(const struct container *container) {
  int orphaned = 0;
  for (pid_t pid; (pid = waitpid(-1, NULL, WNOHANG)) > 0;) {
    if (pid == zygote) orphaned = 1;
    for (uint32_t number = 0; number < CELLS; number++)
      if (pids[number] == pid) {
        pids[number] = 0;
        bury(container, number);
      }
  }
  return orphaned;
}

static void serve(struct container *container, int signals, int filter, char **command) {
  struct pollfd polled[] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = signals, .events = POLLIN}};
  for (;;) {
    if (poll(polled, 2, -1) < 0 && errno != EINTR) die("poll");
    if (polled[1].revents != 0) {
      struct signalfd_siginfo info;
      if (read(signals, &info, sizeof info) < 0 && errno != EAGAIN) die("signals");
      if (bury_all(container) && command != NULL) start_zygote(container, filter, command);
    }
    if (polled[0].revents != 0) {
      char orders[64];
      ssize_t count = read(STDIN_FILENO, orders, sizeof orders);
      if (count <= 0) _exit(0);
      for (ssize_t i = 0; i < count; i++) {
        if (orders[i] == 'c') make_cell(container);
        if (orders[i] == 'z' && command != NULL) kill(zygote, SIGKILL); /* it hangs; its end brings the next one */
      }
    }
  }
}

int main(int argc, char **argv) {
  char begin;
  if (argc < 4) die("arguments");
  signal(SIGPIPE, SIG_IGN);
  umask(022);
  check(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "dumpable");
  if (read(STDIN_FILENO, &begin, 1) != 1) _exit(0); /* the host has handed the control groups over */
  struct container container = {.zygote = -1, .cgroup_version = atoi(argv[1]), .socket = argv[2]};
  sigset_t watched;
  sigemptyset(&watched);
  sigaddset(&watched, SIGCHLD);
  check(sigprocmask(SIG_BLOCK, &watched, NULL), "signals");
  int signals = check(signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK), "signals");
  prepare_root();
  open_groups(&container);
  char **command = argc > 4 ? argv + 4 : NULL;
  int filter = build_filter(argv[3], command != NULL);
  if (command != NULL) start_zygote(&container, filter, command);
  else map_filter(&container, filter);
  serve(&container, signals, filter, command);
}

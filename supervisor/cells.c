/*
 * cells: process 1 of the cell engine's container. Makes cells when the host asks for them, and buries them.
 *
 * Theory of operation
 *
 *   host (JVM) --- lines on stdin/stdout ---> cells (this) --- clone, all namespaces ---> cell: process 1 of a sandbox
 *                                               |                                           | datagram with descriptors
 *                                               '--- fork, exec ---> zygote (warm Python) <-'   zygote forks the worker
 *
 * A cell's network may be one in which no program has ever made a socket: see networks.c.
 *
 * One thread, no untrusted bytes. The host sends 'c' for each cell that it wants, and 'z' when no cell comes any more. When
 * the host closes stdin, everything ends with this process; the host knows of that by the end of stdout.
 *
 * Usage: cells CGROUP_VERSION SOCKET FILTER fork ZYGOTE ARGUMENT...
 *        cells CGROUP_VERSION SOCKET FILTER exec PROGRAM ARGUMENT...    without a zygote; most programs are started so
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cells.h"
#include "filter.h"
#include "forker.h"
#include "frames.h"
#include "fresh.h"
#include "group.h"
#include "networks.h"
#include "tree.h"

enum { CELLS = 1000, FIRST_ID = 2, LONGEST_SPARE = 3000 /* ms in which nobody wants a cell */ };

static pid_t pids[CELLS];          /* of the cell with that number, or 0 */
static int networks[CELLS];           /* that it is in */
static unsigned char unburied[CELLS]; /* dead, but its control group could not be removed yet */
static int proc; /* the container's /proc, which is not in the tree of cells */
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

static void put_text(int directory, const char *path, const char *text) {
  int fd = check(openat(directory, path, O_WRONLY | O_CLOEXEC), path);
  check((int)write(fd, text, strlen(text)), path);
  close(fd);
}

/* The directory of the host's socket, which is to be reached from a cell. */
static int open_directory_of(char *path) {
  char *slash = strrchr(path, '/');
  *slash = '\0';
  return check(open(path, O_PATH | O_DIRECTORY | O_CLOEXEC), path);
}

static void open_groups(struct container *container) {
  static const char *names[] = {"cpu", "cpuacct", "memory", "pids"};
  char path[64];
  if (container->cgroup_version == 2) {
    /* no group with limits may have processes of its own (cgroups(7)), so this one gets out of the way */
    check(mkdir("/.sce/cgroup/trusted", 0755) < 0 && errno != EEXIST ? -1 : 0, "trusted group");
    put_text(AT_FDCWD, "/.sce/cgroup/trusted/cgroup.procs", "0");
    put_text(AT_FDCWD, "/.sce/cgroup/cgroup.subtree_control", "+cpu +memory +pids");
  }
  for (int i = 0; i < CONTROLLERS; i++) {
    snprintf(path, sizeof path, "/.sce/cgroup/%s", container->cgroup_version == 1 ? names[i] : "");
    container->cgroups[i] = check(open(path, O_DIRECTORY | O_CLOEXEC), path);
  }
}

/* ---- the system call filter ---- */

/*
 * Builds the filter once, in a child: the library leaves much memory behind, which every cell would copy. Returns a file with
 * its instructions. Who forks the workers lives under it, is allowed three calls more, and takes them away from each worker.
 */
static int build_filter(const char *path) {
  static const char *const more[] = {"allow setns", "allow unshare", "allow seccomp", NULL};
  int file = check(memfd_create("filter", MFD_CLOEXEC), "filter"), status;
  pid_t builder = check(fork(), "filter");
  if (builder == 0) {
    check(write_filter(file, path, more), path);
    _exit(0);
  }
  if (waitpid(builder, &status, 0) < 0 || status != 0) die("filter");
  return file;
}

/* ---- who forks the workers: the zygote, or the process in its place ---- */

static void close_networks(void) {
  forget_networks();
  for (uint32_t number = 0; number < CELLS; number++)
    if (pids[number] != 0) close(networks[number]);
}

/* SECURITY: power over networks, and to move between trees, is this process's alone: who forks the workers has none of it to lose. */
static void give_up_power(void) {
  static const unsigned own = 1u << CAP_NET_ADMIN | 1u << CAP_SYS_CHROOT;
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct sets[2];
  check(prctl(PR_CAPBSET_DROP, CAP_NET_ADMIN, 0, 0, 0), "capabilities");
  check(prctl(PR_CAPBSET_DROP, CAP_SYS_CHROOT, 0, 0, 0), "capabilities");
  check((int)syscall(SYS_capget, &header, sets), "capabilities");
  sets[0].effective &= ~own, sets[0].permitted &= ~own, sets[0].inheritable &= ~own;
  check((int)syscall(SYS_capset, &header, sets), "capabilities");
}

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
    if (dup2(in[0], 0) < 0 || dup2(out[1], 1) < 0 || dup2(log, 2) < 0 || dup2(socket, ORDERS) < 0 || dup2(file, FILTER) < 0)
      die("zygote");
    check(leave_tree(), "tree");
    give_up_power(), close_networks(), forget_tree();
    if (container->ahead != NULL) start_fresh(command);
    /* what is bound before the fork need not be bound, and its table not be copied, after each */
    if (setenv("LD_PRELOAD", "/.sce/zygote.so", 1) < 0 || setenv("LD_BIND_NOW", "1", 1) < 0) die("zygote");
    execv(command[0], command);
    die(command[0]);
  }
  close(ends[1]);
  close(in[0]), close(in[1]), close(out[0]), close(out[1]), close(err[0]), close(err[1]);
}

/* Notes a command line as requests have it: u32 count, then each: u32 length, bytes. */
static void expect(struct container *container, char **words) {
  static unsigned char line[4096];
  size_t length = 4;
  uint32_t count = 0;
  for (; words[count] != NULL; count++) {
    size_t size = strlen(words[count]);
    if (length + 4 + size > sizeof line) die("arguments");
    put32(line + length, (uint32_t)size);
    memcpy(line + length + 4, words[count], size);
    length += 4 + size;
  }
  put32(line, count);
  container->ahead = line;
  container->ahead_length = length;
}

/* ---- cells ---- */

static void bury(const struct container *container, uint32_t number) {
  char name[32];
  group_name(name, sizeof name, number);
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
  snprintf(path, sizeof path, "%d/uid_map", pid);
  put_text(proc, path, map);
  snprintf(path, sizeof path, "%d/gid_map", pid);
  put_text(proc, path, map);
}

static struct sockets make_sockets(void) {
  struct sockets sockets = {.host = check(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket")};
  check(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets.calls), "socket");
  return sockets;
}

/* Clones, into the network that this process is in. */
static pid_t clone_cell(void) {
  static const unsigned long all = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP;
  return check((int)syscall(SYS_clone, all | SIGCHLD, 0, 0, 0, 0), "clone");
}

static _Noreturn void become_cell(const struct container *container, uint32_t number, int mapped, const struct sockets *sockets) {
  char said;
  sigset_t none;
  if (read(mapped, &said, 1) != 1) _exit(1);
  close(mapped);
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  close(STDIN_FILENO); /* SECURITY: the host's orders are not for cells */
  close(proc), close_networks(), forget_tree();
  live(container, number, sockets);
}

static void make_cell(const struct container *container) {
  uint32_t number = free_number(container);
  int mapped[2];
  check(pipe2(mapped, O_CLOEXEC), "pipe");
  struct sockets sockets = make_sockets();
  networks[number] = check(enter_network(), "network");
  pid_t pid = pids[number] = clone_cell();
  if (pid == 0) {
    close(mapped[1]), close(networks[number]);
    become_cell(container, number, mapped[0], &sockets);
  }
  check(leave_network(), "network");
  map_ids(pid, number);
  check((int)write(mapped[1], "m", 1), "pipe");
  close(mapped[0]), close(mapped[1]);
  close(sockets.host), close(sockets.calls[0]), close(sockets.calls[1]);
}

/* Buries what has died; returns 1 if the zygote is among it. */
static int bury_all(const struct container *container) {
  int orphaned = 0, status;
  for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;) {
    if (pid == zygote) orphaned = 1;
    for (uint32_t number = 0; number < CELLS; number++)
      if (pids[number] == pid) {
        pids[number] = 0;
        end_network(networks[number], status);
        bury(container, number);
      }
  }
  return orphaned;
}

static void take_orders(struct container *container, int signals, int filter, char **command) {
  struct pollfd polled[] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = signals, .events = POLLIN}};
  for (;;) {
    int ready = poll(polled, 2, has_spare_networks() ? LONGEST_SPARE : -1);
    if (ready < 0 && errno != EINTR) die("poll");
    if (ready == 0) drop_spare_networks();
    if (ready <= 0) continue;
    if (polled[1].revents != 0) {
      struct signalfd_siginfo info;
      if (read(signals, &info, sizeof info) < 0 && errno != EAGAIN) die("signals");
      if (bury_all(container)) start_zygote(container, filter, command);
    }
    if (polled[0].revents != 0) {
      char orders[64];
      ssize_t count = read(STDIN_FILENO, orders, sizeof orders);
      if (count <= 0) _exit(0);
      for (ssize_t i = 0; i < count; i++) {
        if (orders[i] == 'c') make_cell(container);
        if (orders[i] == 'z') kill(zygote, SIGKILL); /* it hangs; its end brings the next one */
      }
    }
  }
}

int main(int argc, char **argv) {
  char begin;
  if (argc < 6) die("arguments");
  signal(SIGPIPE, SIG_IGN);
  umask(022);
  check(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "dumpable");
  if (read(STDIN_FILENO, &begin, 1) != 1) _exit(0); /* the host has handed the control groups over */
  struct container container = {.zygote = -1, .cgroup_version = atoi(argv[1]), .sockets = open_directory_of(argv[2])};
  proc = check(open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC), "/proc");
  sigset_t watched;
  sigemptyset(&watched);
  sigaddset(&watched, SIGCHLD);
  check(sigprocmask(SIG_BLOCK, &watched, NULL), "signals");
  int signals = check(signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK), "signals");
  open_groups(&container);
  check(open_networks(proc), "network");
  if (strcmp(argv[4], "exec") == 0) expect(&container, argv + 5);
  int filter = build_filter(argv[3]);
  check(enter_tree(), "tree");
  start_zygote(&container, filter, argv + 5);
  take_orders(&container, signals, filter, argv + 5);
}

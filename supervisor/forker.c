#define _GNU_SOURCE
#include "forker.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "program.h"

#ifndef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
#define SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV (1UL << 5)
#endif

#ifndef F_SET_RW_HINT
#define F_SET_RW_HINT 1036
#define F_SET_FILE_RW_HINT 1038
#endif

#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE 25 /* Linux 6.1 */
#endif

#ifdef __x86_64__
#define NATIVE AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define NATIVE AUDIT_ARCH_AARCH64
#endif

enum { PROGRAM_ID = 1000, MOST_WORKERS = 1024, DESCRIPTORS = 7 };
#define CGROUPS "/.sce/cgroup"

static struct worker {
  pid_t pid;
  int status;
} workers[MOST_WORKERS];
static struct pollfd polled[MOST_WORKERS + 1];
static int count;

int required(long result, const char *what) {
  if (result >= 0) return (int)result;
  dprintf(STDERR_FILENO, "worker: %s: %s\n", what, strerror(errno));
  _exit(127);
}

void load_filter(void) {
  static struct sock_filter instructions[BPF_MAXINSNS];
  ssize_t size = required(pread(FILTER, instructions, sizeof instructions, 0), "filter");
  struct sock_fprog filter = {(unsigned short)((size_t)size / sizeof *instructions), instructions};
  required(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0), "filter");
}

/* ---- the worker ---- */

static void join_group(const struct order *order, const char *controller, const char *members) {
  char path[96];
  snprintf(path, sizeof path, CGROUPS "/%s/cell-%u/%s", controller, order->number, members);
  int fd = required(open(path, O_WRONLY | O_CLOEXEC), path);
  required(write(fd, "0", 1), path);
  close(fd);
}

/*
 * SECURITY: memory and processes that nobody counts: the worker joins its groups first of all.
 *
 * In version 1 as a thread, the only one that it has. For a process the kernel keeps all others on the machine from forking and
 * ending, and waits for each processor to notice (cgroup_attach_lock): milliseconds, also for those who make groups meanwhile.
 */
static void join_groups(const struct order *order) {
  static const char *const controllers[] = {"cpu", "cpuacct", "memory", "pids"};
  if (access(CGROUPS "/cgroup.procs", F_OK) == 0) join_group(order, "", "cgroup.procs");
  else
    for (size_t i = 0; i < sizeof controllers / sizeof *controllers; i++) join_group(order, controllers[i], "tasks");
}

/*
 * SECURITY: the three calls that a worker needs to enter a cell, and no program may make, are taken away here. All others have
 * been since the zygote's start: a filter of hundreds of instructions that is inherited costs nothing, one that every program
 * loads costs more than its fork. Until Linux 6.13 anybody could leave a hint (F_SET_RW_HINT) on a file that others see, also on a
 * network that another program is given. Memory of a program that it has put together in a file which all programs read (MADV_COLLAPSE)
 * would stay there when it has ended: to a program the kernel is one that cannot. What is of another machine's table is refused, since its numbers mean other calls.
 */
static struct sock_filter instructions[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NATIVE, 0, 18),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 15, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socketpair, 14, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_setns, 14, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_unshare, 13, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_seccomp, 12, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 0, 2),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[1])), /* its lower half: both machines begin with it */
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LEAVING, 8, 7),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_madvise, 0, 2),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MADV_COLLAPSE, 7, 4),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_fcntl, 0, 3),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[1])),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, F_SET_RW_HINT, 3, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, F_SET_FILE_RW_HINT, 2, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EINVAL),
};
enum { INSTRUCTIONS = sizeof instructions / sizeof *instructions, ASK = INSTRUCTIONS - 3, IS_LEAVING = 10 };

static const struct sock_fprog filter = {INSTRUCTIONS, instructions};

static int load_last(unsigned long flags) {
  return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &filter);
}

static int send_listener(int cell, int listener) {
  char said = 0, space[CMSG_SPACE(sizeof listener)] = {0};
  struct iovec part = {.iov_base = &said, .iov_len = 1};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space};
  struct cmsghdr *control = CMSG_FIRSTHDR(&message);
  control->cmsg_level = SOL_SOCKET;
  control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN(sizeof listener);
  memcpy(CMSG_DATA(control), &listener, sizeof listener);
  ssize_t sent = sendmsg(cell, &message, MSG_NOSIGNAL);
  close(listener);
  return sent == 1 ? 0 : -1;
}

/* Sockets, and an end, are told to the cell: see calls.c. */
static int complete_filter(int cell) {
  /* a signal does not interrupt who waits for an answer, so that these calls fail no more often than elsewhere (Linux 5.19) */
  int listener = load_last(SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV);
  if (listener < 0 && errno == EINVAL) {
    instructions[IS_LEAVING].jt = instructions[IS_LEAVING].jf; /* a signal would end the sleep of who leaves: see cell.c */
    listener = load_last(SECCOMP_FILTER_FLAG_NEW_LISTENER);
  }
  if (listener >= 0) return send_listener(cell, listener);
  instructions[ASK] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0);
}

void enter(const struct order *order) {
  const char *stage = "";
  join_groups(order);
  required(setns(order->cell, CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS), "namespaces");
  required(unshare(CLONE_NEWCGROUP), "cgroup namespace");
  required(dup2(order->in, 0), "stdin"), required(dup2(order->out, 1), "stdout"), required(dup2(order->err, 2), "stderr");
  required(limit_self(&stage), stage);
  required(become_user(PROGRAM_ID, PROGRAM_ID, &stage), stage);
  required(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), "dumpable"); /* as after an execve: /proc/self is the program's own */
  required(complete_filter(order->calls), "seccomp");
  required(chdir("/workspace"), "/workspace");
}

static void read_fully(int fd, void *into, size_t length) {
  for (size_t done = 0; done < length;) {
    ssize_t n = read(fd, (char *)into + done, length - done);
    if (n > 0) done += (size_t)n;
    else if (n == 0 || errno != EINTR) _exit(0); /* the cell is gone */
  }
}

static uint32_t get32(const unsigned char *at) {
  uint32_t value;
  memcpy(&value, at, 4);
  return ntohl(value);
}

/* The request: u32 open files, u32 length, and the command line: u32 count, then each: u32 length, bytes. */
char **await_request(const struct order *order, int *argc) {
  unsigned char head[8];
  required(write(order->status, "r", 1), "status");
  /* SECURITY: an inherited descriptor is a way out: the program gets 0, 1 and 2 */
  required(dup2(order->go, 3), "request");
  required(syscall(SYS_close_range, 4, ~0u, 0), "close_range");
  read_fully(3, head, sizeof head);
  size_t length = get32(head + 4);
  unsigned char *body = malloc(length + 1);
  if (body == NULL) required(-1, "request");
  read_fully(3, body, length);
  close(3);
  struct rlimit open_files = {get32(head), get32(head)};
  required(setrlimit(RLIMIT_NOFILE, &open_files), "open files");
  *argc = (int)get32(body);
  char **argv = calloc((size_t)*argc + 1, sizeof *argv);
  unsigned char *at = body + 4;
  for (int i = 0; i < *argc; i++) {
    size_t size = get32(at);
    argv[i] = strndup((char *)at + 4, size);
    at += 4 + size;
  }
  return argv;
}

/* ---- the one who forks ---- */

static int next_order(struct order *order) {
  uint32_t numbers[2];
  char space[CMSG_SPACE(8 * sizeof(int))];
  struct iovec part = {numbers, sizeof numbers};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space};
  ssize_t n = recvmsg(ORDERS, &message, MSG_CMSG_CLOEXEC);
  struct cmsghdr *control = n == sizeof numbers ? CMSG_FIRSTHDR(&message) : NULL;
  if (control == NULL || control->cmsg_len != CMSG_LEN(DESCRIPTORS * sizeof(int))) return 0;
  order->number = ntohl(numbers[0]);
  order->asked_for = ntohl(numbers[1]);
  memcpy(&order->cell, CMSG_DATA(control), DESCRIPTORS * sizeof(int));
  return 1;
}

static void pass_on_status(int index) {
  unsigned char message[5] = {'x'};
  int status = 0;
  required(waitpid(workers[index].pid, &status, 0), "waitpid");
  uint32_t value = htonl((uint32_t)status);
  memcpy(message + 1, &value, 4);
  if (write(workers[index].status, message, sizeof message) < 0 && errno != EPIPE) required(-1, "status");
  close(workers[index].status);
  close(polled[index].fd);
  workers[index] = workers[--count];
  polled[index] = polled[count];
}

static void fork_worker(const struct forker *forker, int own_namespace) {
  struct order order;
  if (!next_order(&order)) _exit(0);
  required(setns(order.cell, CLONE_NEWPID), "pid namespace");
  if (forker->before != NULL) forker->before();
  pid_t pid = fork();
  if (pid == 0) forker->in_child(&order);
  if (forker->in_parent != NULL) forker->in_parent();
  required(pid, "fork");
  required(setns(own_namespace, CLONE_NEWPID), "own pid namespace");
  close(order.cell), close(order.in), close(order.out), close(order.err), close(order.go), close(order.calls);
  workers[count] = (struct worker){pid, order.status};
  polled[count++] = (struct pollfd){.fd = required(syscall(SYS_pidfd_open, pid, 0), "pidfd"), .events = POLLIN};
}

_Noreturn void serve(const struct forker *forker) {
  int own_namespace = required(open("/proc/self/ns/pid", O_RDONLY | O_CLOEXEC), "pid namespace");
  for (;;) {
    polled[count] = (struct pollfd){.fd = count < MOST_WORKERS - 1 ? ORDERS : -1, .events = POLLIN};
    int more = count;
    if (poll(polled, (nfds_t)count + 1, -1) < 0) {
      if (errno == EINTR) continue;
      required(-1, "poll");
    }
    short wanted = polled[more].revents;
    for (int i = more - 1; i >= 0; i--)
      if (polled[i].revents != 0) pass_on_status(i);
    if (wanted != 0) fork_worker(forker, own_namespace);
  }
}

/*
 * attached: process 1 of a container that waits for its one program on stdin.
 *
 * Theory of operation
 *
 *   host (JVM) --- request, orders on fd 0 --> attached (pid 1, a user of its own) ---fork---> program (pid 2, own uid)
 *              <-- frames on fd 1 -----------
 *
 * The container manager has made the namespaces, the mounts, the limits and the system call filter, without leaving anything
 * to do that needs power over the kernel. This process begins as the container's root with four capabilities and
 *  1. opens the counters of the control group, and shuts the way to them where it can;
 *  2. becomes the user SUPERVISOR, and keeps the four capabilities: it must become the program, and end it;
 *  3. greets the host and waits for a request: limits, arguments, input, files (docs/cell-protocol.md). Files are written
 *     to /workspace, which belongs to SUPERVISOR, so that the program can change none of them;
 *  4. starts the program as the user PROGRAM without any capability, and gives up all of its own but CAP_KILL: while a
 *     program runs, nobody in the container is root;
 *  5. carries what the program prints and keeps its limits (run.c), reports, and exits; the container ends with it.
 * If the host goes away, stdin ends, this process exits, and the kernel ends the pid namespace with it.
 *
 * Under gVisor, whose kernel has no counters of the host, it makes its own and loads the program's system call filter: gvisor.c.
 * The kernel's kills for memory are not seen there; the daemon tells the host of them.
 *
 * AHEAD is the command line that the program will most likely have: it is started between 2 and 3, confined like any program, and
 * stopped at its gate (gate.c). A request for just that opens the gate; for anything else, what waits is killed.
 *
 * Usage: attached SUPERVISOR PROGRAM FILTER|- [AHEAD...] (numeric ids, for users and groups alike; FILTER under gVisor)
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frames.h"
#include "gvisor.h"
#include "launch.h"
#include "program.h"
#include "reader.h"
#include "run.h"

static const uint32_t KILL = 1u << CAP_KILL;
static const uint32_t BECOME = 1u << CAP_SETUID | 1u << CAP_SETGID | 1u << CAP_SETPCAP;

static pid_t program;

/* ---- the control group ---- */

/* The container's own, as the runtime mounts it: one directory for each controller in version 1, one for all in version 2. */
static int open_counter(int version, const char *version_1, const char *version_2) {
  char path[96];
  snprintf(path, sizeof path, "/sys/fs/cgroup/%s", version == 1 ? version_1 : version_2);
  return open(path, O_RDONLY | O_CLOEXEC);
}

static struct counters open_counters(void) {
  int version = access("/sys/fs/cgroup/cgroup.controllers", F_OK) == 0 ? 2 : 1;
  /* threads of the container runtime would be counted in the peak of processes */
  struct counters counters = {.version = version, .quota = -1, .peak_processes = -1};
  counters.cpu_time = open_counter(version, "cpuacct/cpuacct.usage", "cpu.stat");
  counters.peak_memory = open_counter(version, "memory/memory.max_usage_in_bytes", "memory.peak");
  counters.oom = open_counter(version, "memory/memory.oom_control", "memory.events");
  /* SECURITY: a limit that is not kept: without these two, neither processor time nor the kernel's kills would be seen */
  must(counters.cpu_time, "counter of processor time");
  must(counters.oom, "counter of kills for memory");
  /* The program could only read its own numbers there, but need not. What is mounted read-only stays as it is. */
  if (chmod("/sys/fs/cgroup", 0700) < 0 && errno != EROFS && errno != EPERM) fail("control group", errno);
  return counters;
}

/* Processor time as gVisor's kernel counts it, in nanoseconds as version 1 does. */
static struct counters gvisors_counters(const struct gvisor *gvisor) {
  return (struct counters){.version = 1, .quota = -1, .cpu_time = gvisor->cpu_time, .peak_memory = -1, .oom = -1, .peak_processes = -1};
}

/* ---- users ---- */

static void keep_capabilities(uint32_t capabilities) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct sets[2] = {{.effective = capabilities, .permitted = capabilities}};
  must((int)syscall(SYS_capset, &header, sets), "capabilities");
}

static void become_supervisor(uid_t id) {
  must(prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0), "capabilities");
  must(setgroups(0, NULL), "groups");
  must(setresgid(id, id, id), "group");
  must(setresuid(id, id, id), "user");
  keep_capabilities(BECOME | KILL);
  /* SECURITY: reading or tracing this process from inside, through /proc/1 */
  must(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "dumpable");
}

/* ---- the program ---- */

static char *const environment[] = {"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/workspace", "LANG=C.UTF-8", "TMPDIR=/dev/shm", NULL};

static void set_command(struct launch *launch, const struct request *request) {
  struct reader arguments = {request->arguments, request->arguments + request->arguments_length};
  launch->argv = command_line(&arguments);
  launch->open_files = request->open_files;
  if (launch->argv == NULL) fail("request", ENOMEM);
}

/* Reaps whatever has ended: a zombie would count as a process. */
static void reap(struct run *run) {
  struct signalfd_siginfo info;
  if (read(run->status, &info, sizeof info) != sizeof info) return;
  int status;
  for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
    if (pid == program) end_with(run, status);
}

static int watch_children(void) {
  sigset_t watched;
  sigemptyset(&watched);
  sigaddset(&watched, SIGCHLD);
  must(sigprocmask(SIG_BLOCK, &watched, NULL), "signals");
  int signals = signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
  must(signals, "signalfd");
  return signals;
}

static void expire(int signal) { _exit(signal); }

/* SECURITY: a host that reads no more, so that this process waits in a write while the program goes on. */
static void end_at_last(uint64_t wall) {
  signal(SIGALRM, expire);
  alarm((unsigned)(wall / 1000000000) + 30);
}

int main(int argc, char **argv) {
  unsigned char hello[HEADER];
  signal(SIGPIPE, SIG_IGN);
  if (argc < 4) fail("arguments", EINVAL);
  uid_t supervisor = (uid_t)number(argv[1]), own = (uid_t)number(argv[2]);
  /* SECURITY: files that the container runtime forgot to close (CVE-2024-21626) */
  if (syscall(SYS_close_range, 3, INT_MAX, 0) < 0 && errno != ENOSYS) fail("close_range", errno);
  umask(022);
  struct launch launch = {.uid = own, .gid = own, .directory = "/workspace", .fed = 1, .gvisor = NO_GVISOR};
  int own_kernel = strcmp(argv[3], "-") != 0;
  if (own_kernel) launch.gvisor = prepare_gvisor(argv[3]);
  struct run run = {.host = STDIN_FILENO, .status = watch_children(), .ended = reap, .own_kernel = own_kernel};
  run.counters = own_kernel ? gvisors_counters(&launch.gvisor) : open_counters();
  become_supervisor(supervisor);
  environ = (char **)environment; /* the program's */
  struct ahead ahead = start_ahead(&launch, argc > 4 ? argv + 4 : NULL);
  send_frame('r', hello, 0);
  run.request = read_request(STDIN_FILENO);
  end_at_last(run.request.wall);
  limit_processes(&launch.gvisor, run.request.processes);
  set_command(&launch, &run.request);
  struct child child = start(&ahead, &launch);
  program = child.pid, run.in = child.in, run.out = child.out, run.err = child.err;
  keep_capabilities(KILL);
  begin(&run);
  send_frame('s', hello, 0);
  follow(&run);
  report(&run);
  return 0;
}

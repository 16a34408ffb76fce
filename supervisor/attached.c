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
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frames.h"
#include "gate.h"
#include "gvisor.h"
#include "program.h"
#include "run.h"

static const uint32_t KILL = 1u << CAP_KILL;
static const uint32_t BECOME = 1u << CAP_SETUID | 1u << CAP_SETGID | 1u << CAP_SETPCAP;

static pid_t program;
static struct gvisor gvisor;

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
static struct counters gvisors_counters(void) {
  return (struct counters){.version = 1, .quota = -1, .cpu_time = gvisor.cpu_time, .peak_memory = -1, .oom = -1, .peak_processes = -1};
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

struct failure {
  int error;
  const char *stage; /* the parent has the same strings */
};

/* Everything between fork and execve. Returns only on failure, with errno set; *stage says where. */
static void become_program(uid_t id, char **argv, uint32_t open_files, const struct gate *gate, const char **stage) {
  static char *const environment[] = {"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/workspace", "LANG=C.UTF-8", "TMPDIR=/dev/shm", NULL};
  struct rlimit files = {open_files, open_files};
  environ = (char **)environment;
  sigset_t none;
  sigemptyset(&none);
  *stage = "signals";
  if (sigprocmask(SIG_SETMASK, &none, NULL) < 0) return;
  signal(SIGPIPE, SIG_DFL);
  *stage = "control group";
  if (enter_group(&gvisor) < 0) return;
  *stage = "limit of open files";
  if (gate == NULL ? setrlimit(RLIMIT_NOFILE, &files) < 0 : stand_at(gate) < 0) return;
  if (become_user(id, id, stage) < 0) return;
  *stage = "working directory";
  if (chdir("/workspace") < 0) return;
  *stage = "seccomp";
  if (load_filter(&gvisor) < 0) return;
  *stage = "execute";
  execv(argv[0], argv);
}

/* @param gate where it is to wait, or NULL */
static void start(struct run *run, uid_t id, char **argv, const struct gate *gate) {
  int in[2], out[2], err[2], status[2];
  if (program_pipe(in, id) < 0 || program_pipe(out, id) < 0 || program_pipe(err, id) < 0 || pipe2(status, O_CLOEXEC) < 0)
    fail("pipes", errno);
  program = fork();
  must(program, "fork");
  if (program == 0) {
    struct failure why = {.stage = "standard streams"};
    /* SECURITY: an inherited descriptor is a way out (CVE-2024-21626): after these, only 0, 1 and 2 survive execve, since
       every other descriptor is close-on-exec. */
    if (dup2(in[0], STDIN_FILENO) >= 0 && dup2(out[1], STDOUT_FILENO) >= 0 && dup2(err[1], STDERR_FILENO) >= 0)
      become_program(id, argv, run->request.open_files, gate, &why.stage);
    why.error = errno;
    _exit(write(status[1], &why, sizeof why) == sizeof why ? 127 : 126);
  }
  close(in[0]), close(out[1]), close(err[1]), close(status[1]);
  run->in = in[1], run->out = out[0], run->err = err[0];
  must(fcntl(run->in, F_SETFL, O_NONBLOCK), "input");
  struct failure why;
  if (read(status[0], &why, sizeof why) == sizeof why) errno = why.error, must(-1, why.stage);
  close(status[0]);
}

static void discard(struct run *run) {
  kill(program, SIGKILL);
  while (waitpid(program, NULL, 0) < 0 && errno == EINTR) continue;
  close(run->in), close(run->out), close(run->err);
}

/* What waits becomes the program if that is what the request asks for, and makes way for it if not. */
static void start_from(struct run *run, uid_t id, char **ahead, struct gate *gate) {
  struct reader arguments = {run->request.arguments, run->request.arguments + run->request.arguments_length};
  char **argv = command_line(&arguments);
  if (argv == NULL) fail("request", ENOMEM);
  if (ahead != NULL && same_words(ahead, argv)) {
    must(open_gate(gate, run->request.open_files), "gate");
    return;
  }
  if (ahead != NULL) discard(run);
  start(run, id, argv, NULL);
}

/* Reaps whatever has ended: a zombie would count as a process. */
static void reap(struct run *run) {
  struct signalfd_siginfo info;
  if (read(run->status, &info, sizeof info) != sizeof info) return;
  int status;
  for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;) {
    if (pid != program) continue;
    run->over = 1;
    run->how = WIFSIGNALED(status) ? 1 : 0;
    run->value = (uint32_t)(WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
  }
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

static uid_t number(const char *text) {
  char *end;
  unsigned long value = strtoul(text, &end, 10);
  /* SECURITY: a program that runs as root because an argument was wrong */
  if (*text == '\0' || *end != '\0' || value == 0 || value > INT32_MAX) fail("arguments", EINVAL);
  return (uid_t)value;
}

int main(int argc, char **argv) {
  unsigned char hello[HEADER];
  signal(SIGPIPE, SIG_IGN);
  if (argc < 4) fail("arguments", EINVAL);
  uid_t supervisor = number(argv[1]), own = number(argv[2]);
  /* SECURITY: files that the container runtime forgot to close (CVE-2024-21626) */
  if (syscall(SYS_close_range, 3, INT_MAX, 0) < 0 && errno != ENOSYS) fail("close_range", errno);
  umask(022);
  int own_kernel = strcmp(argv[3], "-") != 0;
  gvisor = own_kernel ? prepare_gvisor(argv[3]) : NO_GVISOR;
  struct run run = {.counters = own_kernel ? gvisors_counters() : open_counters(), .host = STDIN_FILENO, .status = watch_children(), .ended = reap, .own_kernel = own_kernel};
  become_supervisor(supervisor);
  char **ahead = argc > 4 ? argv + 4 : NULL;
  struct gate gate;
  if (ahead != NULL) {
    must(make_gate(&gate), "gate");
    start(&run, own, ahead, &gate);
    if (await_waiting(&gate) < 0) discard(&run), ahead = NULL;
  }
  send_frame('r', hello, 0);
  run.request = read_request(STDIN_FILENO);
  end_at_last(run.request.wall);
  limit_processes(&gvisor, run.request.processes);
  start_from(&run, own, ahead, &gate);
  keep_capabilities(KILL);
  begin(&run);
  send_frame('s', hello, 0);
  follow(&run);
  report(&run);
  return 0;
}

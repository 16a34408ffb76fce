/*
 * supervisor: process 1 of a sandbox. Starts one program, carries what it prints, reports how it ended.
 *
 * Theory of operation
 *
 *   host (JVM) <--- frames on fd 1 --- supervisor (pid 1, uid 0 of the sandbox) ---fork---> program (pid 2, own uid)
 *
 * The container runtime has already made the namespaces, the mounts, the cgroup and the seccomp filter. What is left:
 *  - the program is never pid 1: the kernel ignores signals that pid 1 does not handle, so os.kill(os.getpid(), 15) would be lost;
 *  - the program runs as a uid of its own, without capabilities, in a session of its own. The supervisor keeps CAP_KILL,
 *    and pid 1 cannot be killed, stopped or traced from inside its own pid namespace;
 *  - stdout and stderr are pipes that the supervisor drains together, so neither can block the other;
 *  - when the program ends, everything it left running is killed before the report is sent: nothing runs on after the answer.
 * SIGTERM, which only the host can send (a program would need CAP_KILL), ends the program in the same orderly way, so that
 * nothing that it printed is lost. If the host goes away, the frame pipe breaks; the supervisor then exits, and the kernel kills the pid namespace with it.
 *
 * Frames, all integers big-endian: u8 type, u32 length, payload.
 *   's' started  (none)            the program was executed; the wall clock starts
 *   'o' stdout   (bytes)
 *   'e' stderr   (bytes)
 *   'x' exited   (u32 how: 0 exit, 1 signal; u32 value; u64 wall nanoseconds; u64 packets and connections without a route)
 *   'f' failure  (text)            the sandbox could not be made: "stage: reason"; nothing was executed
 * After 'x' or 'f' the supervisor waits until the host closes the pipe, so that the host can still read the cgroup.
 *
 * Usage: supervisor UID GID DIRECTORY PROGRAM [ARGUMENT...]
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FRAMES = STDOUT_FILENO, CHUNK = 64 * 1024, HEADER = 5 };

struct child {
  pid_t pid;
  int out, err;
};

/* Stages of a failed set-up, by name, as the host shows them. */
struct failure {
  int error;
  char stage[28];
};

static void put32(unsigned char *at, uint32_t value) {
  for (int i = 0; i < 4; i++) at[i] = (unsigned char)(value >> (24 - 8 * i));
}

static void put64(unsigned char *at, uint64_t value) {
  put32(at, (uint32_t)(value >> 32));
  put32(at + 4, (uint32_t)value);
}

/* Sends one frame; `frame` has HEADER free bytes before the payload. A host that is gone ends the sandbox. */
static void send_frame(char type, unsigned char *frame, size_t length) {
  frame[0] = (unsigned char)type;
  put32(frame + 1, (uint32_t)length);
  for (size_t sent = 0; sent < HEADER + length;) {
    ssize_t n = write(FRAMES, frame + sent, HEADER + length - sent);
    if (n >= 0) sent += (size_t)n;
    else if (errno != EINTR) _exit(1);
  }
}

/* Waits until the host closes its end of the frame pipe. */
static void wait_for_host(void) {
  struct pollfd frames = {.fd = FRAMES, .events = 0};
  while (poll(&frames, 1, -1) < 0 && errno == EINTR) continue;
}

static void fail(const char *stage, int error) {
  unsigned char frame[HEADER + 128];
  int length = snprintf((char *)frame + HEADER, 128, "%s: %s", stage, strerror(error));
  send_frame('f', frame, (size_t)(length < 128 ? length : 127));
  wait_for_host();
  _exit(1);
}

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/*
 * Reads the column `name` of the rows that begin with `row` in a /proc/net/snmp table: a row of names, then a row of values.
 */
static uint64_t table_value(char *text, const char *row, const char *name) {
  char *names = strstr(text, row);
  char *values = names == NULL ? NULL : strstr(names + strlen(row), row);
  if (values == NULL) return 0;
  char *save_name, *save_value;
  values[-1] = '\0';
  char *name_at = strtok_r(names, " ", &save_name);
  char *value_at = strtok_r(values, " \n", &save_value);
  while (name_at != NULL && value_at != NULL) {
    if (strcmp(name_at, name) == 0) return strtoull(value_at, NULL, 10);
    name_at = strtok_r(NULL, " ", &save_name);
    value_at = strtok_r(NULL, " \n", &save_value);
  }
  return 0;
}

static char *read_text(const char *path, char *buffer, size_t size) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t n = fd < 0 ? 0 : read(fd, buffer, size - 1);
  if (fd >= 0) close(fd);
  buffer[n > 0 ? n : 0] = '\0';
  return buffer;
}

/*
 * How often the sandbox tried to reach another machine: the kernel counts in each network namespace what it could not
 * route (RFC 4293, ipSystemStatsOutNoRoutes). The namespace has no route at all, so the count is exact and cannot be forged.
 */
static uint64_t unroutable(void) {
  static char buffer[16384];
  uint64_t count = table_value(read_text("/proc/net/snmp", buffer, sizeof buffer), "Ip: ", "OutNoRoutes");
  char *six = strstr(read_text("/proc/net/snmp6", buffer, sizeof buffer), "Ip6OutNoRoutes");
  return count + (six == NULL ? 0 : strtoull(six + strlen("Ip6OutNoRoutes"), NULL, 10));
}

/* Everything between fork and execve. Returns only on failure, with errno set; *stage says where. */
static void become_program(uid_t uid, gid_t gid, const char *directory, char **argv, const char **stage) {
  sigset_t none;
  sigemptyset(&none);
  *stage = "signals";
  if (sigprocmask(SIG_SETMASK, &none, NULL) < 0) return;
  signal(SIGPIPE, SIG_DFL);
  *stage = "session";
  if (setsid() < 0) return;
  /* SECURITY: regaining capabilities through a set-uid file or a new user namespace: the bounding set is emptied first,
     while CAP_SETPCAP is still there, then the uids change, which clears the other sets. */
  *stage = "bounding set";
  for (int cap = 0; prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0; cap++)
    if (prctl(PR_CAPBSET_DROP, cap, 0, 0, 0) < 0) return;
  *stage = "ambient capabilities";
  if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) < 0) return;
  *stage = "groups"; /* SECURITY: a group of the supervisor that stays would open what that group may read */
  if (setgroups(0, NULL) < 0 || setresgid(gid, gid, gid) < 0) return;
  *stage = "user";
  if (setresuid(uid, uid, uid) < 0) return;
  *stage = "capabilities";
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct nothing[2] = {{0, 0, 0}, {0, 0, 0}};
  if (syscall(SYS_capset, &header, nothing) < 0) return;
  *stage = "no_new_privs";
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return;
  *stage = "working directory";
  if (chdir(directory) < 0) return;
  *stage = "execute";
  execv(argv[0], argv);
}

static struct child start(uid_t uid, gid_t gid, const char *directory, char **argv) {
  int out[2], err[2], status[2];
  if (pipe2(out, O_CLOEXEC) < 0 || pipe2(err, O_CLOEXEC) < 0 || pipe2(status, O_CLOEXEC) < 0) fail("pipes", errno);
  pid_t pid = fork();
  if (pid < 0) fail("fork", errno);
  if (pid == 0) {
    const char *stage = "standard streams";
    /* SECURITY: an inherited descriptor is a way out (CVE-2024-21626): after these two, only 0, 1 and 2 survive execve,
       since every other descriptor of the supervisor is close-on-exec. */
    if (dup2(out[1], STDOUT_FILENO) >= 0 && dup2(err[1], STDERR_FILENO) >= 0)
      become_program(uid, gid, directory, argv, &stage);
    struct failure why = {.error = errno};
    strncpy(why.stage, stage, sizeof why.stage - 1);
    if (write(status[1], &why, sizeof why) < 0) _exit(126);
    _exit(127);
  }
  close(out[1]);
  close(err[1]);
  close(status[1]);
  struct failure why;
  if (read(status[0], &why, sizeof why) == sizeof why) fail(why.stage, why.error);
  close(status[0]);
  return (struct child){.pid = pid, .out = out[0], .err = err[0]};
}

/* Forwards what is there; returns 0 at the end of the stream. */
static int forward(int fd, char type) {
  static unsigned char frame[HEADER + CHUNK];
  ssize_t n = read(fd, frame + HEADER, CHUNK);
  if (n < 0) return errno == EINTR || errno == EAGAIN;
  if (n > 0) send_frame(type, frame, (size_t)n);
  return n > 0;
}

/* Reaps whatever has ended, or with `options` 0 waits for all; returns 1 when the program was among it, with its status. */
static int reap(pid_t program, int options, int *status) {
  int found = 0, one;
  for (pid_t pid; (pid = waitpid(-1, &one, options)) > 0 || (pid < 0 && errno == EINTR);)
    if (pid == program) {
      *status = one;
      found = 1;
    }
  return found;
}

/* Handles one signal; returns 1 when the run is over: the program has ended, or the host wants it to. */
static int over(int signals, pid_t program, int *status) {
  struct signalfd_siginfo info;
  if (read(signals, &info, sizeof info) != sizeof info) return 0;
  return info.ssi_signo == SIGTERM || reap(program, WNOHANG, status);
}

static void supervise(struct child program, int signals) {
  unsigned char frame[HEADER + 24];
  uint64_t started = now();
  send_frame('s', frame, 0);
  struct pollfd polled[] = {{.fd = program.out, .events = POLLIN}, {.fd = program.err, .events = POLLIN},
                            {.fd = signals, .events = POLLIN},     {.fd = FRAMES, .events = 0}};
  int status = 0;
  for (int ended = 0; !ended;) {
    if (poll(polled, 4, -1) < 0 && errno != EINTR) _exit(1);
    if (polled[3].revents != 0) _exit(1); /* the host is gone: the pid namespace goes with us */
    if (polled[0].revents != 0 && !forward(program.out, 'o')) polled[0].fd = -1;
    if (polled[1].revents != 0 && !forward(program.err, 'e')) polled[1].fd = -1;
    if (polled[2].revents != 0) ended = over(signals, program.pid, &status);
  }
  uint64_t wall = now() - started;
  /* SECURITY: a program that forks and exits to go on behind the answer: as pid 1 of the namespace, -1 reaches every
     process in it, and the kernel lets no fork slip past a pending SIGKILL. */
  kill(-1, SIGKILL);
  reap(program.pid, 0, &status);
  while (polled[0].fd >= 0 && forward(program.out, 'o')) continue;
  while (polled[1].fd >= 0 && forward(program.err, 'e')) continue;
  put32(frame + HEADER, WIFSIGNALED(status) ? 1 : 0);
  put32(frame + HEADER + 4, (uint32_t)(WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status)));
  put64(frame + HEADER + 8, wall);
  put64(frame + HEADER + 16, unroutable());
  send_frame('x', frame, 24);
  wait_for_host();
}

static unsigned long number(const char *text) {
  char *end;
  unsigned long value = strtoul(text, &end, 10);
  if (*text == '\0' || *end != '\0' || value == 0 || value > INT32_MAX) fail("arguments", EINVAL);
  return value;
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  if (argc < 5) fail("arguments", EINVAL);
  /* SECURITY: reading or tracing the supervisor from inside, through /proc/1 */
  if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0) fail("dumpable", errno);
  /* SECURITY: files that the container runtime forgot to close (CVE-2024-21626) */
  if (syscall(SYS_close_range, 3, ~0u, 0) < 0 && errno != ENOSYS) fail("close_range", errno);
  umask(022);
  sigset_t watched;
  sigemptyset(&watched);
  sigaddset(&watched, SIGCHLD);
  sigaddset(&watched, SIGTERM);
  if (sigprocmask(SIG_BLOCK, &watched, NULL) < 0) fail("signals", errno);
  int signals = signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
  if (signals < 0) fail("signalfd", errno);
  uid_t uid = (uid_t)number(argv[1]);
  gid_t gid = (gid_t)number(argv[2]);
  supervise(start(uid, gid, argv[3], argv + 4), signals);
  return 0;
}

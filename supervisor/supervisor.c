/*
 * supervisor: process 1 of a sandbox. Waits for a command, runs it as the program, carries what it prints, reports how it ended.
 *
 * Theory of operation
 *
 *   host (JVM) <--- frames on fd 1 --- supervisor (pid 1, uid 0 of the sandbox) ---fork---> program (pid 2, own uid)
 *
 * The container runtime has already made the namespaces, the mounts, the cgroup and the seccomp filter. The supervisor says
 * that it is ready and waits for one request on fd 0; what follows the request there is the program's input. What is left:
 *  - the program is never pid 1: the kernel ignores signals that pid 1 does not handle, so os.kill(os.getpid(), 15) would be lost;
 *  - the program runs as a uid of its own, without capabilities, in a session of its own. The supervisor keeps CAP_KILL,
 *    and pid 1 cannot be killed, stopped or traced from inside its own pid namespace;
 *  - stdout and stderr are pipes that the supervisor drains together, so neither can block the other;
 *  - when the program ends, everything it left running is killed before the report is sent: nothing runs on after the answer.
 * SIGTERM, which only the host can send (a program would need CAP_KILL), ends the program in the same orderly way, so that
 * nothing that it printed is lost. If the host goes away, the frame pipe breaks; the supervisor then exits, and the kernel kills the pid namespace with it.
 *
 * In a container that waits, AHEAD is the command line that its program will most likely have. It is started at once, confined
 * like any program, and stopped at its gate: see gate.c. A request for just that opens the gate; for anything else, what waits
 * is killed, and the program started afresh.
 *
 * The request, all integers big-endian: u32 length of what follows, u32 processes, u32 open files, u32 count of arguments, each
 * u32 length, bytes. The first argument is the program's path.
 *
 * Frames, all integers big-endian: u8 type, u32 length, payload.
 *   'r' ready    (none)            the sandbox is made, and waits for its request
 *   's' started  (none)            the program was executed; the wall clock starts
 *   'o' stdout   (bytes)
 *   'e' stderr   (bytes)
 *   'x' exited   (u32 how: 0 exit, 1 signal; u32 value; u64 wall nanoseconds; u64 packets and connections without a route)
 *   'f' failure  (text)            the sandbox could not be made: "stage: reason"; nothing was executed
 * After 'x' or 'f' the supervisor waits until the host closes the pipe, so that the host can still read the cgroup.
 *
 * Under gVisor the program is no process of the host, and what confines it is gVisor's own kernel: gvisor.c. The rules of the
 * program's system call filter are in FILTER then.
 *
 * Usage: supervisor UID GID DIRECTORY FILTER|- [AHEAD...]
 */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frames.h"
#include "launch.h"
#include "program.h"
#include "reader.h"

enum { LONGEST_REQUEST = 2 << 20 };

/* ---- the request ---- */

static void read_request(struct launch *launch) {
  unsigned char head[4];
  read_fully(STDIN_FILENO, head, sizeof head);
  struct reader reader = {head, head + sizeof head};
  uint32_t length = take32(&reader);
  unsigned char *body = length > LONGEST_REQUEST ? NULL : malloc(length);
  if (body == NULL) fail("request", E2BIG);
  read_fully(STDIN_FILENO, body, length);
  reader = (struct reader){body, body + length};
  limit_processes(&launch->gvisor, take32(&reader));
  launch->open_files = take32(&reader);
  launch->argv = command_line(&reader);
  if (launch->argv == NULL || launch->argv[0] == NULL) fail("request", EBADMSG);
}

/* ---- the program ---- */

/* Reaps whatever has ended; returns 1 when the program was among it, with its status. */
static int reap(pid_t program, int *status) {
  int found = 0, one;
  for (pid_t pid; (pid = waitpid(-1, &one, WNOHANG)) > 0 || (pid < 0 && errno == EINTR);)
    if (pid == program) {
      *status = one;
      found = 1;
    }
  return found;
}

/*
 * SECURITY: a program that forks and exits to go on behind the answer: as pid 1 of the namespace, -1 reaches every process
 * in it. Linux lets no fork slip past a pending SIGKILL, but gVisor does: whoever was forking then is dead and its child
 * there to be killed too by the time we reap it.
 */
static void end_all(pid_t program, int *status) {
  int one;
  kill(-1, SIGKILL);
  for (pid_t pid; (pid = waitpid(-1, &one, 0)) > 0 || (pid < 0 && errno == EINTR); kill(-1, SIGKILL))
    if (pid == program) *status = one;
}

/* Handles one signal; returns 1 when the run is over: the program has ended, or the host wants it to. */
static int over(int signals, pid_t program, int *status) {
  struct signalfd_siginfo info;
  if (read(signals, &info, sizeof info) != sizeof info) return 0;
  return info.ssi_signo == SIGTERM || reap(program, status);
}

static void supervise(struct child program, int signals) {
  unsigned char frame[HEADER + LAST];
  uint64_t started = now();
  send_frame('s', frame, 0);
  struct pollfd polled[] = {{.fd = program.out, .events = POLLIN}, {.fd = program.err, .events = POLLIN},
                            {.fd = signals, .events = POLLIN},     {.fd = STDOUT_FILENO, .events = 0}};
  int status = 0;
  for (int ended = 0; !ended;) {
    if (poll(polled, 4, -1) < 0 && errno != EINTR) _exit(1);
    if (polled[3].revents != 0) _exit(1); /* the host is gone: the pid namespace goes with us */
    if (polled[0].revents != 0 && !forward(program.out, 'o')) polled[0].fd = -1;
    if (polled[1].revents != 0 && !forward(program.err, 'e')) polled[1].fd = -1;
    if (polled[2].revents != 0) ended = over(signals, program.pid, &status);
  }
  uint64_t wall = now() - started;
  end_all(program.pid, &status);
  while (polled[0].fd >= 0 && forward(program.out, 'o')) continue;
  while (polled[1].fd >= 0 && forward(program.err, 'e')) continue;
  put_end(frame + HEADER, status, wall, unroutable());
  send_frame('x', frame, LAST);
  wait_for_host();
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  if (argc < 5) fail("arguments", EINVAL);
  /* SECURITY: reading or tracing the supervisor from inside, through /proc/1 */
  if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0) fail("dumpable", errno);
  /* SECURITY: files that the container runtime forgot to close (CVE-2024-21626) */
  if (syscall(SYS_close_range, 3, INT_MAX, 0) < 0 && errno != ENOSYS) fail("close_range", errno);
  umask(022);
  sigset_t watched;
  sigemptyset(&watched);
  sigaddset(&watched, SIGCHLD);
  sigaddset(&watched, SIGTERM);
  if (sigprocmask(SIG_BLOCK, &watched, NULL) < 0) fail("signals", errno);
  int signals = signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
  if (signals < 0) fail("signalfd", errno);
  struct launch launch = {.uid = (uid_t)number(argv[1]), .gid = (gid_t)number(argv[2]), .directory = argv[3], .gvisor = NO_GVISOR};
  if (strcmp(argv[4], "-") != 0) launch.gvisor = prepare_gvisor(argv[4]);
  unsigned char frame[HEADER];
  struct ahead ahead = start_ahead(&launch, argc > 5 ? argv + 5 : NULL);
  send_frame('r', frame, 0);
  read_request(&launch);
  supervise(start(&ahead, &launch), signals);
  return 0;
}

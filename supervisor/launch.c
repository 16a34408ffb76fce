#define _GNU_SOURCE
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frames.h"
#include "program.h"

struct failure {
  int error;
  const char *stage; /* the parent has the same strings */
};

/* Everything between fork and execve. Returns only on failure, with errno set; *stage says where. */
static void become_program(const struct launch *launch, const struct gate *gate, const char **stage) {
  sigset_t none;
  sigemptyset(&none);
  *stage = "signals";
  if (sigprocmask(SIG_SETMASK, &none, NULL) < 0) return;
  signal(SIGPIPE, SIG_DFL);
  *stage = "control group";
  if (enter_group(&launch->gvisor) < 0) return;
  *stage = "open files"; /* whoever waits at a gate is told them there */
  struct rlimit files = {launch->open_files, launch->open_files};
  if (gate == NULL ? setrlimit(RLIMIT_NOFILE, &files) < 0 : stand_at(gate) < 0) return;
  if (become_user(launch->uid, launch->gid, stage) < 0) return;
  *stage = "working directory";
  if (chdir(launch->directory) < 0) return;
  *stage = "seccomp";
  if (load_filter(&launch->gvisor) < 0) return;
  *stage = "execute";
  execv(launch->argv[0], launch->argv);
}

/* @param gate where it is to wait, or NULL */
static struct child start_child(const struct launch *launch, const struct gate *gate) {
  int in[2] = {STDIN_FILENO, -1}, out[2], err[2], status[2];
  if (launch->fed && program_pipe(in, launch->uid) < 0) fail("pipes", errno);
  if (program_pipe(out, launch->uid) < 0 || program_pipe(err, launch->uid) < 0 || pipe2(status, O_CLOEXEC) < 0) fail("pipes", errno);
  pid_t pid = fork();
  must(pid, "fork");
  if (pid == 0) {
    struct failure why = {.stage = "standard streams"};
    /* SECURITY: an inherited descriptor is a way out (CVE-2024-21626): after these, only 0, 1, 2 and the gate's survive execve,
       since every other descriptor of the supervisor is close-on-exec; the gate closes its own. */
    if (dup2(in[0], STDIN_FILENO) >= 0 && dup2(out[1], STDOUT_FILENO) >= 0 && dup2(err[1], STDERR_FILENO) >= 0)
      become_program(launch, gate, &why.stage);
    why.error = errno;
    _exit(write(status[1], &why, sizeof why) == sizeof why ? 127 : 126);
  }
  close(out[1]), close(err[1]), close(status[1]);
  if (launch->fed) {
    close(in[0]);
    must(fcntl(in[1], F_SETFL, O_NONBLOCK), "input");
  }
  struct failure why;
  if (read(status[0], &why, sizeof why) == sizeof why) fail(why.stage, why.error);
  close(status[0]);
  return (struct child){.pid = pid, .in = in[1], .out = out[0], .err = err[0]};
}

static void discard(struct ahead *ahead) {
  const struct child *child = &ahead->child;
  kill(child->pid, SIGKILL);
  while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR) continue;
  if (child->in >= 0) close(child->in);
  close(child->out), close(child->err);
  ahead->argv = NULL;
}

struct ahead start_ahead(const struct launch *launch, char **argv) {
  struct ahead ahead = {.argv = argv};
  if (argv == NULL) return ahead;
  struct launch likely = *launch;
  likely.argv = argv;
  must(make_gate(&ahead.gate), "gate");
  ahead.child = start_child(&likely, &ahead.gate);
  if (await_waiting(&ahead.gate) < 0) discard(&ahead);
  return ahead;
}

struct child start(struct ahead *ahead, const struct launch *launch) {
  if (ahead->argv != NULL && same_words(ahead->argv, launch->argv)) {
    must(open_gate(&ahead->gate, launch->open_files), "gate");
    return ahead->child;
  }
  if (ahead->argv != NULL) discard(ahead);
  return start_child(launch, NULL);
}

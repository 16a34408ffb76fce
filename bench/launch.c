/*
 * launch: starts a command again and again for a while and says how long each run took.
 *
 * What is timed is what any caller must do: make a pipe, fork (vfork, the cheapest way) and execute, read all that the command
 * prints, wait for its end. One line for each run, in nanoseconds; "wrong" for a run that failed or printed something else.
 *
 * With a ROOT other than "/", the command is run in it as by chroot(1), with the host's /proc and /dev and with WORKSPACE at
 * /workspace; they are bound there once, in a mount namespace of this process.
 *
 * Usage: launch MILLISECONDS CALLERS EXPECTED ROOT WORKSPACE COMMAND...
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>

#include "callers.h"

static char *const environment[] = {"PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME=/workspace", "LANG=C.UTF-8", NULL};

static const char *expected, *root;
static char **command;

static void bind_into(const char *source, const char *name) {
  char target[4096];
  snprintf(target, sizeof target, "%s/%s", root, name);
  check(mount(source, target, NULL, MS_BIND | MS_REC, NULL), target);
}

static void prepare(const char *workspace) {
  check(unshare(CLONE_NEWNS), "unshare");
  check(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "private mounts");
  bind_into("/proc", "proc");
  bind_into("/dev", "dev");
  bind_into(workspace, "workspace");
}

static pid_t start(int output) {
  pid_t pid = check(vfork(), "vfork");
  if (pid == 0) {
    if (dup2(output, 1) < 0 || (strcmp(root, "/") != 0 && (chroot(root) < 0 || chdir("/workspace") < 0))) _exit(126);
    execvpe(command[0], command, environment);
    _exit(127);
  }
  return pid;
}

/* True if the command ended well and printed what was expected. */
static bool run(int caller) {
  (void)caller;
  int ends[2], status = 1;
  char printed[4096];
  size_t length = 0;
  ssize_t got;
  check(pipe2(ends, O_CLOEXEC), "pipe");
  pid_t pid = start(ends[1]);
  close(ends[1]);
  while ((got = read(ends[0], printed + length, sizeof printed - 1 - length)) > 0) length += (size_t)got;
  printed[length] = 0;
  close(ends[0]);
  check(waitpid(pid, &status, 0), "wait");
  return status == 0 && strcmp(printed, expected) == 0;
}

int main(int argc, char **argv) {
  if (argc < 7) return 2;
  expected = argv[3], root = argv[4], command = argv + 6;
  if (strcmp(root, "/") != 0) prepare(argv[5]);
  return run_callers(atoi(argv[2]), atoll(argv[1]), NULL, run) ? 0 : 1;
}

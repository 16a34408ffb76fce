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
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char *const environment[] = {"PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME=/workspace", "LANG=C.UTF-8", NULL};

static void check(int result, const char *what) {
  if (result < 0) {
    perror(what);
    exit(1);
  }
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void bind_into(const char *root, const char *source, const char *name) {
  char target[4096];
  snprintf(target, sizeof target, "%s/%s", root, name);
  check(mount(source, target, NULL, MS_BIND | MS_REC, NULL), target);
}

static void prepare(const char *root, const char *workspace) {
  check(unshare(CLONE_NEWNS), "unshare");
  check(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "private mounts");
  bind_into(root, "/proc", "proc");
  bind_into(root, "/dev", "dev");
  bind_into(root, workspace, "workspace");
}

static pid_t start(int output, const char *root, char **command) {
  pid_t pid = vfork();
  check(pid, "vfork");
  if (pid == 0) {
    if (dup2(output, 1) < 0 || (strcmp(root, "/") != 0 && (chroot(root) < 0 || chdir("/workspace") < 0))) _exit(126);
    execvpe(command[0], command, environment);
    _exit(127);
  }
  return pid;
}

/* True if the command ended well and printed what was expected. */
static int run(const char *expected, const char *root, char **command) {
  int ends[2], status = 1;
  char printed[4096];
  size_t length = 0;
  ssize_t got;
  check(pipe2(ends, O_CLOEXEC), "pipe");
  pid_t pid = start(ends[1], root, command);
  close(ends[1]);
  while ((got = read(ends[0], printed + length, sizeof printed - 1 - length)) > 0) length += (size_t)got;
  printed[length] = 0;
  close(ends[0]);
  check(waitpid(pid, &status, 0), "wait");
  return status == 0 && strcmp(printed, expected) == 0;
}

static void call(int64_t end, const char *expected, const char *root, char **command) {
  setvbuf(stdout, NULL, _IOLBF, 0); /* whole lines, though several callers write to one pipe */
  do {
    int64_t start = now();
    if (run(expected, root, command))
      printf("%lld\n", (long long)(now() - start));
    else
      printf("wrong\n");
  } while (now() < end);
}

int main(int argc, char **argv) {
  if (argc < 7) return 2;
  int64_t end = now() + atoll(argv[1]) * 1000000;
  const char *root = argv[4];
  if (strcmp(root, "/") != 0) prepare(root, argv[5]);
  int callers = atoi(argv[2]);
  for (int i = 0; i < callers; i++) {
    pid_t pid = fork();
    check(pid, "fork");
    if (pid == 0) {
      call(end, argv[3], root, argv + 6);
      return 0;
    }
  }
  while (wait(NULL) > 0) {
  }
  return 0;
}

/*
 * floor: what the kernel alone takes for one process that is isolated as a program in a cell is.
 *
 * Again and again: control groups with limits, one clone into six new namespaces, and into a network in which nobody has made a
 * socket, of a process with as much memory as a warm interpreter has, its ids, its mounts, as many first writes to shared
 * pages, side by side, as a short program makes, one line of output, its end, and the removal of all that. No interpreter, no filter, no
 * supervisor, no request: a sandbox with these walls cannot cost less on this machine. One process fewer than a cell has.
 *
 * Prints as `launch` does: one line for each run, in nanoseconds. Makes groups in the named directories only.
 *
 * Usage: floor MILLISECONDS CALLERS EXPECTED ROOT WORKSPACE [FILE=VALUE | DIRECTORY]...
 *
 * In each DIRECTORY groups are made; each FILE that they have there is set.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "callers.h"

/* As the interpreter of the image `python` has after its preloading, and as `print(2 + 2)` writes to: docs/adr/0010-cells.md. */
enum { WARM = 16 << 20, WRITTEN_PAGES = 110, PAGE = 4096, NOBODY = 65533, MOST_GROUPS = 4, MOST_SETTINGS = 16 };

struct group {
  int directory; /* in which each run has a group of its own */
  char path[256];
  const char *settings[MOST_SETTINGS]; /* FILE=VALUE */
  int count;
};

static struct group groups[MOST_GROUPS];
static int group_count;
static int callers;
static pid_t owner; /* of the groups */
static const char *expected, *root;
static char *warm; /* of each caller */

static void put(int directory, const char *path, const char *text) {
  int fd = check(openat(directory, path, O_WRONLY | O_CLOEXEC), path);
  check((int)write(fd, text, strlen(text)), path);
  close(fd);
}

/* ---- before anything is timed ---- */

static void choose_settings(struct group *group, char **words) {
  char file[256];
  for (; *words != NULL; words++) {
    char *equals = strchr(*words, '=');
    if (equals == NULL) continue;
    snprintf(file, sizeof file, "%.*s", (int)(equals - *words), *words);
    if (group->count < MOST_SETTINGS && faccessat(group->directory, file, F_OK, 0) == 0) group->settings[group->count++] = *words;
  }
}

static void open_groups(char **words) {
  for (char **word = words; *word != NULL; word++) {
    if (strchr(*word, '=') != NULL) continue;
    if (group_count == MOST_GROUPS) exit(2);
    struct group *group = &groups[group_count++];
    snprintf(group->path, sizeof group->path, "%s/sce-floor-%d", *word, getpid());
    check(mkdir(group->path, 0755), group->path);
    group->directory = check(open(group->path, O_DIRECTORY | O_CLOEXEC), group->path);
    choose_settings(group, words);
    if (faccessat(group->directory, "cgroup.subtree_control", F_OK, 0) == 0)
      put(group->directory, "cgroup.subtree_control", "+cpu +memory +pids");
  }
}

/* Each caller has memory of its own. */
static void warm_up(void) {
  warm = mmap(NULL, WARM + (2 << 20), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (warm == MAP_FAILED) check(-1, "memory");
  warm = (char *)(((uintptr_t)warm + (2 << 20) - 1) & ~(uintptr_t)((2 << 20) - 1));
  (void)madvise(warm, WARM, MADV_HUGEPAGE); /* where the kernel has none, the floor is higher */
  memset(warm, 1, WARM);
}

static void raise_loopback(void) {
  struct ifreq lo = {.ifr_name = "lo", .ifr_flags = IFF_UP};
  int fd = check(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "loopback");
  check(ioctl(fd, SIOCSIFFLAGS, &lo), "loopback");
  close(fd);
}

/* What each run is cloned with: no mounts but its own, and a network that no run uses. */
static void enter_tree(void) {
  char proc[4096];
  snprintf(proc, sizeof proc, "%s/proc", root);
  check(unshare(CLONE_NEWNS | CLONE_NEWNET), "namespaces");
  raise_loopback();
  check(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "private mounts");
  check(mount(root, root, NULL, MS_BIND | MS_REC, NULL), root);
  check(mount("/proc", proc, NULL, MS_BIND, NULL), proc);
  check(chdir(root), root);
  check((int)syscall(SYS_pivot_root, ".", "."), "pivot_root");
  check(umount2(".", MNT_DETACH), "old root");
  check(chdir("/"), "root");
}

static void begin(void) {
  signal(SIGINT, SIG_DFL), signal(SIGTERM, SIG_DFL);
  warm_up();
  enter_tree();
}

/* ---- one run ---- */

static void group_name(char *name, int caller) {
  sprintf(name, "run-%d", caller);
}

static void make_groups(const char *name) {
  char path[128];
  for (int i = 0; i < group_count; i++) {
    check(mkdirat(groups[i].directory, name, 0755), name);
    for (int j = 0; j < groups[i].count; j++) {
      const char *setting = groups[i].settings[j], *equals = strchr(setting, '=');
      snprintf(path, sizeof path, "%s/%.*s", name, (int)(equals - setting), setting);
      put(groups[i].directory, path, equals + 1);
    }
  }
}

/* A thread alone is moved without a lock over all processes: see forker.c. */
static void join_groups(const char *name) {
  char path[128];
  for (int i = 0; i < group_count; i++) {
    snprintf(path, sizeof path, "%s/tasks", name);
    if (faccessat(groups[i].directory, path, F_OK, 0) < 0) snprintf(path, sizeof path, "%s/cgroup.procs", name);
    put(groups[i].directory, path, "0");
  }
}

static void remove_groups(const char *name) {
  for (int i = 0; i < group_count; i++)
    while (unlinkat(groups[i].directory, name, AT_REMOVEDIR) < 0 && errno == EBUSY) {
    }
}

static void map_ids(pid_t pid) {
  char path[64], map[64];
  snprintf(map, sizeof map, "0 %d 1\n1000 %d 1\n", NOBODY - 1, NOBODY);
  snprintf(path, sizeof path, "/proc/%d/uid_map", pid);
  put(AT_FDCWD, path, map);
  snprintf(path, sizeof path, "/proc/%d/gid_map", pid);
  put(AT_FDCWD, path, map);
}

static void make_mounts(void) {
  check(mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, "subset=pid"), "proc");
  for (const char **at = (const char *[]){"/tmp", "/workspace", "/run", NULL}; *at != NULL; at++)
    check(mount("tmpfs", *at, "tmpfs", MS_NOSUID | MS_NODEV, "size=64m,nr_inodes=4096"), *at);
}

static _Noreturn void live(const char *name, int go, int output) {
  char said;
  join_groups(name);
  check(unshare(CLONE_NEWCGROUP), "cgroup namespace");
  if (read(go, &said, 1) != 1) _exit(1);
  check(setresgid(0, 0, 0), "group"), check(setresuid(0, 0, 0), "user");
  check(sethostname("sandbox", 7), "host name");
  make_mounts();
  check(setresgid(1000, 1000, 1000), "group"), check(setresuid(1000, 1000, 1000), "user");
  check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no new privileges");
  for (int i = 0; i < WRITTEN_PAGES; i++) warm[(size_t)i * PAGE] = 2;
  _exit(write(output, expected, strlen(expected)) < 0);
}

/* True if it printed what was expected. */
static bool run(int caller) {
  static const unsigned long all = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS;
  int go[2], out[2], status = 1;
  char printed[4096];
  size_t length = 0;
  ssize_t got;
  char name[32];
  group_name(name, caller);
  make_groups(name);
  check(pipe2(go, O_CLOEXEC), "pipe"), check(pipe2(out, O_CLOEXEC), "pipe");
  pid_t pid = check((int)syscall(SYS_clone, all | SIGCHLD, 0, 0, 0, 0), "clone");
  if (pid == 0) live(name, go[0], out[1]);
  map_ids(pid);
  check((int)write(go[1], "m", 1), "pipe");
  close(go[0]), close(go[1]), close(out[1]);
  while ((got = read(out[0], printed + length, sizeof printed - 1 - length)) > 0) length += (size_t)got;
  printed[length] = 0;
  close(out[0]);
  check(waitpid(pid, &status, 0), "wait");
  remove_groups(name);
  return status == 0 && strcmp(printed, expected) == 0;
}

/* ---- all of them ---- */

/* Whatever ended the callers, also in the middle of a run. */
static void clean_up(void) {
  char name[32];
  if (getpid() != owner) return;
  for (int i = 0; i < callers; i++) {
    group_name(name, i);
    remove_groups(name);
  }
  for (int i = 0; i < group_count; i++) rmdir(groups[i].path);
}

int main(int argc, char **argv) {
  if (argc < 7) return 2;
  callers = atoi(argv[2]), expected = argv[3], root = argv[4], owner = getpid();
  signal(SIGINT, SIG_IGN), signal(SIGTERM, SIG_IGN); /* it ends with its callers, and cleans up */
  atexit(clean_up);
  open_groups(argv + 6);
  return run_callers(callers, atoll(argv[1]), begin, run) ? 0 : 1;
}

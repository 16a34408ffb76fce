#define _GNU_SOURCE
#include "gvisor.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/klog.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "filter.h"
#include "frames.h"

/* SECURITY: a runtime of another name than it is: what is a harmless power under gVisor would be power over the host. */
static void require_gvisor(void) {
  static char log[65536];
  const int read_all = 3;
  int n = klogctl(read_all, log, sizeof log - 1);
  if (n <= 0 || strstr(log, "gVisor") == NULL) fail("gVisor", ENOSYS);
}

static int open_file(int root, const char *name) {
  int file = openat(root, name, O_RDWR | O_CLOEXEC);
  if (file < 0) file = openat(root, name, O_RDONLY | O_CLOEXEC);
  if (file < 0) fail(name, errno);
  return file;
}

/*
 * A control group of gVisor's kernel, for the program. The hierarchy is unmounted at once, and lives on by the descriptors.
 * SECURITY: a program that raises its own limit: it finds no file to write to, and would need to be root.
 */
static void make_group(struct gvisor *gvisor) {
  static const char *const at = "/dev/shm";
  must(mount("cgroup", at, "cgroup", 0, "pids,cpuacct"), "control group");
  int root = open(at, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (root < 0 || mkdirat(root, "program", 0755) < 0) fail("control group", errno);
  gvisor->members = open_file(root, "program/cgroup.procs");
  gvisor->limit = open_file(root, "program/pids.max");
  gvisor->cpu_time = open_file(root, "program/cpuacct.usage");
  must(umount2(at, MNT_DETACH), "control group");
  close(root);
}

/* gVisor shows who its process 1 is and what it has open, as Linux does not; and devices and a /sys that nobody asked for. */
static void hide(void) {
  static const char *const places[] = {"/proc/1", "/sys"};
  static const char *const devices[] = {"/dev/fuse", "/dev/net/tun"};
  for (int i = 0; i < 2; i++) must(mount("tmpfs", places[i], "tmpfs", MS_RDONLY | MS_NOSUID | MS_NODEV, "mode=0"), places[i]);
  for (int i = 0; i < 2; i++)
    if (unlink(devices[i]) < 0 && errno != ENOENT) fail(devices[i], errno);
  if (rmdir("/dev/net") < 0 && errno != ENOENT) fail("/dev/net", errno);
}

static void read_filter(struct gvisor *gvisor, const char *rules) {
  static const char *const none[] = {NULL};
  int file = memfd_create("filter", MFD_CLOEXEC);
  off_t size = file < 0 || write_filter(file, rules, none) < 0 ? -1 : lseek(file, 0, SEEK_END);
  struct sock_filter *code = size <= 0 ? NULL : malloc((size_t)size);
  if (code == NULL || pread(file, code, (size_t)size, 0) != size) fail("filter", errno);
  gvisor->filter = (struct sock_fprog){.len = (unsigned short)((size_t)size / sizeof *code), .filter = code};
  close(file);
}

struct gvisor prepare_gvisor(const char *rules) {
  struct gvisor gvisor = NO_GVISOR;
  require_gvisor();
  make_group(&gvisor);
  read_filter(&gvisor, rules);
  hide();
  return gvisor;
}

void limit_processes(const struct gvisor *gvisor, uint32_t processes) {
  char text[16];
  int length = snprintf(text, sizeof text, "%u", processes);
  /* SECURITY: a limit that is not kept: a write that fails ends the sandbox before any program runs */
  if (gvisor->limit >= 0 && write(gvisor->limit, text, (size_t)length) != length) fail("limit of processes", errno);
}

int enter_group(const struct gvisor *gvisor) {
  return gvisor->members < 0 || write(gvisor->members, "0", 1) == 1 ? 0 : -1;
}

int load_filter(const struct gvisor *gvisor) {
  return gvisor->filter.len == 0 ? 0 : prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &gvisor->filter, 0, 0);
}

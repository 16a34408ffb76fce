#define _GNU_SOURCE
#include "group.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "frames.h"

static const uint64_t SOCKET_MEMORY = 16 << 20;

void group_name(char *name, size_t size, uint32_t number) { snprintf(name, size, "cell-%u", number); }

static void set(int fd, const char *what, const char *format, uint64_t value) {
  char text[48];
  int length = snprintf(text, sizeof text, format, (unsigned long long)value);
  if (pwrite(fd, text, (size_t)length, 0) != length) fail(what, errno);
}

/* One of the files of the group at `name`. */
static int open_file(const struct container *in, const char *name, int controller, const char *version_1,
                     const char *version_2, int mode) {
  char path[64];
  snprintf(path, sizeof path, "%s/%s", name, in->cgroup_version == 1 ? version_1 : version_2);
  return openat(in->cgroups[controller], path, mode | O_CLOEXEC);
}

/*
 * SECURITY: memory that waits in IP sockets: version 1 counts it apart, and only from the moment on that it has a limit.
 * Version 2 counts it as memory. A kernel that cannot do either bounds it for the whole host (tcp_mem, udp_mem).
 */
static void limit_sockets(const struct container *in, const char *name) {
  int fd = in->cgroup_version == 1 ? open_file(in, name, MEMORY, "memory.kmem.tcp.limit_in_bytes", "", O_WRONLY) : -1;
  if (fd < 0) return;
  set(fd, "memory of sockets", "%llu", SOCKET_MEMORY);
  close(fd);
}

struct group make_group(const struct container *in, uint32_t number) {
  int version = in->cgroup_version;
  struct group group = {.counters = {.version = version}};
  struct counters *counters = &group.counters;
  char name[32];
  group_name(name, sizeof name, number);
  for (int i = 0; i < (version == 1 ? CONTROLLERS : 1); i++)
    if (mkdirat(in->cgroups[i], name, 0755) < 0) fail("control group", errno);
  group.members = open_file(in, name, MEMORY, "cgroup.procs", "cgroup.procs", O_RDONLY);
  group.processes = open_file(in, name, PIDS, "pids.max", "pids.max", O_WRONLY);
  group.memory = open_file(in, name, MEMORY, "memory.limit_in_bytes", "memory.max", O_WRONLY);
  group.swap = open_file(in, name, MEMORY, "memory.memsw.limit_in_bytes", "memory.swap.max", O_WRONLY);
  counters->quota = open_file(in, name, CPU, "cpu.cfs_quota_us", "cpu.max", O_WRONLY);
  counters->cpu_time = open_file(in, name, CPUACCT, "cpuacct.usage", "cpu.stat", O_RDONLY);
  /* only version 1 is begun anew; in version 2 nobody may write to it before Linux 6.12 */
  counters->peak_memory = open_file(in, name, MEMORY, "memory.max_usage_in_bytes", "memory.peak", version == 1 ? O_RDWR : O_RDONLY);
  counters->oom = open_file(in, name, MEMORY, "memory.oom_control", "memory.events", O_RDONLY);
  counters->peak_processes = open_file(in, name, PIDS, "pids.peak", "pids.peak", O_RDONLY);
  limit_sockets(in, name);
  return group;
}

/* SECURITY: a limit that is not kept: every write that fails ends the cell with a failure, before any program runs. */
void limit_group(const struct group *group, const struct request *request) {
  int one = group->counters.version == 1;
  set(group->processes, "limit of processes", "%llu", request->processes);
  set(group->memory, "limit of memory", "%llu", request->memory);
  /* version 1 limits the sum of memory and swap, version 2 swap alone */
  if (group->swap >= 0 || !one) set(group->swap, "limit of swap", "%llu", one ? request->memory : 0);
  set(group->counters.quota, "share of the processors", one ? "%llu" : "%llu 100000", (uint64_t)request->cpu_thousandths * 100);
}

void reset_peak(const struct group *group) {
  if (group->counters.version == 1 && pwrite(group->counters.peak_memory, "0", 1, 0) < 0) fail("peak memory", errno);
}

int is_empty(const struct group *group) {
  char any;
  return pread(group->members, &any, 1, 0) == 0;
}

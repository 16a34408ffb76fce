#define _GNU_SOURCE
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

int program_pipe(int ends[2], uid_t owner) {
  uid_t self = geteuid();
  if (seteuid(owner) < 0) return -1;
  int result = pipe2(ends, O_CLOEXEC);
  return seteuid(self) < 0 ? -1 : result;
}

int become_user(uid_t uid, gid_t gid, const char **stage) {
  *stage = "session";
  if (setsid() < 0) return -1;
  /* SECURITY: regaining capabilities through a set-uid file or a new user namespace: the bounding set is emptied first,
     while CAP_SETPCAP is still there, then the uids change, which clears the other sets. */
  *stage = "bounding set";
  for (int cap = 0; prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0; cap++)
    if (prctl(PR_CAPBSET_DROP, cap, 0, 0, 0) < 0) return -1;
  *stage = "ambient capabilities";
  if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) < 0 && errno != EINVAL) return -1; /* gVisor knows none */
  *stage = "groups"; /* SECURITY: a group of the supervisor that stays would open what that group may read */
  if (setgroups(0, NULL) < 0 || setresgid(gid, gid, gid) < 0) return -1;
  *stage = "user";
  if (setresuid(uid, uid, uid) < 0) return -1;
  *stage = "capabilities";
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct nothing[2] = {{0, 0, 0}, {0, 0, 0}};
  if (syscall(SYS_capset, &header, nothing) < 0) return -1;
  *stage = "no_new_privs";
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

int limit_self(const char **stage) {
  static const rlim_t mib = 1 << 20;
  static const struct {
    int kind;
    struct rlimit limit;
  } limits[] = {{RLIMIT_CORE, {0, 0}},
                {RLIMIT_STACK, {8 * mib, 64 * mib}},
                {RLIMIT_MEMLOCK, {mib / 16, mib / 16}},
                {RLIMIT_MSGQUEUE, {0, 0}},
                /* of all runs together they count as signals of the host's root, who has about 30,000 */
                {RLIMIT_SIGPENDING, {128, 128}},
                {RLIMIT_NICE, {0, 0}},
                {RLIMIT_RTPRIO, {0, 0}}};
  *stage = "limits";
  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
    if (setrlimit((__rlimit_resource_t)limits[i].kind, &limits[i].limit) < 0) return -1;
  return 0;
}

uint64_t decimal(const char **at) {
  uint64_t value = 0;
  while (**at == ' ' || **at == '\t') (*at)++;
  for (; **at >= '0' && **at <= '9'; (*at)++) value = value * 10 + (uint64_t)(**at - '0');
  return value;
}

static char *read_text(const char *path, char *buffer, size_t size) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t n = fd < 0 ? 0 : read(fd, buffer, size - 1);
  if (fd >= 0) close(fd);
  buffer[n > 0 ? n : 0] = '\0';
  return buffer;
}

/* Reads the column `name` of a table whose rows begin with `row`: a row of names, then a row of values. */
static uint64_t table_value(char *text, const char *row, const char *name) {
  char *names = strstr(text, row);
  char *values = names == NULL ? NULL : strstr(names + strlen(row), row);
  if (values == NULL) return 0;
  char *save_name, *save_value;
  values[-1] = '\0';
  char *name_at = strtok_r(names, " ", &save_name);
  char *value_at = strtok_r(values, " \n", &save_value);
  while (name_at != NULL && value_at != NULL) {
    if (strcmp(name_at, name) == 0) return decimal((const char **)&value_at);
    name_at = strtok_r(NULL, " ", &save_name);
    value_at = strtok_r(NULL, " \n", &save_value);
  }
  return 0;
}

/*
 * The kernel counts in each network namespace what it could not route (RFC 4293, ipSystemStatsOutNoRoutes). The namespace
 * has no route at all, so the count is exact, and no program can forge it.
 */
uint64_t unroutable(void) {
  static char buffer[16384];
  uint64_t count = table_value(read_text("/proc/self/net/snmp", buffer, sizeof buffer), "Ip: ", "OutNoRoutes");
  const char *six = strstr(read_text("/proc/self/net/snmp6", buffer, sizeof buffer), "Ip6OutNoRoutes");
  if (six == NULL) return count;
  six += strlen("Ip6OutNoRoutes");
  return count + decimal(&six);
}

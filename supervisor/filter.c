/* Rules are lines "allow NAME", "allow NAME INDEX OP A B", "errno N NAME"; see SeccompProfile.java. */
#define _GNU_SOURCE
#include "filter.h"

#include <errno.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>

static enum scmp_compare comparison(const char *name) {
  return strcmp(name, "SCMP_CMP_MASKED_EQ") == 0 ? SCMP_CMP_MASKED_EQ : SCMP_CMP_EQ;
}

static int add_rule(scmp_filter_ctx context, const char *line) {
  char name[64], op[32];
  unsigned index;
  unsigned error;
  unsigned long long a, b;
  int result = 0;
  if (sscanf(line, "allow %63s %u %31s %llu %llu", name, &index, op, &a, &b) == 5)
    result = seccomp_rule_add(context, SCMP_ACT_ALLOW, seccomp_syscall_resolve_name(name), 1, SCMP_CMP(index, comparison(op), a, b));
  else if (sscanf(line, "allow %63s", name) == 1) {
    int call = seccomp_syscall_resolve_name(name);
    /* a call that this library is too old to know stays forbidden */
    if (call != __NR_SCMP_ERROR) result = seccomp_rule_add(context, SCMP_ACT_ALLOW, call, 0);
  } else if (sscanf(line, "errno %u %63s", &error, name) == 2)
    result = seccomp_rule_add(context, SCMP_ACT_ERRNO(error), seccomp_syscall_resolve_name(name), 0);
  else
    result = -EINVAL;
  return result;
}

int write_filter(int file, const char *path, const char *const *more) {
  char line[256];
  int result = 0;
  FILE *rules = fopen(path, "re");
  if (rules == NULL) return -1;
  scmp_filter_ctx context = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  while (result == 0 && fgets(line, sizeof line, rules) != NULL) result = add_rule(context, line);
  for (; result == 0 && *more != NULL; more++) result = add_rule(context, *more);
  fclose(rules);
  if (result == 0) result = seccomp_export_bpf(context, file);
  seccomp_release(context);
  if (result < 0) errno = -result;
  return result < 0 ? -1 : 0;
}

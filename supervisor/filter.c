/* Rules are lines "allow NAME", "allow NAME {INDEX OP A B}", "errno N NAME"; see SeccompProfile.java. */
#define _GNU_SOURCE
#include "filter.h"

#include <errno.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>

enum { MOST_CONDITIONS = 3 };

static enum scmp_compare comparison(const char *name) {
  return strcmp(name, "SCMP_CMP_MASKED_EQ") == 0 ? SCMP_CMP_MASKED_EQ : SCMP_CMP_EQ;
}

/* A call that passes if the conditions in `text` hold. */
static int allow(scmp_filter_ctx context, int call, const char *text) {
  struct scmp_arg_cmp conditions[MOST_CONDITIONS];
  unsigned count = 0, index;
  unsigned long long a, b;
  char op[32];
  for (int read; count < MOST_CONDITIONS && sscanf(text, "%u %31s %llu %llu%n", &index, op, &a, &b, &read) == 4; text += read)
    conditions[count++] = SCMP_CMP(index, comparison(op), a, b);
  return seccomp_rule_add_array(context, SCMP_ACT_ALLOW, call, count, conditions);
}

static int add_rule(scmp_filter_ctx context, const char *line) {
  char name[64];
  unsigned error;
  int read = 0;
  if (sscanf(line, "allow %63s%n", name, &read) == 1) {
    int call = seccomp_syscall_resolve_name(name);
    /* a call that this library is too old to know stays forbidden */
    return call == __NR_SCMP_ERROR ? 0 : allow(context, call, line + read);
  }
  if (sscanf(line, "errno %u %63s", &error, name) == 2)
    return seccomp_rule_add(context, SCMP_ACT_ERRNO(error), seccomp_syscall_resolve_name(name), 0);
  return -EINVAL;
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

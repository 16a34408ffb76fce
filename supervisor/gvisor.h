/* What a supervisor does itself where the kernel of its container is gVisor's, because the host does not see the program. */
#ifndef SCE_GVISOR_H
#define SCE_GVISOR_H
#include <linux/filter.h>
#include <stdint.h>

/* The files of the program's group in gVisor's kernel, else -1, and its system call filter, else empty. */
struct gvisor {
  int members, limit, cpu_time;
  struct sock_fprog filter;
};

/* On Linux. */
static const struct gvisor NO_GVISOR = {.members = -1, .limit = -1, .cpu_time = -1};

/*
 * Makes a group that counts the program's processes and processor time, hides what gVisor adds to a container, and reads the
 * filter whose rules are in the file at `rules`. Needs CAP_SYS_ADMIN and CAP_DAC_OVERRIDE, which reach no further than gVisor's
 * kernel; any other kernel ends the sandbox.
 */
struct gvisor prepare_gvisor(const char *rules);

/* Holds the group to that many processes. */
void limit_processes(const struct gvisor *gvisor, uint32_t processes);

/* Moves the calling process into the group. Returns 0, or -1 with errno set. */
int enter_group(const struct gvisor *gvisor);

/* Loads the filter into the calling process. Returns 0, or -1 with errno set. */
int load_filter(const struct gvisor *gvisor);
#endif

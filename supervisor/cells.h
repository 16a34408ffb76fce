/* What the parts of the cell engine's container share. See docs/cell-protocol.md. */
#ifndef SCE_CELLS_H
#define SCE_CELLS_H
#include <stdint.h>
#include <sys/types.h>

/* Descriptors and numbers that are the same for every cell of the container. */
struct container {
  int zygote;        /* datagrams to the zygote, or -1 when programs are executed afresh */
  int cgroups[4];    /* directories of the container's control group: cpu, cpuacct, memory, pids; the same one in version 2 */
  int cgroup_version;
  const unsigned char *filter; /* the system call filter, as instructions for the kernel */
  uint32_t filter_length;
  const char *socket; /* where the host listens for cells that are ready */
};

enum { CPU, CPUACCT, MEMORY, PIDS, CONTROLLERS };

/* Lives as process 1 of a cell's namespaces until its one program has ended. Does not return. */
_Noreturn void live(const struct container *container, uint32_t number);
#endif

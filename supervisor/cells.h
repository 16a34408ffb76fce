/* What the parts of the cell engine's container share. See docs/cell-protocol.md. */
#ifndef SCE_CELLS_H
#define SCE_CELLS_H
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Descriptors and numbers that are the same for every cell of the container. */
struct container {
  int zygote;        /* datagrams to the zygote, or to the process in its place */
  int cgroups[4];    /* directories of the container's control group: cpu, cpuacct, memory, pids; the same one in version 2 */
  int cgroup_version;
  int sockets; /* the directory of the host's socket, SOCKET, where it listens for cells that are ready */
  const unsigned char *ahead; /* without a zygote: the command line, as in a request, of the program that is started ahead */
  size_t ahead_length;
};

/* Those of a cell, made outside its network: a program finds none there but its own. */
struct sockets {
  int host;     /* not connected yet */
  int calls[2]; /* on which a worker sends what its cell listens to: see calls.h */
};

#define SOCKET "socket"

enum { CPU, CPUACCT, MEMORY, PIDS, CONTROLLERS };

/* Lives as process 1 of a cell's namespaces until its one program has ended. Does not return. */
_Noreturn void live(const struct container *container, uint32_t number, const struct sockets *sockets);
#endif

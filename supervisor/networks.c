/*
 * A network namespace takes the kernel as much time to make and to remove as all the rest of a cell. Most programs never
 * make a socket, and only by one can anything be done to a network: its counters, addresses, ports, abstract names, queues and
 * caches are then as the kernel made them. So a cell whose program has made none leaves its network to the next cell. Who makes
 * sockets is known from the system call filter: see calls.c.
 */
#define _GNU_SOURCE
#include "networks.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SPARES = 16 };

static int from, home = -1, spares[SPARES], count;

static int current(void) { return openat(from, "self/ns/net", O_RDONLY | O_CLOEXEC); }

static int raise_loopback(void) {
  struct ifreq lo = {.ifr_name = "lo", .ifr_flags = IFF_UP};
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  int result = ioctl(fd, SIOCSIFFLAGS, &lo), error = errno;
  close(fd);
  errno = error;
  return result;
}

int open_networks(int proc) {
  from = proc;
  return home = current();
}

int enter_network(void) {
  if (count > 0) return setns(spares[count - 1], CLONE_NEWNET) < 0 ? -1 : spares[--count];
  return unshare(CLONE_NEWNET) < 0 || raise_loopback() < 0 ? -1 : current();
}

int leave_network(void) { return setns(home, CLONE_NEWNET); }

/*
 * SECURITY: ports, counters and connections that wait in time, from one program to the next: only a cell that has heard of every
 * call that makes a socket, to the end of its program, and of none, says so.
 */
void end_network(int network, int wait_status) {
  if (count < SPARES && WIFEXITED(wait_status) && WEXITSTATUS(wait_status) == NETWORK_UNUSED) spares[count++] = network;
  else close(network);
}

int has_spare_networks(void) { return count > 0; }

void drop_spare_networks(void) {
  while (count > 0) close(spares[--count]);
}

void forget_networks(void) {
  close(home);
  drop_spare_networks();
}

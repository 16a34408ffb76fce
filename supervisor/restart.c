/*
 * The two calls that a cell hears of (calls.c) can be interrupted by a signal, for the moment until it does; nowhere
 * else can they, and no program expects it. So they are made again, for all that is called in this process.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

__attribute__((visibility("default"))) int socket(int domain, int type, int protocol) {
  long fd;
  do fd = syscall(SYS_socket, domain, type, protocol);
  while (fd < 0 && errno == EINTR);
  return (int)fd;
}

__attribute__((visibility("default"))) int socketpair(int domain, int type, int protocol, int ends[2]) {
  long result;
  do result = syscall(SYS_socketpair, domain, type, protocol, ends);
  while (result < 0 && errno == EINTR);
  return (int)result;
}

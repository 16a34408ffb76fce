/* What turns a child of a supervisor into the program, and what the kernel can tell of it afterwards. */
#ifndef SCE_PROGRAM_H
#define SCE_PROGRAM_H
#include <stdint.h>
#include <sys/types.h>

/* A pipe for a standard stream of the program, which may then open it anew as /dev/stdout and the like: the kernel grants that
   to the owner of a pipe alone. As pipe2. */
int program_pipe(int ends[2], uid_t owner);

/* Makes the calling process an unprivileged user in a session of its own, for good: no capabilities, no_new_privs. Returns 0,
   or -1 with errno and *stage set. */
int become_user(uid_t uid, gid_t gid, const char **stage);

/* The limits that the kernel keeps for each process, as in ResourceLimit.java, but for open files. As become_user. */
int limit_self(const char **stage);

/* A decimal number behind any spaces; *at moves behind it. (strtoul has another name in newer C libraries than the images'.) */
uint64_t decimal(const char **at);

/* How often the sandbox tried to reach another machine. */
uint64_t unroutable(void);
#endif

/* Where the zygote's memory lies. See memory.c. */
#ifndef MEMORY_H
#define MEMORY_H
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

static const size_t HUGE = 2 << 20; /* bytes of a huge page */

/* In the zygote: lets nothing that is allocated from here on lie among what is there. */
void fill_gaps(void);

/* After that, before the first fork: has the kernel put the interpreter's memory together. */
void gather_memory(void);

/* ---- for libraries.c ---- */

/* mmap(2). */
void *map(void *at, size_t length, int protection, int flags, int fd, off_t offset);

/* The next address at which a huge page can begin. */
char *round_up(char *at);

/* Has the kernel make huge pages of what lies there, where it can. */
void collapse(char *from, char *to);
#endif

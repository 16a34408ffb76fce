/* Where the zygote's memory lies. See memory.c. */
#ifndef MEMORY_H
#define MEMORY_H

/* In the zygote: lets nothing that is allocated from here on lie among what is there. */
void fill_gaps(void);

/* After that, before the first fork: has the kernel put the interpreter's memory together. */
void gather_memory(void);

/* After a rehearsal that followed: has each fork pass on the code that it ran. */
void pass_on_code(void);
#endif

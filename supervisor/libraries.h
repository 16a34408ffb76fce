/* Where the zygote's code lies. See libraries.c. */
#ifndef LIBRARIES_H
#define LIBRARIES_H

/* In the zygote, when everything is imported: lets go of what was read of files. */
void release_files(void);

/* After a rehearsal that followed, which tells what programs read: makes one mapping of many. */
void join_libraries(void);

/* After another rehearsal: has each fork pass on the code that it ran. */
void pass_on_code(void);
#endif

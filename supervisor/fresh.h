/* Starts an interpreter of its own for every program of a container. */
#ifndef SCE_FRESH_H
#define SCE_FRESH_H

/* Serves the orders of cells (see forker.h). `ahead` is the command line of most programs: it is started before it is asked
   for, and stops at the gate. Does not return. */
_Noreturn void start_fresh(char **ahead);
#endif

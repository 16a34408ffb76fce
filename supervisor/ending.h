/* How a program's interpreter ends. See ending.c. */
#ifndef ENDING_H
#define ENDING_H
#include "python.h"

/* The function `leave` for prepare.py, which has it called when all that a program wants done at its exit is done. */
PyObject *leaving_function(void);

/* In the zygote, once everything is imported and frozen. `modules` are its modules, by name; `collector` is the module gc. */
void expect_programs(PyObject *modules, PyObject *collector);

/* Looks at everything that is looked at when a program has ended. */
void rehearse_the_end(void);

/* In a program that has ended, before Py_FinalizeEx. */
void expect_the_end(int exit_code, int interrupted);

/* Returns 0, or -1 if the stream of that name in sys cannot be flushed. */
int flush_stream(const char *name);

#endif

/*
 * zygote: makes an ordinary `python3 SCRIPT` into the warm parent of all programs, and each of its children into one.
 *
 * Theory of operation
 *
 * This library is preloaded (LD_PRELOAD) into the image's own Python, which is started for a script that does not exist. The
 * interpreter starts as it always does. The first thing that it does for its script is to open it, with nothing on its
 * stack: it calls fopen64, finds ours, and the process is the zygote from here on:
 *
 *  1. it runs prepare.py, which imports what programs are likely to need;
 *  2. for each datagram of a cell it forks a worker into the cell's pid namespace. The parent stays as it was;
 *  3. the worker enters the cell's other namespaces and its control group, becomes the program's user, drops everything,
 *     completes the system call filter, and waits for its request;
 *  4. then it opens the real script and runs it, by the steps of CPython's own main (Modules/main.c, Python/pythonrun.c);
 *  5. the program ended, it lets CPython finish everything that a program can notice, and nothing else: see ending.c.
 *
 * Between the fork and the program no line of Python is executed but the interpreter's own hooks: what a fork costs is the
 * memory that it touches afterwards. No untrusted byte ever reaches the zygote.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ending.h"
#include "forker.h"
#include "libraries.h"
#include "memory.h"
#include "program.h"
#include "python.h"

#define PREPARE "/.sce/python/prepare.py"

static char *shown, *shown_end; /* what /proc/self/cmdline shows */
static int interrupted; /* the program ended by a KeyboardInterrupt */

/* ---- the program, as CPython's main would run it ---- */

static PyObject *text(const char *bytes) { return PyUnicode_DecodeFSDefaultAndSize(bytes, (Py_ssize_t)strlen(bytes)); }

static PyObject *list(char **words, int from, int to) {
  PyObject *list = PyList_New(to - from);
  for (int i = from; i < to; i++) PyList_SetItem(list, i - from, text(words[i]));
  return list;
}

static void show_command_line(char **argv, int argc) {
  char *at = shown;
  for (int i = 0; i < argc; i++) {
    size_t size = strlen(argv[i]) + 1;
    if (size >= (size_t)(shown_end - at)) break;
    memcpy(at, argv[i], size);
    at += size;
  }
  memset(at, 0, (size_t)(shown_end - at));
}

/* sys.argv, sys.orig_argv and sys.path[0]: what CPython computes from its command line */
static void set_command_line(char **argv, int argc) {
  show_command_line(argv, argc);
  PySys_SetObject("orig_argv", list(argv, 0, argc));
  PySys_SetObject("argv", list(argv, 1, argc));
  char directory[4096];
  snprintf(directory, sizeof directory, "%s", argv[1]);
  *strrchr(directory, '/') = '\0';
  PyList_SetItem(PySys_GetObject("path"), 0, text(directory));
}

/* What an unhandled SystemExit means: its code if that is a number, 0 for None, and else 1, and the code is printed. */
static int system_exit(void) {
  PyObject *type, *value, *trace;
  fflush(stdout);
  PyErr_Fetch(&type, &value, &trace);
  PyErr_NormalizeException(&type, &value, &trace);
  PyObject *code = value == NULL ? NULL : PyObject_GetAttrString(value, "code");
  if (code == NULL) PyErr_Clear(), code = value;
  if (code == NULL || code == (PyObject *)_Py_NoneStruct) return 0;
  if (PyObject_IsInstance(code, (PyObject *)PyLong_Type) == 1) {
    int number = (int)PyLong_AsLong(code);
    PyErr_Clear();
    return number;
  }
  PyObject *err = PySys_GetObject("stderr");
  if (err != NULL && err != (PyObject *)_Py_NoneStruct) PyFile_WriteObject(code, err, PRINT_RAW);
  PyErr_Clear();
  PySys_WriteStderr("\n");
  return 1;
}

static PyObject *loader_of(const char *script) {
  PyObject *importlib = PyImport_ImportModule("_frozen_importlib_external");
  return PyObject_CallMethod(importlib, "SourceFileLoader", "ss", "__main__", script);
}

static int run(const char *script) {
  PyObject *names = PyModule_GetDict(PyImport_AddModule("__main__"));
  PyDict_SetItemString(names, "__file__", text(script));
  PyDict_SetItemString(names, "__cached__", (PyObject *)_Py_NoneStruct);
  PyDict_SetItemString(names, "__loader__", loader_of(script));
  FILE *file = fopen(script, "rb");
  if (file == NULL) {
    PySys_WriteStderr("python3: can't open file '%s': [Errno %d] %s\n", script, errno, strerror(errno));
    return 2;
  }
  PyObject *result = PyRun_FileExFlags(file, script, FILE_INPUT, names, names, 1, NULL);
  PyObject *type, *value, *trace;
  PyErr_Fetch(&type, &value, &trace); /* nothing may be called while an exception is set */
  flush_stream("stderr"), flush_stream("stdout");
  PyErr_Restore(type, value, trace);
  if (result != NULL) return 0;
  if (PyErr_ExceptionMatches(PyExc_SystemExit)) return system_exit();
  interrupted = PyErr_Occurred() == PyExc_KeyboardInterrupt; /* not of a class derived from it */
  PyErr_Print(); /* where sys.excepthook itself exits, this does not return */
  return 1;
}

/*
 * Runs a program that does nothing, on the way that every program takes, to its end. A cell does so before its program comes,
 * while nobody waits: what it touches of the zygote's memory has been copied then.
 */
static void rehearse(void) {
  static char program[] = "print('', end='')\n";
  PyObject *names = PyDict_New();
  PyDict_SetItemString(names, "__builtins__", PyEval_GetBuiltins());
  PyDict_SetItemString(names, "__loader__", loader_of(""));
  FILE *file = fmemopen(program, sizeof program - 1, "r");
  PyObject *result = file == NULL ? NULL : PyRun_FileExFlags(file, "", FILE_INPUT, names, names, 1, NULL);
  if (result == NULL) PyErr_Clear();
  else Py_DecRef(result);
  Py_DecRef(names);
  rehearse_the_end();
}

static _Noreturn void be_the_program(char **argv, int argc) {
  set_command_line(argv, argc);
  int exit_code = run(argv[1]);
  expect_the_end(exit_code, interrupted);
  if (Py_FinalizeEx() < 0) exit_code = 120;
  exit(exit_code);
}

/* ---- the zygote ---- */

static void become_program(const struct order *order) {
  int argc;
  PyOS_AfterFork_Child();
  enter(order);
  rehearse();
  char **argv = await_request(order, &argc);
  be_the_program(argv, argc);
}

/* Fields 48 and 49 of /proc/self/stat, behind the name in brackets (proc_pid_stat(5)). */
static void find_command_line(void) {
  char stat[2048];
  int fd = required(open("/proc/self/stat", O_RDONLY | O_CLOEXEC), "stat");
  ssize_t n = read(fd, stat, sizeof stat - 1);
  close(fd);
  stat[n > 0 ? n : 0] = '\0';
  char *at = strrchr(stat, ')');
  for (int field = 2; at != NULL && field < 48; field++) at = strchr(at + 1, ' ');
  if (at == NULL) required(-1, "stat");
  const char *numbers = at;
  shown = (char *)decimal(&numbers);
  shown_end = (char *)decimal(&numbers);
}

static PyObject *prepare(void) {
  static char source[65536];
  int fd = required(open(PREPARE, O_RDONLY | O_CLOEXEC), PREPARE);
  ssize_t n = read(fd, source, sizeof source - 1);
  close(fd);
  source[n > 0 ? n : 0] = '\0';
  PyObject *code = Py_CompileString(source, PREPARE, FILE_INPUT);
  PyObject *names = PyDict_New();
  PyDict_SetItemString(names, "__builtins__", PyEval_GetBuiltins());
  PyDict_SetItemString(names, "__name__", text("prepare"));
  PyDict_SetItemString(names, "leave", leaving_function());
  if (code == NULL || PyEval_EvalCode(code, names, names) == NULL) {
    PyErr_Print();
    _exit(1);
  }
  return names;
}

/* Leaves nothing half used: no garbage, no caches, no gaps; and locks that lie where the forks to come may write. */
static void settle(PyObject *names) {
  if (PyObject_CallFunction(PyDict_GetItemString(names, "freeze"), NULL) == NULL) {
    PyErr_Print();
    _exit(1);
  }
  PyGC_Collect();
  PyType_ClearCache();
  fill_gaps();
  PyOS_BeforeFork(), PyOS_AfterFork_Child();
}

static _Noreturn void become_zygote(void) {
  PyGILState_Ensure(); /* CPython let go of its lock to open a file */
  load_filter();
  find_command_line();
  PyObject *names = prepare();
  rehearse();
  settle(names);
  gather_memory();
  release_files();
  rehearse();
  join_libraries();
  rehearse();
  pass_on_code();
  expect_programs(PyDict_GetItemString(names, "ours"), PyDict_GetItemString(names, "gc"));
  serve(&(struct forker){PyOS_BeforeFork, PyOS_AfterFork_Parent, become_program});
}

/* What others find of this library: this, and what memory.c and restart.c have. */
__attribute__((visibility("default"))) FILE *fopen64(const char *path, const char *mode) {
  static FILE *(*genuine)(const char *, const char *);
  static int done; /* also in everything that is forked from here */
  if (genuine == NULL) genuine = (FILE * (*)(const char *, const char *)) dlsym(RTLD_NEXT, "fopen64");
  if (!done && strncmp(path, "/workspace/", 11) == 0) {
    done = 1;
    become_zygote();
  }
  return genuine(path, mode);
}

static void forget(const char *name) {
  char *value = getenv(name);
  unsetenv(name);
  if (value != NULL) memset(value, 0, strlen(value)); /* it is still shown by /proc/self/environ */
}

/* SECURITY: the program's own children must not load this library: it goes from the environment before anything runs. */
__attribute__((constructor)) static void begin(void) { forget("LD_PRELOAD"), forget("LD_BIND_NOW"); }

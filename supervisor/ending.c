/*
 * How a program's interpreter ends: as CPython's does, as far as anybody could notice.
 *
 * Theory of operation
 *
 * After a fork, what costs is the memory that is touched, and an interpreter that ends touches nearly all that it has, to free
 * it. Nobody sees that. What can be seen, of a process with no files but 0, 1 and 2, is what is still written to them and the
 * exit code. So there are two places at which a program leaves, both after its threads have ended and its atexit functions
 * have been called:
 *
 *  1. at once, if no object is left that does anything when it is freed. Every object that the program made and that could
 *     have such an effect is in the youngest generation of the garbage collector, unless there was a collection, in which
 *     case the next place serves;
 *  2. when CPython, having finalized modules and objects, begins to free its own memory; it tells its audit hooks.
 */
#define _GNU_SOURCE
#include "ending.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "forker.h"

enum { MOST_OBJECTS = 2000 };

static int exit_code, interrupted;
static int expected; /* the end may come early: the program's code has ended, and its streams could be flushed */
static int audited;  /* the program has audit hooks of its own, which would miss something */
static PyObject *get_objects, *get_count, *callbacks;
static PyObject *canary; /* in the youngest generation for as long as there was no collection and no gc.freeze() */

int flush_stream(const char *name) {
  PyObject *stream = PySys_GetObject(name);
  if (stream == NULL || stream == (PyObject *)_Py_NoneStruct) return 0;
  if (PyObject_CallMethod(stream, "flush", NULL) != NULL) return 0;
  PyErr_Clear();
  return -1;
}

void expect_the_end(int code, int by_interrupt) {
  exit_code = code;
  interrupted = by_interrupt;
  /* a stream that cannot be flushed changes the exit code, later: the long way, then */
  expected = flush_stream("stdout") == 0 && flush_stream("stderr") == 0;
}

static _Noreturn void leave_now(void) {
  fflush(NULL);
  if (interrupted) {
    signal(SIGINT, SIG_DFL);
    kill(getpid(), SIGINT);
  }
  syscall(SYS_exit_group, exit_code, LEAVING); /* where a cell hears of it, the answer need not wait for the rest of the exit */
  _exit(exit_code);                            /* a signal has interrupted that */
}

/* ---- the first place ---- */

static int has(PyObject *type, int slot) {
  int found = PyType_GetSlot(type, slot) != NULL;
  if (PyErr_Occurred() == NULL) return found;
  PyErr_Clear();
  return 1; /* cannot be told */
}

static int is_quiet_reference(PyObject *reference) {
  PyObject *callback = PyObject_GetAttrString(reference, "__callback__");
  PyErr_Clear();
  return callback == (PyObject *)_Py_NoneStruct;
}

/* Nothing of Python, nor any output, comes of it when this object is freed. A class speaks for its instances, too, since the
   collector does not know those that can refer to nothing. */
static int is_quiet(PyObject *object) {
  PyObject *type = PyObject_Type(object);
  int quiet = !has(type, TP_FINALIZE) && !has(type, TP_DEL);
  if (quiet && PyType_IsSubtype(type, (PyObject *)PyType_Type)) quiet = !has(object, TP_FINALIZE) && !has(object, TP_DEL);
  if (quiet && PyType_IsSubtype(type, (PyObject *)_PyWeakref_RefType)) quiet = is_quiet_reference(object);
  Py_DecRef(type);
  return quiet;
}

static int are_few(void) {
  PyObject *counts = PyObject_CallFunction(get_count, NULL);
  long youngest = counts == NULL ? MOST_OBJECTS : PyLong_AsLong(PyTuple_GetItem(counts, 0));
  if (counts != NULL) Py_DecRef(counts);
  return youngest < MOST_OBJECTS;
}

static int are_quiet(PyObject *objects) {
  int untouched = 0;
  for (Py_ssize_t i = 0; i < PyList_Size(objects); i++) {
    PyObject *object = PyList_GetItem(objects, i);
    if (object == canary) untouched = 1;
    else if (!is_quiet(object)) return 0;
  }
  return untouched;
}

static int nothing_would_be_noticed(void) {
  if (audited || PyList_Size(callbacks) != 0 || !are_few()) return 0;
  PyObject *young = PyObject_CallFunction(get_objects, "i", 0);
  int quiet = young != NULL && are_quiet(young);
  if (young != NULL) Py_DecRef(young); /* or it would keep alive what is to be finalized now */
  return quiet;
}

void rehearse_the_end(void) {
  flush_stream("stdout"), flush_stream("stderr");
  if (get_objects != NULL) (void)nothing_would_be_noticed();
}

static PyObject *leave(PyObject *self, PyObject *arguments) {
  (void)self, (void)arguments;
  if (expected && nothing_would_be_noticed() && flush_stream("stdout") == 0 && flush_stream("stderr") == 0) leave_now();
  PyErr_Clear();
  Py_IncRef((PyObject *)_Py_NoneStruct);
  return (PyObject *)_Py_NoneStruct;
}

PyObject *leaving_function(void) {
  static PyMethodDef definition = {"leave", leave, METH_NOARGS, NULL};
  return PyCFunction_NewEx(&definition, NULL, NULL);
}

/* ---- the second place ---- */

static int hear(const char *event, PyObject *arguments, void *data) {
  (void)arguments, (void)data;
  if (strcmp(event, "sys.addaudithook") == 0) audited = 1;
  if (expected && strcmp(event, "cpython.PyInterpreterState_Clear") == 0) leave_now();
  return 0;
}

/*
 * Some C modules keep a copy of their names for further interpreters (PyModuleDef_Base.m_copy, the fifth word of the
 * definition, part of the stable ABI). CPython gives the copies up before it tells its audit hooks: keep them, too.
 */
static void keep_copies(PyObject *modules) {
  PyObject *list = PyDict_Values(modules);
  for (Py_ssize_t i = 0; i < PyList_Size(list); i++) {
    PyObject *module = PyList_GetItem(list, i);
    PyObject **definition = PyObject_IsInstance(module, (PyObject *)PyModule_Type) == 1 ? PyModule_GetDef(module) : NULL;
    if (definition != NULL && definition[4] != NULL) Py_IncRef(definition[4]);
  }
  PyErr_Clear();
}

void expect_programs(PyObject *modules, PyObject *collector) {
  keep_copies(modules);
  get_objects = PyObject_GetAttrString(collector, "get_objects");
  get_count = PyObject_GetAttrString(collector, "get_count");
  callbacks = PyObject_GetAttrString(collector, "callbacks");
  canary = PyList_New(0);
  PySys_AddAuditHook(hear, NULL);
}

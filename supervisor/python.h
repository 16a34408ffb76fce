/*
 * The part of CPython's C API that is used here. Declared by hand: each function has been stable for years (all are documented
 * in the C API reference, but for PyOS_*Fork*, which is as old), so no headers are needed and one library serves every
 * release of Python 3.
 */
#ifndef PYTHON_H
#define PYTHON_H
#include <stdint.h>
#include <stdio.h>

typedef struct _object PyObject;
typedef intptr_t Py_ssize_t;
extern PyObject *PyExc_SystemExit, *PyExc_KeyboardInterrupt;
enum { FILE_INPUT = 257, PRINT_RAW = 1 };
int PyGILState_Ensure(void);
void *PyObject_Malloc(size_t);
Py_ssize_t PyGC_Collect(void);
unsigned int PyType_ClearCache(void);
void PyOS_BeforeFork(void), PyOS_AfterFork_Parent(void), PyOS_AfterFork_Child(void);
int PySys_AddAuditHook(int (*hook)(const char *, PyObject *, void *), void *data);
PyObject *PySys_GetObject(const char *);
int PySys_SetObject(const char *, PyObject *);
void PySys_WriteStderr(const char *, ...);
PyObject *PyImport_AddModule(const char *), *PyImport_ImportModule(const char *), *PyModule_GetDict(PyObject *);
PyObject *PyDict_New(void), *PyEval_GetBuiltins(void), *PyEval_EvalCode(PyObject *, PyObject *, PyObject *);
int PyDict_SetItemString(PyObject *, const char *, PyObject *);
PyObject *Py_CompileString(const char *, const char *, int);
PyObject *PyRun_FileExFlags(FILE *, const char *, int, PyObject *, PyObject *, int, void *);
PyObject *PyObject_CallMethod(PyObject *, const char *, const char *, ...), *PyObject_GetAttrString(PyObject *, const char *);
PyObject *PyErr_Occurred(void);
int PyErr_ExceptionMatches(PyObject *);
void PyErr_Fetch(PyObject **, PyObject **, PyObject **), PyErr_NormalizeException(PyObject **, PyObject **, PyObject **);
void PyErr_Restore(PyObject *, PyObject *, PyObject *), PyErr_Clear(void), PyErr_Print(void);
int PyFile_WriteObject(PyObject *, PyObject *, int);
PyObject *PyUnicode_DecodeFSDefaultAndSize(const char *, Py_ssize_t);
PyObject *PyList_New(Py_ssize_t);
int PyList_SetItem(PyObject *, Py_ssize_t, PyObject *);
long PyLong_AsLong(PyObject *);
int PyObject_IsInstance(PyObject *, PyObject *);
extern char PyLong_Type[], PyModule_Type[]; /* of these objects only the address is used */
PyObject *PyDict_GetItemString(PyObject *, const char *), *PyDict_Values(PyObject *), *PyList_GetItem(PyObject *, Py_ssize_t);
Py_ssize_t PyList_Size(PyObject *);
void Py_IncRef(PyObject *), *PyModule_GetDef(PyObject *);
extern char _Py_NoneStruct[];
int Py_FinalizeEx(void);
typedef struct {
  const char *name;
  PyObject *(*function)(PyObject *, PyObject *);
  int flags;
  const char *doc;
} PyMethodDef;
enum { METH_NOARGS = 4, TP_DEL = 53, TP_FINALIZE = 80 }; /* methodobject.h, typeslots.h */
extern char PyType_Type[], _PyWeakref_RefType[];
PyObject *PyCFunction_NewEx(PyMethodDef *, PyObject *, PyObject *), *PyObject_CallFunction(PyObject *, const char *, ...);
PyObject *PyObject_Type(PyObject *), *PyTuple_GetItem(PyObject *, Py_ssize_t);
void Py_DecRef(PyObject *), *PyType_GetSlot(PyObject *, int);
int PyType_IsSubtype(PyObject *, PyObject *);

#endif

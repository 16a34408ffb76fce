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
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ending.h"
#include "memory.h"
#include "program.h"
#include "python.h"

/* ---- constants ---- */

enum { CELLS = 3, FILTER = 4, PROGRAM_ID = 1000, MOST_WORKERS = 1024 };
#define PREPARE "/.sce/python/prepare.py"
#define CGROUPS "/.sce/cgroup"

static char *shown, *shown_end; /* what /proc/self/cmdline shows */
static int interrupted; /* the program ended by a KeyboardInterrupt */

struct cell {
  uint32_t number;
  int namespaces, in, out, err, go, status;
};

static struct worker {
  pid_t pid;
  int status;
} workers[MOST_WORKERS];
static struct pollfd polled[MOST_WORKERS + 1];
static int count;

static _Noreturn void die(const char *what) {
  dprintf(STDERR_FILENO, "zygote: %s: %s\n", what, strerror(errno));
  _exit(1);
}

static int must(long result, const char *what) {
  if (result < 0) die(what);
  return (int)result;
}

/* ---- the worker ---- */

/* SECURITY: memory and processes that nobody counts: the worker joins its groups first of all. */
static void join_group(const struct cell *cell, const char *controller) {
  char path[96];
  snprintf(path, sizeof path, CGROUPS "/%s/cell-%u/cgroup.procs", controller, cell->number);
  int fd = must(open(path, O_WRONLY | O_CLOEXEC), path);
  must(write(fd, "0", 1), path);
  close(fd);
}

/*
 * SECURITY: the two calls that the zygote needs to enter a cell, and no program may make, are taken away here. All others have
 * been since the zygote's start: a filter of hundreds of instructions that is inherited costs nothing, one that every program
 * loads costs more than its fork.
 */
static void refuse_to_enter(void) {
  static struct sock_filter instructions[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_setns, 1, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_unshare, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  static const struct sock_fprog filter = {sizeof instructions / sizeof *instructions, instructions};
  must(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0), "seccomp");
}

/* Leaves this process with a cell's namespaces, streams, user and limits, and with nothing else. */
static void enter(const struct cell *cell) {
  const char *stage = "";
  if (access(CGROUPS "/cgroup.procs", F_OK) == 0) join_group(cell, "");
  else join_group(cell, "cpu"), join_group(cell, "cpuacct"), join_group(cell, "memory"), join_group(cell, "pids");
  must(setns(cell->namespaces, CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS), "namespaces");
  must(unshare(CLONE_NEWCGROUP), "cgroup namespace");
  must(dup2(cell->in, 0), "stdin"), must(dup2(cell->out, 1), "stdout"), must(dup2(cell->err, 2), "stderr");
  must(limit_self(&stage), stage);
  must(become_user(PROGRAM_ID, PROGRAM_ID, &stage), stage);
  must(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), "dumpable"); /* as after an execve: /proc/self is the program's own */
  refuse_to_enter();
  must(chdir("/workspace"), "/workspace");
}

static void read_fully(int fd, void *into, size_t length) {
  for (size_t done = 0; done < length;) {
    ssize_t n = read(fd, (char *)into + done, length - done);
    if (n > 0) done += (size_t)n;
    else if (n == 0 || errno != EINTR) _exit(0); /* the cell is gone */
  }
}

static uint32_t get32(const unsigned char *at) {
  uint32_t value;
  memcpy(&value, at, 4);
  return ntohl(value);
}

/* Waits for the request: u32 open files, u32 length, and the command line: u32 count, then each: u32 length, bytes. */
static char **await_request(const struct cell *cell, int *argc) {
  unsigned char head[8];
  must(write(cell->status, "r", 1), "status");
  /* SECURITY: an inherited descriptor is a way out: the program gets 0, 1 and 2 */
  must(dup2(cell->go, 3), "request");
  must(syscall(SYS_close_range, 4, ~0u, 0), "close_range");
  read_fully(3, head, sizeof head);
  size_t length = get32(head + 4);
  unsigned char *body = malloc(length + 1);
  if (body == NULL) die("request");
  read_fully(3, body, length);
  close(3);
  struct rlimit open_files = {get32(head), get32(head)};
  must(setrlimit(RLIMIT_NOFILE, &open_files), "open files");
  *argc = (int)get32(body);
  char **argv = calloc((size_t)*argc + 1, sizeof *argv);
  unsigned char *at = body + 4;
  for (int i = 0; i < *argc; i++) {
    size_t size = get32(at);
    argv[i] = strndup((char *)at + 4, size);
    at += 4 + size;
  }
  return argv;
}

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

static int run(const char *script) {
  PyObject *names = PyModule_GetDict(PyImport_AddModule("__main__"));
  PyDict_SetItemString(names, "__file__", text(script));
  PyDict_SetItemString(names, "__cached__", (PyObject *)_Py_NoneStruct);
  PyObject *importlib = PyImport_ImportModule("_frozen_importlib_external");
  PyObject *loader = PyObject_CallMethod(importlib, "SourceFileLoader", "ss", "__main__", script);
  PyDict_SetItemString(names, "__loader__", loader);
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
 * Runs a program that does nothing, on the way that every program takes. A cell does so before its program comes, while nobody
 * waits: what it touches of the zygote's memory has been copied then.
 */
static void rehearse(void) {
  static char program[] = "print('', end='')\n";
  PyObject *names = PyDict_New();
  PyDict_SetItemString(names, "__builtins__", PyEval_GetBuiltins());
  FILE *file = fmemopen(program, sizeof program - 1, "r");
  PyObject *result = file == NULL ? NULL : PyRun_FileExFlags(file, "", FILE_INPUT, names, names, 1, NULL);
  if (result == NULL) PyErr_Clear();
  else Py_DecRef(result);
  Py_DecRef(names);
}

static _Noreturn void be_the_program(char **argv, int argc) {
  set_command_line(argv, argc);
  int exit_code = run(argv[1]);
  expect_the_end(exit_code, interrupted);
  if (Py_FinalizeEx() < 0) exit_code = 120;
  exit(exit_code);
}

/* ---- the zygote ---- */

static int next_cell(struct cell *cell) {
  uint32_t number;
  char space[CMSG_SPACE(8 * sizeof(int))];
  struct iovec part = {&number, sizeof number};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space};
  ssize_t n = recvmsg(CELLS, &message, MSG_CMSG_CLOEXEC);
  struct cmsghdr *control = n == sizeof number ? CMSG_FIRSTHDR(&message) : NULL;
  if (control == NULL || control->cmsg_len != CMSG_LEN(6 * sizeof(int))) return 0;
  cell->number = ntohl(number);
  memcpy(&cell->namespaces, CMSG_DATA(control), 6 * sizeof(int));
  return 1;
}

static void pass_on_status(int index) {
  unsigned char message[5] = {'x'};
  int status = 0;
  if (waitpid(workers[index].pid, &status, 0) < 0) die("waitpid");
  uint32_t value = htonl((uint32_t)status);
  memcpy(message + 1, &value, 4);
  if (write(workers[index].status, message, sizeof message) < 0 && errno != EPIPE) die("status");
  close(workers[index].status);
  close(polled[index].fd);
  workers[index] = workers[--count];
  polled[index] = polled[count];
}

/* Returns only in the worker. */
static void fork_worker(int own_namespace) {
  struct cell cell;
  if (!next_cell(&cell)) _exit(0);
  must(setns(cell.namespaces, CLONE_NEWPID), "pid namespace");
  PyOS_BeforeFork();
  pid_t pid = fork();
  if (pid == 0) {
    PyOS_AfterFork_Child();
    enter(&cell);
    rehearse();
    int argc;
    char **argv = await_request(&cell, &argc);
    be_the_program(argv, argc);
  }
  PyOS_AfterFork_Parent();
  must(pid, "fork");
  must(setns(own_namespace, CLONE_NEWPID), "own pid namespace");
  close(cell.namespaces), close(cell.in), close(cell.out), close(cell.err), close(cell.go);
  workers[count] = (struct worker){pid, cell.status};
  polled[count++] = (struct pollfd){.fd = must(syscall(SYS_pidfd_open, pid, 0), "pidfd"), .events = POLLIN};
}

static _Noreturn void serve(void) {
  int own_namespace = must(open("/proc/self/ns/pid", O_RDONLY | O_CLOEXEC), "pid namespace");
  for (;;) {
    polled[count] = (struct pollfd){.fd = count < MOST_WORKERS - 1 ? CELLS : -1, .events = POLLIN};
    int more = count;
    if (poll(polled, (nfds_t)count + 1, -1) < 0) {
      if (errno == EINTR) continue;
      die("poll");
    }
    short wanted = polled[more].revents;
    for (int i = more - 1; i >= 0; i--)
      if (polled[i].revents != 0) pass_on_status(i);
    if (wanted != 0) fork_worker(own_namespace);
  }
}

/* What programs may call, and `setns` and `unshare`: see cells.c. */
static void load_filter(void) {
  static struct sock_filter instructions[BPF_MAXINSNS];
  ssize_t size = must(pread(FILTER, instructions, sizeof instructions, 0), "filter");
  struct sock_fprog filter = {(unsigned short)((size_t)size / sizeof *instructions), instructions};
  must(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0), "filter");
}

/* Fields 48 and 49 of /proc/self/stat, behind the name in brackets (proc_pid_stat(5)). */
static void find_command_line(void) {
  char stat[2048];
  int fd = must(open("/proc/self/stat", O_RDONLY | O_CLOEXEC), "stat");
  ssize_t n = read(fd, stat, sizeof stat - 1);
  close(fd);
  stat[n > 0 ? n : 0] = '\0';
  char *at = strrchr(stat, ')');
  for (int field = 2; at != NULL && field < 48; field++) at = strchr(at + 1, ' ');
  if (at == NULL) die("stat");
  const char *numbers = at;
  shown = (char *)decimal(&numbers);
  shown_end = (char *)decimal(&numbers);
}

static void prepare(void) {
  static char source[65536];
  int fd = must(open(PREPARE, O_RDONLY | O_CLOEXEC), PREPARE);
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
  expect_programs(PyDict_GetItemString(names, "ours"), PyDict_GetItemString(names, "gc"));
}

static _Noreturn void become_zygote(void) {
  PyGILState_Ensure(); /* CPython let go of its lock to open a file */
  load_filter();
  find_command_line();
  prepare();
  rehearse();
  gather_memory();
  serve();
}

FILE *fopen64(const char *path, const char *mode) {
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

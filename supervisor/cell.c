/*
 * One cell: process 1 of its own pid, user, mount, network, ipc, uts and cgroup namespaces.
 *
 * Theory of operation
 *
 *  1. ahead of any request: a control group, a mount tree with nothing of ours in it, loopback up; the zygote forks the
 *     worker into the pid namespace, and the worker enters the other namespaces, drops everything and waits on a pipe;
 *  2. the cell greets the host on its socket and waits;
 *  3. a request comes: limits, files, arguments, input. The cell sets the limits that differ, writes the files, makes them
 *     read-only and lets the worker go;
 *  4. it carries what the program prints, and ends it when a limit is over, when the host says so, or when the host is gone;
 *  5. it ends whatever is left, reads the counters of the control group, reports, and dies.
 * This process has no memory or CPU limit of the run, another uid than the program and cannot be traced or signalled by it.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cells.h"
#include "frames.h"
#include "program.h"
#include "request.h"

enum { PROGRAM_ID = 1000 };
enum killer { NOBODY, WALL_TIME, CPU_TIME, OUT_OF_MEMORY, OUTPUT, CANCELLED };

static const uint64_t MEMORY_CHECK = 250000000, MILLISECOND = 1000000, LONGEST_RELAY = 1000000000, SOCKET_MEMORY = 16 << 20;

/* Files of the control group, opened while this process is still their owner. */
struct group {
  int version, processes, memory, swap, quota, cpu_time, peak_memory, oom, peak_processes;
  int members[CONTROLLERS];
};

struct cell {
  const struct container *container;
  uint32_t number;
  struct group group;
  int host, out, err, in, go, status;
  enum killer killer;
};

/* ---- the control group ---- */

void cgroup_name(char *name, size_t size, uint32_t number) { snprintf(name, size, "cell-%u", number); }

static void set(int fd, const char *what, const char *format, uint64_t value) {
  char text[48];
  int length = snprintf(text, sizeof text, format, (unsigned long long)value);
  if (pwrite(fd, text, (size_t)length, 0) != length) fail(what, errno);
}

static uint64_t counter(int fd, const char *key) {
  char text[1024];
  ssize_t n = pread(fd, text, sizeof text - 1, 0);
  if (n <= 0) return 0;
  text[n] = '\0';
  char *at = key == NULL ? text : strstr(text, key);
  return at == NULL ? 0 : strtoull(at + (key == NULL ? 0 : strlen(key)), NULL, 10);
}

static uint64_t cpu_time(const struct group *group) {
  return group->version == 1 ? counter(group->cpu_time, NULL) : counter(group->cpu_time, "usage_usec ") * 1000;
}

static uint64_t oom_kills(const struct group *group) { return counter(group->oom, "oom_kill "); }

static int open_file(const struct cell *cell, int controller, const char *version_1, const char *version_2, int mode) {
  const struct container *container = cell->container;
  char path[64];
  cgroup_name(path, 32, cell->number);
  size_t length = strlen(path);
  snprintf(path + length, sizeof path - length, "/%s", container->cgroup_version == 1 ? version_1 : version_2);
  return openat(container->cgroups[controller], path, mode | O_CLOEXEC);
}

/*
 * SECURITY: memory that waits in IP sockets: version 1 counts it apart, and only from the moment on that it has a limit.
 * Version 2 counts it as memory. A kernel that cannot do either bounds it for the whole host (tcp_mem, udp_mem).
 */
static void limit_sockets(const struct cell *cell) {
  int fd = cell->container->cgroup_version == 1 ? open_file(cell, MEMORY, "memory.kmem.tcp.limit_in_bytes", "", O_WRONLY) : -1;
  if (fd < 0) return;
  set(fd, "memory of sockets", "%llu", SOCKET_MEMORY);
  close(fd);
}

static void make_group(struct cell *cell) {
  struct group *group = &cell->group;
  char name[32];
  cgroup_name(name, sizeof name, cell->number);
  group->version = cell->container->cgroup_version;
  for (int i = 0; i < (group->version == 1 ? CONTROLLERS : 1); i++)
    if (mkdirat(cell->container->cgroups[i], name, 0755) < 0) fail("control group", errno);
  for (int i = 0; i < CONTROLLERS; i++) group->members[i] = open_file(cell, i, "cgroup.procs", "cgroup.procs", O_RDWR);
  group->processes = open_file(cell, PIDS, "pids.max", "pids.max", O_WRONLY);
  group->memory = open_file(cell, MEMORY, "memory.limit_in_bytes", "memory.max", O_WRONLY);
  group->swap = open_file(cell, MEMORY, "memory.memsw.limit_in_bytes", "memory.swap.max", O_WRONLY);
  group->quota = open_file(cell, CPU, "cpu.cfs_quota_us", "cpu.max", O_WRONLY);
  group->cpu_time = open_file(cell, CPUACCT, "cpuacct.usage", "cpu.stat", O_RDONLY);
  /* only version 1 is begun anew; in version 2 nobody may write to it before Linux 6.12 */
  group->peak_memory = open_file(cell, MEMORY, "memory.max_usage_in_bytes", "memory.peak", group->version == 1 ? O_RDWR : O_RDONLY);
  group->oom = open_file(cell, MEMORY, "memory.oom_control", "memory.events", O_RDONLY);
  group->peak_processes = open_file(cell, PIDS, "pids.peak", "pids.peak", O_RDONLY);
  limit_sockets(cell);
}

/* SECURITY: a limit that is not kept: every write that fails ends the cell with a failure, before any program runs. */
static void limit_group(const struct group *group, const struct request *request) {
  int one = group->version == 1;
  set(group->processes, "limit of processes", "%llu", request->processes);
  set(group->memory, "limit of memory", "%llu", request->memory);
  /* version 1 limits the sum of memory and swap, version 2 swap alone */
  if (group->swap >= 0 || !one) set(group->swap, "limit of swap", "%llu", one ? request->memory : 0);
  set(group->quota, "share of the processors", one ? "%llu" : "%llu 100000", (uint64_t)request->cpu_thousandths * 100);
}

static void lift_quota(const struct group *group) {
  const char *none = group->version == 1 ? "-1" : "max";
  if (pwrite(group->quota, none, strlen(none), 0) < 0) return; /* then what is to die takes a little longer */
}

/* ---- the file system ---- */

/*
 * SECURITY: what the container has besides the image, such as the host's socket and the control groups: the cell moves to a
 * tree that holds the image alone (prepared once, at /.sce/root) and lets go of all other mounts. /proc comes first, since
 * the kernel gives a new one only to who can see an old one.
 */
static void make_mounts(void) {
  const unsigned long flags = MS_NOSUID | MS_NODEV;
  must(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "private mounts");
  must(mount("/.sce/root", "/.sce/root", NULL, MS_BIND | MS_REC, NULL), "root");
  must(mount("proc", "/.sce/root/proc", "proc", flags | MS_NOEXEC, "subset=pid"), "proc");
  must(chdir("/.sce/root"), "root");
  must((int)syscall(SYS_pivot_root, ".", "."), "pivot_root");
  must(umount2(".", MNT_DETACH), "old root");
  must(chdir("/"), "root");
  must(mount("tmpfs", "/dev/shm", "tmpfs", flags, "mode=1777,size=64m,nr_inodes=4096"), "shared memory");
  /* as many folders as the names of a largest archive can bring: 500 files, each 31 deep */
  must(mount("tmpfs", "/workspace", "tmpfs", flags, "mode=755,size=64m,nr_inodes=17000"), "workspace");
}

static void raise_loopback(void) {
  struct ifreq lo = {.ifr_name = "lo", .ifr_flags = IFF_UP};
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  must(fd, "loopback");
  must(ioctl(fd, SIOCSIFFLAGS, &lo), "loopback");
  close(fd);
}

/* ---- the worker ---- */

static void send_to_zygote(struct cell *cell, const int *fds, int count) {
  uint32_t number = htonl(cell->number);
  struct iovec part = {.iov_base = &number, .iov_len = sizeof number};
  char space[CMSG_SPACE(8 * sizeof(int))] = {0};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = space};
  message.msg_controllen = CMSG_SPACE((size_t)count * sizeof(int));
  struct cmsghdr *control = CMSG_FIRSTHDR(&message);
  control->cmsg_level = SOL_SOCKET;
  control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN((size_t)count * sizeof(int));
  memcpy(CMSG_DATA(control), fds, (size_t)count * sizeof(int));
  must((int)sendmsg(cell->container->zygote, &message, MSG_NOSIGNAL), "zygote");
}

/*
 * Without a zygote. Confines this process and executes the program once it is told which; returns only on failure. It joins
 * its control group while it is still the user who owns that, and goes on when the cell has made its mounts.
 */
static void execute(const struct cell *cell, const int *streams, int go, int status, const char **stage) {
  struct sock_fprog filter = {.len = (unsigned short)(cell->container->filter_length / sizeof(struct sock_filter)),
                              .filter = (struct sock_filter *)cell->container->filter};
  signal(SIGPIPE, SIG_DFL);
  *stage = "control group";
  for (int i = 0; i < (cell->group.version == 1 ? CONTROLLERS : 1); i++)
    if (write(cell->group.members[i], "0", 1) != 1) return;
  char mounted;
  if (write(status, "j", 1) != 1) return;
  read_fully(go, &mounted, 1);
  *stage = "cgroup namespace";
  if (unshare(CLONE_NEWCGROUP) < 0) return;
  *stage = "standard streams";
  for (int i = 0; i < 3; i++)
    if (dup2(streams[i], i) < 0) return;
  if (limit_self(stage) < 0 || become_user(PROGRAM_ID, PROGRAM_ID, stage) < 0) return;
  *stage = "seccomp";
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) < 0 || write(status, "r", 1) != 1) return;
  unsigned char head[8];
  read_fully(go, head, sizeof head);
  struct reader reader = {head, head + 8};
  uint32_t open_files = take32(&reader), length = take32(&reader);
  unsigned char *body = malloc(length + 1);
  *stage = "request";
  if (body == NULL) return;
  read_fully(go, body, length);
  reader = (struct reader){body, body + length};
  char **argv = command_line(&reader);
  struct rlimit files = {open_files, open_files};
  *stage = "execute";
  if (argv == NULL || setrlimit(RLIMIT_NOFILE, &files) < 0 || chdir("/workspace") < 0) return;
  static const char *const environment[] = {"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/workspace", "LANG=C.UTF-8", "TMPDIR=/dev/shm", NULL};
  execve(argv[0], argv, (char **)environment);
}

/* Without a zygote: forks the worker, and before it the process whose child it is and that passes its status on. */
static void fork_worker(const struct cell *cell, const int *streams, int go, int status) {
  pid_t relay = fork();
  must(relay, "fork");
  if (relay > 0) return;
  signal(SIGCHLD, SIG_DFL);
  pid_t worker = fork();
  if (worker == 0) {
    const char *stage = "";
    execute(cell, streams, go, status, &stage);
    dprintf(streams[2], "%s: %s\n", stage, strerror(errno));
    _exit(127);
  }
  for (int i = 0; i < 3; i++) close(streams[i]);
  unsigned char message[5] = {'x'};
  int value = 127 << 8;
  while (worker > 0 && waitpid(worker, &value, 0) < 0 && errno == EINTR) continue;
  put32(message + 1, (uint32_t)value);
  _exit(write(status, message, sizeof message) == sizeof message ? 0 : 1);
}

/* The worker's side of its pipes, in the order of the datagram to the zygote. */
enum { SELF, IN, OUT, ERR, GO, STATUS, SIDES };

static void make_pipes(struct cell *cell, int *worker) {
  int go[2], status[2];
  if (pipe2(go, O_CLOEXEC) < 0 || pipe2(status, O_CLOEXEC) < 0) fail("pipes", errno);
  worker[SELF] = (int)syscall(SYS_pidfd_open, getpid(), 0);
  must(worker[SELF], "pidfd");
  worker[GO] = go[0], worker[STATUS] = status[1];
  cell->go = go[1], cell->status = status[0];
}

static void make_streams(struct cell *cell, int *worker, int (*make)(int ends[2])) {
  int in[2], out[2], err[2];
  if (make(in) < 0 || make(out) < 0 || make(err) < 0) fail("pipes", errno);
  worker[IN] = in[0], worker[OUT] = out[1], worker[ERR] = err[1];
  cell->in = in[1], cell->out = out[0], cell->err = err[0];
  must(fcntl(cell->in, F_SETFL, O_NONBLOCK), "input");
}

static int pipe_of_program(int ends[2]) { return program_pipe(ends, PROGRAM_ID); }

/* Before this process is root of its namespace it has no way to make a pipe for anybody else. */
static int pipe_of_owner(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

static void await_message(const struct cell *cell, char expected) {
  char message = 0;
  if (read(cell->status, &message, 1) != 1 || message != expected) fail("worker", ECHILD);
}

/* Has the zygote fork the worker into this pid namespace, or lets the one that waits here go on, until it is ready. */
static void await_worker(struct cell *cell, const int *worker) {
  if (cell->container->zygote >= 0) send_to_zygote(cell, worker, SIDES);
  else write_fully(cell->go, "m", 1, "worker");
  for (int i = 0; i < SIDES; i++) close(worker[i]);
  await_message(cell, 'r');
}

/* ---- the request ---- */

static void make_scratch(uint64_t size) {
  char options[96];
  uint64_t inodes = size / 16384 < 256 ? 256 : size / 16384;
  snprintf(options, sizeof options, "mode=1777,size=%llu,nr_inodes=%llu", (unsigned long long)size, (unsigned long long)inodes);
  must(mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, options), "scratch");
}

static void prepare(const struct cell *cell, const struct request *request) {
  /* SECURITY: a program that changes its own files: read-only for everybody, from before it starts */
  must(mount(NULL, "/workspace", NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV, NULL), "read-only files");
  limit_group(&cell->group, request);
  if (request->disk > 0) make_scratch(request->disk);
  unsigned char head[8];
  put32(head, request->open_files);
  put32(head + 4, (uint32_t)request->arguments_length);
  write_fully(cell->go, head, sizeof head, "worker");
  write_fully(cell->go, request->arguments, request->arguments_length, "worker");
}

/* Blocks until the host speaks, or the worker that was to run the program is lost: then this cell is, too. */
static void await_request(const struct cell *cell) {
  struct pollfd polled[] = {{.fd = cell->host, .events = POLLIN}, {.fd = cell->status, .events = POLLIN}};
  while (poll(polled, 2, -1) < 0 && errno == EINTR) continue;
  if (polled[1].revents != 0) _exit(1);
}

/* ---- the run ---- */

struct run {
  struct cell *cell;
  struct request *request;
  uint64_t started, wall, cpu_before, next_memory_check, next_cpu_check, next_zygote_check, printed[2];
  int ended, how, value;
};

static void end_program(struct run *run, enum killer killer) {
  if (run->cell->killer != NOBODY) return;
  run->cell->killer = killer;
  lift_quota(&run->cell->group); /* so that what is to die need not wait for its next share to do so */
  kill(-1, SIGKILL);
}

/* Ends the program if a limit is over; returns when to look again. */
static uint64_t check_limits(struct run *run, uint64_t time) {
  uint64_t due = run->started + run->request->wall;
  if (run->cell->killer != NOBODY) return UINT64_MAX;
  if (time >= due) {
    end_program(run, WALL_TIME);
    return UINT64_MAX;
  }
  if (time >= run->next_memory_check) {
    if (oom_kills(&run->cell->group) > 0) end_program(run, OUT_OF_MEMORY);
    run->next_memory_check = time + MEMORY_CHECK;
  }
  if (time >= run->next_cpu_check) {
    uint64_t used = cpu_time(&run->cell->group) - run->cpu_before;
    if (used >= run->request->cpu) end_program(run, CPU_TIME);
    else {
      /* the earliest moment at which the limit can be reached, with every allowed processor busy */
      uint64_t online = (uint64_t)sysconf(_SC_NPROCESSORS_ONLN) * 1000;
      uint64_t rate = online < run->request->cpu_thousandths ? online : run->request->cpu_thousandths;
      uint64_t wait = (run->request->cpu - used) / rate * 1000;
      run->next_cpu_check = time + (wait > 2 * MILLISECOND ? wait : 2 * MILLISECOND);
    }
  }
  if (run->next_memory_check < due) due = run->next_memory_check;
  return run->next_cpu_check < due ? run->next_cpu_check : due;
}

static int is_empty(const struct group *group) {
  char any;
  return pread(group->members[MEMORY], &any, 1, 0) == 0;
}

/* Every process of the program has ended, and still nobody has said how: the zygote hangs. Returns when to look again. */
static uint64_t check_zygote(struct run *run, uint64_t time) {
  if (run->next_zygote_check == 0 || !is_empty(&run->cell->group)) run->next_zygote_check = time + LONGEST_RELAY;
  if (time >= run->next_zygote_check) fail("zygote", ETIMEDOUT);
  return run->next_zygote_check;
}

/* Does what is due, and returns the milliseconds until something else is. */
static int look_around(struct run *run, int silent) {
  uint64_t time = now(), due = check_limits(run, time), zygote = silent ? check_zygote(run, time) : UINT64_MAX;
  if (zygote < due) due = zygote;
  if (time >= frames_due()) flush_frames();
  if (frames_due() < due) due = frames_due();
  if (due == UINT64_MAX) return -1;
  return due <= time ? 0 : (int)((due - time + MILLISECOND - 1) / MILLISECOND);
}

static void print(struct run *run, struct pollfd *from, char type) {
  static unsigned char frame[HEADER + LONGEST_FRAME];
  ssize_t n = read(from->fd, frame + HEADER, LONGEST_FRAME);
  if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (n <= 0) {
    from->fd = -1;
    return;
  }
  uint64_t *printed = &run->printed[type == 'e'], room = run->request->output - *printed;
  if ((uint64_t)n > room) end_program(run, OUTPUT);
  /* one byte more than allowed tells the host that there was more */
  size_t part = (uint64_t)n > room ? (size_t)room + 1 : (size_t)n;
  if (*printed <= run->request->output) hold_frame(type, frame, part);
  *printed += part;
  if (*printed > run->request->output) *printed = run->request->output + 1;
}

static void feed(struct cell *cell, struct request *request, struct pollfd *to) {
  ssize_t n = request->input_length == 0 ? 0 : write(cell->in, request->input, request->input_length);
  if (n > 0) request->input += n, request->input_length -= (size_t)n;
  if ((n < 0 && errno != EAGAIN && errno != EINTR) || request->input_length == 0) {
    close(cell->in);
    to->fd = -1;
  }
}

/* The process whose child the worker is passes on its wait status: 'x', u32. Without a zygote it is ours to kill, too. */
static void read_status(struct run *run) {
  unsigned char message[5];
  ssize_t n = read(run->cell->status, message, sizeof message);
  if (n == 0 && run->cell->killer != NOBODY && run->cell->container->zygote < 0) {
    run->ended = run->how = 1;
    run->value = SIGKILL;
    return;
  }
  if (n != sizeof message || message[0] != 'x') fail("zygote", EPIPE);
  struct reader reader = {message + 1, message + 5};
  int status = (int)take32(&reader);
  run->ended = 1;
  run->how = WIFSIGNALED(status) ? 1 : 0;
  run->value = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
}

static void hear_host(struct run *run) {
  char said;
  if (read(run->cell->host, &said, 1) != 1) _exit(0); /* the host is gone: the pid namespace goes with us */
  end_program(run, CANCELLED);
}

static void reap_orphans(int options) {
  while (waitpid(-1, NULL, options) > 0 || errno == EINTR) errno = 0;
}

static void follow(struct run *run) {
  struct cell *cell = run->cell;
  struct pollfd polled[] = {{.fd = cell->out, .events = POLLIN},    {.fd = cell->err, .events = POLLIN},
                            {.fd = cell->status, .events = POLLIN}, {.fd = cell->host, .events = POLLIN},
                            {.fd = cell->in, .events = POLLOUT}};
  feed(cell, run->request, &polled[4]);
  while (!run->ended) {
    int ready = poll(polled, 5, look_around(run, polled[0].fd < 0 && polled[1].fd < 0));
    if (ready < 0 && errno != EINTR) fail("poll", errno);
    if (ready <= 0) continue;
    if (polled[3].revents != 0) hear_host(run);
    if (polled[0].fd >= 0 && polled[0].revents != 0) print(run, &polled[0], 'o');
    if (polled[1].fd >= 0 && polled[1].revents != 0) print(run, &polled[1], 'e');
    if (polled[4].fd >= 0 && polled[4].revents != 0) feed(cell, run->request, &polled[4]);
    if (polled[2].revents != 0) read_status(run);
  }
  run->wall = now() - run->started;
  /* SECURITY: a program that forks and exits to go on behind the answer: as pid 1 of the namespace, -1 reaches every
     process in it, and the kernel lets no fork slip past a pending SIGKILL. */
  kill(-1, SIGKILL);
  reap_orphans(0);
  while (polled[0].fd >= 0) print(run, &polled[0], 'o');
  while (polled[1].fd >= 0) print(run, &polled[1], 'e');
}

static void report(const struct run *run) {
  const struct group *group = &run->cell->group;
  unsigned char frame[HEADER + 36];
  put32(frame + HEADER, run->cell->killer);
  put64(frame + HEADER + 4, cpu_time(group) - run->cpu_before);
  put64(frame + HEADER + 12, counter(group->peak_memory, NULL));
  put64(frame + HEADER + 20, oom_kills(group));
  put64(frame + HEADER + 28, group->peak_processes < 0 ? 0 : counter(group->peak_processes, NULL));
  hold_frame('u', frame, 36);
  put32(frame + HEADER, (uint32_t)run->how);
  put32(frame + HEADER + 4, (uint32_t)run->value);
  put64(frame + HEADER + 8, run->wall);
  put64(frame + HEADER + 16, run->how == 0 && run->value == 0 ? 0 : unroutable());
  hold_frame('x', frame, 24);
  flush_frames();
}

static int greet(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, path, sizeof address.sun_path - 1);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0) _exit(1);
  return fd;
}

_Noreturn void live(const struct container *container, uint32_t number) {
  struct cell cell = {.container = container, .number = number};
  unsigned char hello[HEADER];
  cell.host = greet(container->socket);
  frames_to(cell.host);
  make_group(&cell);
  /* after that: where control groups are delegated by namespace, as systemd mounts them, who opens a file decides which
     groups it can move a process between (cgroups(7), nsdelegate), and a run's group is not below that of this process */
  must(unshare(CLONE_NEWCGROUP), "cgroup namespace");
  int worker[SIDES];
  make_pipes(&cell, worker);
  if (container->zygote < 0) {
    make_streams(&cell, worker, pipe_of_owner);
    fork_worker(&cell, worker + IN, worker[GO], worker[STATUS]);
    /* SECURITY: a worker that keeps the old root: pivot_root moves the processes that it finds, and not one being forked */
    await_message(&cell, 'j');
  }
  must(setresgid(0, 0, 0), "group");
  must(setresuid(0, 0, 0), "user");
  if (container->zygote >= 0) make_streams(&cell, worker, pipe_of_program);
  /* a change of user takes this away; the zygote needs it to enter, and no program is there yet */
  must(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), "dumpable");
  signal(SIGCHLD, SIG_IGN); /* orphans of the program vanish by themselves; a zombie would count as a process */
  must(sethostname("sandbox", 7), "host name");
  make_mounts();
  raise_loopback();
  await_worker(&cell, worker);
  /* SECURITY: reading or tracing this process from inside, through /proc/1 */
  must(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "dumpable");
  send_frame('r', hello, 0);
  await_request(&cell);
  struct request request = read_request(cell.host);
  prepare(&cell, &request);
  struct run run = {.cell = &cell, .request = &request, .started = now(), .cpu_before = cpu_time(&cell.group)};
  if (cell.group.version == 1 && pwrite(cell.group.peak_memory, "0", 1, 0) < 0) fail("peak memory", errno);
  run.next_memory_check = run.started + MEMORY_CHECK;
  hold_frame('s', hello, 0);
  follow(&run);
  report(&run);
  _exit(0);
}

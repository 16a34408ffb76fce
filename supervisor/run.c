#define _GNU_SOURCE
#include "run.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frames.h"
#include "program.h"

static const uint64_t MEMORY_CHECK = 250000000, USE_CHECK = 10000000, MILLISECOND = 1000000;
static const uint64_t LITTLE = 32 << 20;

/* A decimal number in a counter's file, behind `key` if there is one; 0 where it cannot be read. */
static uint64_t counter(int fd, const char *key) {
  char text[1024];
  ssize_t n = fd < 0 ? -1 : pread(fd, text, sizeof text - 1, 0);
  if (n <= 0) return 0;
  text[n] = '\0';
  char *at = key == NULL ? text : strstr(text, key);
  return at == NULL ? 0 : strtoull(at + (key == NULL ? 0 : strlen(key)), NULL, 10);
}

static uint64_t cpu_time(const struct counters *group) {
  return group->version == 1 ? counter(group->cpu_time, NULL) : counter(group->cpu_time, "usage_usec ") * 1000;
}

static uint64_t oom_kills(const struct counters *group) { return counter(group->oom, "oom_kill "); }

static void lift_quota(const struct counters *group) {
  const char *none = group->version == 1 ? "-1" : "max";
  if (pwrite(group->quota, none, strlen(none), 0) < 0) return; /* then what is to die takes a little longer */
}

static void end_program(struct run *run, enum killer killer) {
  if (run->killer != NOBODY) return;
  run->killer = killer;
  lift_quota(&run->counters); /* so that what is to die need not wait for its next share to do so */
  kill(-1, SIGKILL);
}

/*
 * Where the host's kernel ends all of a sandbox at once, nobody is left to say why. So the host is told before, when half of the
 * memory is in use: what is killed then was killed for memory. gVisor's kernel knows that number exactly.
 */
static void watch_use(struct run *run, uint64_t time) {
  static unsigned char empty[HEADER];
  struct sysinfo memory;
  if (time < run->next_use_check) return;
  run->next_use_check = time + USE_CHECK;
  if (sysinfo(&memory) < 0 || (memory.totalram - memory.freeram) * memory.mem_unit < run->request.memory / 2) return;
  send_frame('m', empty, 0);
  run->next_use_check = UINT64_MAX;
}

/* Ends the program if a limit is over; returns when to look again. */
static uint64_t check_limits(struct run *run, uint64_t time) {
  uint64_t due = run->started + run->request.wall;
  if (run->killer != NOBODY) return UINT64_MAX;
  if (time >= due) {
    end_program(run, WALL_TIME);
    return UINT64_MAX;
  }
  watch_use(run, time);
  if (time >= run->next_memory_check) {
    if (oom_kills(&run->counters) > 0) end_program(run, OUT_OF_MEMORY);
    run->next_memory_check = time + MEMORY_CHECK;
  }
  if (time >= run->next_cpu_check) {
    uint64_t used = cpu_time(&run->counters) - run->cpu_before;
    if (used >= run->request.cpu) end_program(run, CPU_TIME);
    else {
      /* the earliest moment at which the limit can be reached, with every allowed processor busy */
      uint64_t online = (uint64_t)sysconf(_SC_NPROCESSORS_ONLN) * 1000;
      uint64_t rate = online < run->request.cpu_thousandths ? online : run->request.cpu_thousandths;
      uint64_t wait = (run->request.cpu - used) / rate * 1000;
      run->next_cpu_check = time + (wait > 2 * MILLISECOND ? wait : 2 * MILLISECOND);
    }
  }
  if (run->next_memory_check < due) due = run->next_memory_check;
  if (run->next_use_check < due) due = run->next_use_check;
  return run->next_cpu_check < due ? run->next_cpu_check : due;
}

/* Does what is due, and returns the milliseconds until something else is. */
static int look_around(struct run *run, uint64_t time, int silent) {
  uint64_t due = check_limits(run, time);
  uint64_t other = silent && run->silent != NULL ? run->silent(run, time) : UINT64_MAX;
  if (other < due) due = other;
  if (time >= frames_due()) flush_frames();
  if (frames_due() < due) due = frames_due();
  if (run->deaf_until > time && run->deaf_until < due) due = run->deaf_until;
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
  uint64_t *printed = &run->printed[type == 'e'], room = run->request.output - *printed;
  if ((uint64_t)n > room) end_program(run, OUTPUT);
  /* one byte more than allowed tells the host that there was more */
  size_t part = (uint64_t)n > room ? (size_t)room + 1 : (size_t)n;
  if (*printed <= run->request.output) hold_frame(type, frame, part);
  *printed += part;
  if (*printed > run->request.output) *printed = run->request.output + 1;
}

/* Whether something has been printed that nobody has read. Who printed it may not have closed the stream yet. */
static int holds_more(const struct pollfd *from) {
  int bytes = 0;
  return from->fd >= 0 && ioctl(from->fd, FIONREAD, &bytes) == 0 && bytes > 0;
}

static void feed(struct run *run, struct pollfd *to) {
  struct request *request = &run->request;
  ssize_t n = request->input_length == 0 ? 0 : write(run->in, request->input, request->input_length);
  if (n > 0) request->input += n, request->input_length -= (size_t)n;
  if ((n < 0 && errno != EAGAIN && errno != EINTR) || request->input_length == 0) {
    close(run->in);
    to->fd = -1;
  }
}

static void hear_host(struct run *run) {
  char said;
  if (read(run->host, &said, 1) != 1) _exit(0); /* the host is gone: the pid namespace goes with us */
  end_program(run, CANCELLED);
}

/*
 * SECURITY: a program that forks and exits to go on behind the answer: as pid 1 of the namespace, -1 reaches every process in
 * it. The kernel lets no fork slip past a pending SIGKILL, but gVisor's does: whoever was forking then is dead, and its child
 * there to be killed too, by the time we reap it.
 */
static void end_all(void) {
  do kill(-1, SIGKILL);
  while (waitpid(-1, NULL, 0) > 0 || errno == EINTR);
}

int is_small(const struct run *run) {
  return counter(run->counters.peak_processes, NULL) == 1 && counter(run->counters.peak_memory, NULL) <= LITTLE;
}

void begin(struct run *run) {
  run->started = now();
  run->cpu_before = cpu_time(&run->counters);
  run->next_memory_check = run->started + MEMORY_CHECK;
  run->next_use_check = run->own_kernel ? run->started : UINT64_MAX;
}

void end_with(struct run *run, int wait_status) {
  run->over = 1;
  run->wait_status = wait_status;
}

void end_as_it_leaves(struct run *run, int exit_code) {
  run->leaves = 1;
  end_with(run, W_EXITCODE(exit_code, 0));
}

void follow(struct run *run) {
  struct pollfd polled[] = {{.fd = run->out, .events = POLLIN},
                            {.fd = run->err, .events = POLLIN},
                            {.fd = run->status, .events = POLLIN},
                            {.fd = run->host, .events = POLLIN},
                            {.fd = run->in, .events = POLLOUT},
                            {.events = POLLIN}};
  feed(run, &polled[4]);
  while (!run->over) {
    uint64_t time = now(); /* one for both, lest it be deaf for longer than it waits */
    polled[5].fd = run->called != NULL && run->deaf_until <= time ? run->calls : -1;
    int ready = poll(polled, 6, look_around(run, time, polled[0].fd < 0 && polled[1].fd < 0));
    if (ready < 0 && errno != EINTR) fail("poll", errno);
    if (ready <= 0) continue;
    if (polled[3].revents != 0) hear_host(run);
    if (polled[0].fd >= 0 && polled[0].revents != 0) print(run, &polled[0], 'o');
    if (polled[1].fd >= 0 && polled[1].revents != 0) print(run, &polled[1], 'e');
    if (polled[4].fd >= 0 && polled[4].revents != 0) feed(run, &polled[4]);
    if ((polled[5].revents & POLLIN) != 0) run->called(run);
    else if (polled[5].revents != 0) run->calls = -1; /* nobody is left who could call */
    if (polled[2].revents != 0) run->ended(run);
  }
  run->wall = now() - run->started;
  if (!run->leaves) end_all();
  while (holds_more(&polled[0])) print(run, &polled[0], 'o');
  while (holds_more(&polled[1])) print(run, &polled[1], 'e');
}

void report(const struct run *run) {
  const struct counters *group = &run->counters;
  unsigned char frame[HEADER + 36];
  put32(frame + HEADER, run->killer);
  put64(frame + HEADER + 4, cpu_time(group) - run->cpu_before);
  put64(frame + HEADER + 12, counter(group->peak_memory, NULL));
  put64(frame + HEADER + 20, oom_kills(group));
  put64(frame + HEADER + 28, counter(group->peak_processes, NULL));
  hold_frame('u', frame, 36);
  put_end(frame + HEADER, run->wait_status, run->wall, run->wait_status == 0 ? 0 : unroutable());
  hold_frame('x', frame, LAST);
  flush_frames();
}

/*
 * ask: sends one request to a service on this machine again and again, so many times a second, and says what became of each.
 *
 * Made for loads of which most is refused: one thread without a JVM takes little of the processors that the service is measured on,
 * and less when it asks and looks for answers only once in a millisecond, by which times are too long at the most.
 *
 * For each request one line, "good", "refused" or "wrong" and the nanoseconds from the first byte sent to the last one received;
 * then "processor" and the nanoseconds that this process took. Good is a 200 with EXPECTED in it, refused a 503 that says when to
 * come back; all else is wrong, and so is a connection that the service ends.
 *
 * Usage: ask MILLISECONDS PORT FIRST CLIENTS CONNECTIONS PER_SECOND EXPECTED REQUEST
 *
 * The clients have the addresses 127.0.0.FIRST and so on. PER_SECOND 0: each connection asks again as soon as it is answered.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "callers.h"

enum { EVENTS = 256, LONGEST_ANSWER = 16 << 10, PATIENCE = 60000 /* ms */, TICK = 1000000 /* ns */ };
static const int64_t SECOND = 1000000000;

struct connection {
  int fd;
  int64_t sent; /* 0 while nothing is asked */
  size_t length;
  char answer[LONGEST_ANSWER + 1];
};

struct result {
  const char *kind;
  int64_t nanoseconds;
};

static const char *expected, *request;
static struct connection **idle; /* a ring: each has its turn */
static int idle_first, idle_count, count, waiting;
static struct result *results;
static size_t result_count, result_room;

static void record(const char *kind, int64_t nanoseconds) {
  if (result_count == result_room) {
    result_room = result_room == 0 ? 1 << 16 : 2 * result_room;
    results = realloc(results, result_room * sizeof *results);
    if (results == NULL) check(-1, "memory");
  }
  results[result_count++] = (struct result){kind, nanoseconds};
}

static void rest(struct connection *connection) {
  connection->sent = 0;
  idle[(idle_first + idle_count++) % count] = connection;
}

static struct sockaddr_in address(int last, int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK - 1 + (uint32_t)last);
  return address;
}

static void open_connection(int events, int from, int port) {
  struct sockaddr_in here = address(from, 0), there = address(1, port);
  struct connection *connection = calloc(1, sizeof *connection);
  if (connection == NULL) check(-1, "memory");
  connection->fd = check(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  check(setsockopt(connection->fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int)), "socket");
  check(bind(connection->fd, (struct sockaddr *)&here, sizeof here), "address");
  check(connect(connection->fd, (struct sockaddr *)&there, sizeof there), "connect");
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
  check(epoll_ctl(events, EPOLL_CTL_ADD, connection->fd, &event), "epoll");
  rest(connection);
}

static void ask(void) {
  struct connection *connection = idle[idle_first];
  size_t length = strlen(request);
  idle_first = (idle_first + 1) % count, idle_count--;
  connection->length = 0, connection->sent = now();
  if (send(connection->fd, request, length, MSG_NOSIGNAL) == (ssize_t)length) waiting++;
  else record("wrong", 0);
}

/* The first byte of what follows the headers; NULL when they have not all come. */
static char *body(struct connection *connection) {
  char *end = strstr(connection->answer, "\r\n\r\n");
  return end == NULL ? NULL : end + 4;
}

/* -1 when there is more to come. */
static int status(struct connection *connection, bool *says_when) {
  char *content = body(connection), *length;
  int code;
  if (content == NULL) return -1;
  content[-2] = 0; /* the headers alone, to search in */
  *says_when = strcasestr(connection->answer, "\r\nretry-after:") != NULL;
  length = strcasestr(connection->answer, "\r\ncontent-length:");
  bool whole = length != NULL && (size_t)(content - connection->answer) + strtoul(length + 17, NULL, 10) <= connection->length;
  content[-2] = '\r';
  if (!whole) return -1;
  return sscanf(connection->answer, "HTTP/1.1 %d", &code) == 1 ? code : 0;
}

static void receive(struct connection *connection) {
  ssize_t got = recv(connection->fd, connection->answer + connection->length, LONGEST_ANSWER - connection->length, 0);
  if (got <= 0) {
    close(connection->fd);
    if (connection->sent != 0) waiting--, record("wrong", now() - connection->sent);
    return;
  }
  bool says_when = false;
  connection->length += (size_t)got;
  connection->answer[connection->length] = 0;
  int code = status(connection, &says_when);
  if (code < 0) return;
  bool good = code == 200 && strstr(body(connection), expected) != NULL;
  record(good ? "good" : code == 503 && says_when ? "refused" : "wrong", now() - connection->sent);
  waiting--;
  rest(connection);
}

/* When the next one is due; LLONG_MAX when there is none. */
static int64_t next_due(int64_t start, int64_t end, int64_t asked, double per_second) {
  int64_t due = per_second == 0 ? now() : start + (int64_t)((double)asked * SECOND / per_second);
  return due < end ? due : INT64_MAX;
}

static void ask_and_receive(int events, int64_t start, int64_t end, double per_second) {
  struct epoll_event ready[EVENTS];
  for (int64_t asked = 0, due;;) {
    while (due = next_due(start, end, asked, per_second), idle_count > 0 && due <= now()) ask(), asked++;
    if (waiting == 0 && (due == INT64_MAX || idle_count == 0)) return;
    if (per_second != 0) nanosleep(&(struct timespec){0, TICK}, NULL);
    bool asks_on = due != INT64_MAX && idle_count > 0;
    int found = epoll_wait(events, ready, EVENTS, asks_on ? 0 : PATIENCE);
    if (found < 0 && errno != EINTR) check(found, "epoll");
    if (found == 0 && !asks_on) check(-1, "answers that do not come");
    for (int i = 0; i < found; i++) receive(ready[i].data.ptr);
  }
}

static void print_results(void) {
  struct rusage usage;
  for (size_t i = 0; i < result_count; i++) printf("%s %lld\n", results[i].kind, (long long)results[i].nanoseconds);
  check(getrusage(RUSAGE_SELF, &usage), "usage");
  printf("processor %lld\n", (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * (long long)SECOND + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000LL);
}

int main(int argc, char **argv) {
  if (argc != 9) return 2;
  int clients = atoi(argv[4]);
  count = atoi(argv[5]), expected = argv[7], request = argv[8];
  idle = calloc((size_t)count, sizeof *idle);
  if (idle == NULL || clients < 1) return 2;
  int events = check(epoll_create1(EPOLL_CLOEXEC), "epoll");
  for (int i = 0; i < count; i++) open_connection(events, atoi(argv[3]) + i % clients, atoi(argv[2]));
  int64_t start = now();
  ask_and_receive(events, start, start + atoll(argv[1]) * 1000000, atof(argv[6]));
  print_results();
  return 0;
}

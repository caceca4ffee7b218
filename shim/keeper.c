/* The shim as a parent: keeps the output, opens the gate, tells how it ended. It allocates nothing and waits for nobody but its child. */
#include "sys.h"
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>

#define CHUNK 32768
#define STALL_MS 2000 /* how long output may wait for an attached client once the container has ended */
enum { CONTROL, REPORTS, OUT, ERR, CHILDREN, DAEMON, ATTACH, POLLED };
static struct keeper *k;
static struct pollfd polled[POLLED];
static int attached, ended, status, started, failed;
static struct report failure;
static struct timespec ended_at;
static uint64_t log_sequence, log_offset;
static int log_open;
static struct { unsigned char head[8], bytes[CHUNK]; } chunk; /* the head is the wire's own, for an attached client */
static size_t pending_from, pending_to;

static int64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return t.tv_sec * 1000000000ll + t.tv_nsec;
}

/* ---- the log */

static int log_write(uint32_t stream, const void *bytes, uint32_t n) {
  struct frame f = {FRAME_MAGIC, stream, now_ns(), n, 0};
  struct iovec v[2] = {{&f, sizeof f}, {(void *)bytes, n}};
  ssize_t written = writev(FD_LOG, v, 2);
  if (written == (ssize_t)(sizeof f + n)) { log_offset += written; return 0; }
  if (written > 0 && ftruncate(FD_LOG, log_offset)) log_open = 0; /* a full disk loses output, never the frames */
  return -1;
}

static void log_start(void) {
  struct { struct frame f; uint64_t sequence; } first;
  struct stat st;
  int fd = openat(FD_LOGDIR, "container.log", O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0640);
  if (fd < 0) { log_open = 0; return; }
  dup3(fd, FD_LOG, O_CLOEXEC), close(fd);
  log_open = 1;
  if (!fstat(FD_LOG, &st)) log_offset = st.st_size;
  if (pread(FD_LOG, &first, sizeof first, 0) == sizeof first && first.f.magic == FRAME_MAGIC) log_sequence = first.sequence;
  else log_sequence++, log_write(0, &log_sequence, 8);
}

static void log_rotate(void) {
  char name[48];
  snprintf(name, sizeof name, "container.log.%llu", (unsigned long long)log_sequence);
  if (k->log_files > 1) renameat(FD_LOGDIR, "container.log", FD_LOGDIR, name);
  else unlinkat(FD_LOGDIR, "container.log", 0);
  if (log_sequence >= (uint64_t)k->log_files) {
    snprintf(name, sizeof name, "container.log.%llu", (unsigned long long)(log_sequence - k->log_files + 1));
    unlinkat(FD_LOGDIR, name, 0);
  }
  log_start();
}

static void keep_output(uint32_t stream, uint32_t n) {
  if (!log_open) return;
  if (k->log_bytes > 0 && log_offset + sizeof(struct frame) + n > (uint64_t)k->log_bytes && log_offset > 2 * sizeof(struct frame)) log_rotate();
  log_write(stream, chunk.bytes, n);
}

/* ---- an attached client */

static void detach(void) {
  if (attached) close(FD_ATTACH);
  attached = 0, pending_from = pending_to = 0;
}

static void flush(void) {
  while (attached && pending_from < pending_to) {
    ssize_t n = write(FD_ATTACH, (char *)&chunk + pending_from, pending_to - pending_from);
    if (n > 0) pending_from += n;
    else if (n < 0 && errno == EAGAIN) return;
    else if (n < 0 && errno != EINTR) detach();
  }
}

static void offer(uint32_t stream, uint32_t n) {
  unsigned char head[8] = {stream, 0, 0, 0, n >> 24, n >> 16, n >> 8, n};
  memcpy(chunk.head, head, 8);
  pending_from = 0, pending_to = 8 + n;
  flush();
}

/* ---- output */

/* 1: there may be more, 0: nothing now, -1: the end */
static int copy(int which) {
  int fd = polled[which].fd;
  if (fd < 0) return -1;
  ssize_t n = read(fd, chunk.bytes, CHUNK);
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  if (n <= 0) { polled[which].fd = -1; return -1; }
  keep_output(which - OUT + 1, n);
  if (attached) offer(which - OUT + 1, n);
  return 1;
}

static int pending(void) { return attached && pending_from < pending_to; }

/* Once the container has ended, a client that takes nothing is let go. */
static void insist(void) {
  while (pending()) {
    struct pollfd p = {FD_ATTACH, POLLOUT, 0};
    if (poll(&p, 1, STALL_MS) <= 0) detach();
    else flush();
  }
}

static void drain(void) {
  for (int which = OUT; which <= ERR; which++)
    do insist(); while (copy(which) > 0);
  insist();
}

/* ---- the daemon's words */

static void release_output(void) {
  for (int which = OUT; which <= ERR; which++) if (polled[which].fd >= 0) close(polled[which].fd), polled[which].fd = -1;
  close(FD_STDIN), close(FD_OUT), close(FD_ERR), close(FD_PTY);
}

static void attach_to(int pid, int theirs) {
  detach();
  int daemon = syscall(SYS_pidfd_open, pid, 0);
  int fd = syscall(SYS_pidfd_getfd, daemon, theirs, 0);
  close(daemon);
  if (fd < 0) return;
  dup3(fd, FD_ATTACH, O_CLOEXEC), close(fd);
  fcntl(FD_ATTACH, F_SETFL, fcntl(FD_ATTACH, F_GETFL) | O_NONBLOCK);
  attached = 1;
  /* where the live output begins in the log */
  memcpy(chunk.bytes, &log_sequence, 8), memcpy(chunk.bytes + 8, &log_offset, 8);
  offer(0, 16);
}

static void obey(void) {
  struct word w;
  if (read(FD_CONTROL_R, &w, sizeof w) != sizeof w) return;
  switch (w.kind) {
    case WORD_START:
      polled[DAEMON].fd = -1;
      if (k->direct) release_output();
      (void)!write(FD_GATE, "g", 1);
      break;
    case WORD_ATTACH: attach_to(w.a, w.b); break;
    case WORD_DETACH: detach(); break;
    case WORD_CLOSE_STDIN: close(FD_STDIN); break;
  }
}

/* An added process at the gate can't be taken back: if the daemon dies before it opens the gate, nobody ever will. */
static void abandon(void) {
  polled[DAEMON].fd = -1;
  syscall(SYS_pidfd_send_signal, FD_CHILD, SIGKILL, NULL, 0);
}

/* ---- the child's reports */

static void take_pty(void) {
  int fd = syscall(SYS_pidfd_getfd, FD_CHILD, FD_PTY, 0);
  if (fd < 0) return;
  dup3(fd, FD_PTY, O_CLOEXEC), dup3(fd, FD_STDIN, O_CLOEXEC), close(fd);
  if (!k->direct) polled[OUT].fd = FD_PTY;
}

static void write_file(const char *name, const char *text) {
  char part[80];
  snprintf(part, sizeof part, "%s.part", name);
  int fd = openat(FD_RUN, part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) return;
  if (write(fd, text, strlen(text)) > 0) renameat(FD_RUN, part, FD_RUN, name);
  close(fd);
}

static void mark_started(void) {
  char name[80], text[32];
  report(FD_STATUS, REPORT_STARTED, 0, 0, 0);
  started = 1;
  snprintf(name, sizeof name, "%s.started", k->exit_name), snprintf(text, sizeof text, "%lld\n", (long long)now_ns());
  write_file(name, text);
}

static void hear(void) {
  static int ready;
  struct report r;
  ssize_t n = read(FD_REPORT, &r, sizeof r);
  if (n < 0 && errno == EINTR) return;
  if (n == sizeof r) {
    if (r.kind == REPORT_READY) { ready = 1; if (k->tty) take_pty(); }
    if (r.kind == REPORT_FAILED) failed = 1, failure = r;
    report(FD_STATUS, r.kind, r.index, r.error, r.detail);
    return;
  }
  polled[REPORTS].fd = -1;
  if (failed) return;
  if (ready) mark_started(); /* the report pipe closes by exec */
  else failed = 1, failure.kind = REPORT_DIED, failure.index = -1, report(FD_STATUS, REPORT_DIED, -1, ECHILD, 0);
}

/* ---- the end */

static void reap(void) {
  struct signalfd_siginfo ignored;
  int s, pid;
  (void)!read(polled[CHILDREN].fd, &ignored, sizeof ignored);
  while ((pid = waitpid(-1, &s, WNOHANG | __WALL)) > 0)
    if (pid == k->child) ended = 1, status = s, clock_gettime(CLOCK_REALTIME, &ended_at);
}

static long oom_kills(void) {
  char text[1024], *found;
  ssize_t n = pread(FD_OOM, text, sizeof text - 1, 0);
  if (n <= 0) return 0;
  text[n] = 0;
  found = strstr(text, "oom_kill ");
  return found ? atol(found + 9) : 0;
}

static _Noreturn void finish(void) {
  char text[128];
  while (polled[REPORTS].fd >= 0) hear();
  if (!k->direct) drain();
  snprintf(text, sizeof text, "%d %d %lld %d %d %d %u\n", status, oom_kills() > 0, ended_at.tv_sec * 1000000000ll + ended_at.tv_nsec,
           failed, failure.index, failure.error, failure.detail);
  write_file(k->exit_name, text);
  _exit(0);
}

_Noreturn void keep(struct keeper *keeper) {
  sigset_t all, child;
  k = keeper;
  sigfillset(&all), sigprocmask(SIG_SETMASK, &all, NULL);
  sigemptyset(&child), sigaddset(&child, SIGCHLD);
  polled[CONTROL] = (struct pollfd){FD_CONTROL_R, POLLIN, 0};
  polled[REPORTS] = (struct pollfd){FD_REPORT, POLLIN, 0};
  polled[OUT] = (struct pollfd){k->direct || k->tty ? -1 : FD_OUT, POLLIN, 0};
  polled[ERR] = (struct pollfd){k->direct || k->tty ? -1 : FD_ERR, POLLIN, 0};
  polled[CHILDREN] = (struct pollfd){signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK), POLLIN, 0};
  polled[DAEMON] = (struct pollfd){k->direct ? FD_STATUS : -1, 0, 0};
  if (k->log_files > 0) log_start();
  for (reap(); !ended;) {
    int waiting = pending();
    struct pollfd p[POLLED];
    memcpy(p, polled, sizeof p);
    if (waiting) p[OUT].fd = p[ERR].fd = -1; /* back-pressure of an attached client */
    p[ATTACH] = (struct pollfd){attached ? FD_ATTACH : -1, waiting ? POLLOUT : 0, 0};
    if (poll(p, POLLED, -1) < 0) continue;
    if (p[REPORTS].revents) hear();
    if (p[CONTROL].revents) obey();
    if (p[DAEMON].revents && polled[DAEMON].fd >= 0) abandon();
    if (p[ATTACH].revents & POLLERR) detach();
    else if (p[ATTACH].revents) flush();
    for (int which = OUT; which <= ERR; which++) if (p[which].revents && !pending() && polled[which].fd >= 0) copy(which);
    if (p[CHILDREN].revents) reap();
  }
  finish();
}

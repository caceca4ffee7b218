/* The shim: stands between clone and exec for a daemon that is a JVM, and outlives it as the container's parent.
 * It has no policy. It reads a plan from descriptor 3, does it, and tells descriptor 4 how far it came. */
#include "sys.h"
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>

int slots[SLOTS_MAX];
char *title;
size_t title_size;
static struct keeper keeper;

void report(int fd, uint32_t kind, int index, int error, uint32_t detail) {
  struct report r = {kind, index, error, detail};
  while (write(fd, &r, sizeof r) < 0 && errno == EINTR) ;
}

/* musl's own wrappers refuse the signals 32 to 34 */
void reset_signals(void) {
  struct { void *handler; unsigned long flags; void *restorer; unsigned long mask; } dfl = {0};
  for (int s = 1; s <= 64; s++) syscall(SYS_rt_sigaction, s, &dfl, NULL, 8);
  uint64_t none = 0;
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, NULL, 8);
}

int slot(int64_t n) {
  if (n < 0 || n >= SLOTS_MAX || slots[n] < 0) { errno = EBADF; return -1; }
  return slots[n];
}

void hold(int64_t n, int fd) {
  if (n >= 0 && n < SLOTS_MAX) { if (slots[n] >= 0) close(slots[n]); slots[n] = fd; }
}

static int place(int fd, int at) {
  if (fd < 0 || dup3(fd, at, O_CLOEXEC) < 0) return -1;
  return close(fd);
}

static int read_fully(int fd, char *into, size_t n) {
  for (size_t done = 0; done < n;) {
    ssize_t r = read(fd, into + done, n - done);
    if (r < 0 && errno == EINTR) continue;
    if (r <= 0) return -1;
    done += r;
  }
  return 0;
}

static struct plan_view read_plan(void) {
  struct plan head;
  if (read_fully(FD_PLAN, (char *)&head, sizeof head) || head.magic != PLAN_MAGIC || head.bytes > PLAN_BYTES_MAX) _exit(2);
  char *m = mmap(NULL, head.bytes + 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (m == MAP_FAILED || read_fully(FD_PLAN, m, head.bytes)) _exit(2);
  return (struct plan_view){m, head.bytes};
}

static int fetch(int64_t first, const char *bytes, uint32_t n) {
  for (uint32_t i = 0; i < n / 4; i++) {
    int32_t theirs;
    memcpy(&theirs, bytes + 4 * i, 4);
    int fd = syscall(SYS_pidfd_getfd, FD_DAEMON, theirs, 0);
    if (fd < 0 || first + i >= SLOTS_MAX) return -1;
    hold(first + i, fd);
  }
  return 0;
}

/* The container's ends become 0, 1 and 2 of the child; ours are at fixed numbers. */
static int child_ends[3] = {-1, -1, -1};

static int pipes(int bits) {
  int p[2];
  keeper.tty = bits & STDIO_TTY, keeper.direct = bits & STDIO_DIRECT;
  if (bits & (STDIO_TTY | STDIO_NONE)) return 0;
  if (bits & STDIO_STDIN) {
    if (pipe2(p, O_CLOEXEC) || place(p[1], FD_STDIN)) return -1;
    child_ends[0] = p[0];
  }
  for (int i = 0; i < 2; i++) {
    if (pipe2(p, O_CLOEXEC) || fcntl(p[0], F_SETFL, O_NONBLOCK) || place(p[0], FD_OUT + i)) return -1;
    child_ends[1 + i] = p[1];
  }
  return 0;
}

static int shim_step(const struct op *op, const char *bytes) {
  switch (op->code) {
    case OP_FETCH: return fetch(op->a, bytes, op->bytes);
    case OP_ENTER_PID: return setns(slot(op->a), CLONE_NEWPID);
    case OP_RUN_DIR:
      strncpy(keeper.exit_name, bytes, sizeof keeper.exit_name - 1);
      return dup3(slot(op->a), FD_RUN, O_CLOEXEC);
    case OP_LOG:
      keeper.log_bytes = op->b, keeper.log_files = op->c;
      return dup3(slot(op->a), FD_LOGDIR, O_CLOEXEC);
    case OP_OOM: return dup3(slot(op->a), FD_OOM, O_CLOEXEC);
    case OP_STDIO: return pipes(op->a);
    case OP_SUBREAPER: return prctl(PR_SET_CHILD_SUBREAPER, 1);
    case OP_FAIL: errno = op->a; return -1;
    default: errno = ENOSYS; return -1;
  }
}

static _Noreturn void become_keeper(struct plan_view plan, int pid, int pidfd, int reports) {
  close(FD_DAEMON), close(FD_PLAN);
  if (place(pidfd, FD_CHILD) || place(reports, FD_REPORT)) _exit(2);
  syscall(SYS_close_range, FD_FIRST_FREE, ~0u, 0);
  munmap(plan.memory, plan.size + 1);
  report(FD_STATUS, REPORT_CLONED, pid, 0, 0);
  keeper.child = pid;
  keep(&keeper);
}

static int clone_child(struct plan_view plan, size_t offset, int index, uint64_t flags) {
  int gate[2], reports[2], pidfd = -1;
  if (pipe2(gate, O_CLOEXEC) || pipe2(reports, O_CLOEXEC) || place(gate[1], FD_GATE)) return -1;
  uint64_t args[11] = {flags | CLONE_PIDFD_FLAG, (uintptr_t)&pidfd, 0, 0, SIGCHLD};
  long pid = syscall(SYS_clone3, args, sizeof args);
  if (pid < 0) return -1;
  if (pid > 0) become_keeper(plan, pid, pidfd, reports[0]);
  if (dup3(reports[1], FD_REPORT, O_CLOEXEC) < 0) _exit(2);
  close(reports[1]), close(reports[0]);
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int fd = FD_PLAN; fd < FD_REPORT; fd++) if (dup3(null, fd, O_CLOEXEC) < 0) _exit(2);
  for (int i = 0; i < 3; i++) if (child_ends[i] >= 0 && dup2(child_ends[i], i) < 0) _exit(2);
  child(plan, offset, index, gate[0]);
}

static void prepare(char **argv) {
  syscall(SYS_close_range, 3, ~0u, CLOSE_RANGE_CLOEXEC_FLAG);
  syscall(SYS_close_range, FD_STATUS + 1, ~0u, 0);
  prctl(PR_SET_DUMPABLE, 0), prctl(PR_SET_NAME, "conex-shim");
  reset_signals();
  signal(SIGPIPE, SIG_IGN);
  setsid(), umask(0);
  if (chdir("/")) _exit(2);
  title = argv[0];
  char **last = argv;
  while (last[1]) last++;
  title_size = *last + strlen(*last) - title;
  for (int i = 0; i < SLOTS_MAX; i++) slots[i] = -1;
  /* the fixed numbers are taken before anything else can get them */
  int null = open("/dev/null", O_RDWR | O_CLOEXEC), p[2];
  if (null < 0) _exit(2);
  for (int fd = FD_STATUS + 1; fd < FD_FIRST_FREE; fd++) if (fd != null && dup3(null, fd, O_CLOEXEC) < 0) _exit(2);
  if (pipe2(p, O_CLOEXEC) || place(p[0], FD_CONTROL_R) || place(p[1], FD_CONTROL_W)) _exit(2);
  if (place(syscall(SYS_pidfd_open, getppid(), 0), FD_DAEMON)) _exit(2);
}

int main(int argc, char **argv) {
  if (argc < 1) return 2;
  prepare(argv);
  struct plan_view plan = read_plan();
  size_t at = 0;
  for (int index = 0; at + sizeof(struct op) <= plan.size; index++) {
    struct op op;
    memcpy(&op, plan.memory + at, sizeof op);
    char *bytes = plan.memory + at + sizeof op;
    if (op.bytes > plan.size - at - sizeof op) break;
    at += sizeof op + ((op.bytes + 7) & ~7u);
    int failed = op.code == OP_CLONE ? clone_child(plan, at, index + 1, op.a) : shim_step(&op, bytes);
    if (failed < 0) {
      report(FD_STATUS, REPORT_FAILED, index, errno, 0);
      return 1;
    }
  }
  return 2;
}

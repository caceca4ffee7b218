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
static struct shared *shared;

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

static void read_part(void) {
  struct plan head;
  if (read_fully(FD_PLAN, (char *)&head, sizeof head) || head.magic != PLAN_MAGIC || head.bytes > PLAN_BYTES_MAX) _exit(2);
  if (read_fully(FD_PLAN, shared->ops, head.bytes)) _exit(2);
  shared->bytes = head.bytes;
}

int fetch(int64_t first, const char *bytes, uint32_t n) {
  for (uint32_t i = 0; i < n / 4; i++) {
    int32_t theirs;
    if (first + i < SLOTS_MAX && slots[first + i] >= 0) continue;
    memcpy(&theirs, bytes + 4 * i, 4);
    int fd = syscall(SYS_pidfd_getfd, FD_DAEMON, theirs, 0);
    if (fd < 0 || first + i >= SLOTS_MAX) return -1;
    hold(first + i, fd);
  }
  return 0;
}

/* The container's ends become 0, 1 and 2 of the child; ours are at fixed numbers. */
static int make_pipes(int ends[3]) {
  for (int i = 0, p[2]; i < 3; i++) {
    if (pipe2(p, O_CLOEXEC) || (i && fcntl(p[0], F_SETFL, O_NONBLOCK)) || place(p[i == 0], FD_STDIN + i)) return -1;
    ends[i] = p[i != 0];
  }
  return 0;
}

static int stdio(int bits) {
  keeper.tty = bits & STDIO_TTY, keeper.direct = bits & STDIO_DIRECT;
  return bits & STDIO_STDIN ? 0 : dup3(0, FD_STDIN, O_CLOEXEC);
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
    case OP_STDIO: return stdio(op->a);
    case OP_SUBREAPER: return prctl(PR_SET_CHILD_SUBREAPER, 1);
    case OP_FAIL: errno = op->a; return -1;
    default: errno = ENOSYS; return -1;
  }
}

static void steps(void);

static _Noreturn void become_keeper(int pid, int pidfd, int reports) {
  if (place(pidfd, FD_CHILD) || place(reports, FD_REPORT)) _exit(2);
  report(FD_STATUS, REPORT_CLONED, keeper.child = pid, 0, 0);
  read_part();
  steps();
  close(FD_DAEMON), close(FD_PLAN);
  syscall(SYS_close_range, FD_FIRST_FREE, ~0u, 0);
  if (write(FD_GATE, "p", 1) != 1) _exit(2);
  munmap(shared, sizeof *shared + PLAN_BYTES_MAX);
  keep(&keeper);
}

static int clone_child(uint64_t flags) {
  int gate[2], reports[2], ends[3], pidfd = -1;
  if (make_pipes(ends) || pipe2(gate, O_CLOEXEC) || pipe2(reports, O_CLOEXEC) || place(gate[1], FD_GATE)) return -1;
  uint64_t args[11] = {flags | CLONE_PIDFD_FLAG, (uintptr_t)&pidfd, 0, 0, SIGCHLD};
  long pid = syscall(SYS_clone3, args, sizeof args);
  if (pid < 0) return -1;
  if (pid > 0) {
    for (int i = 0; i < 3; i++) close(ends[i]);
    close(gate[0]), close(reports[1]);
    become_keeper(pid, pidfd, reports[0]);
  }
  if (dup3(reports[1], FD_REPORT, O_CLOEXEC) < 0) _exit(2);
  close(reports[1]), close(reports[0]);
  for (int fd = FD_PLAN; fd < FD_REPORT; fd++) if (fd != FD_DAEMON && dup3(0, fd, O_CLOEXEC) < 0) _exit(2);
  for (int i = 0; i < 3; i++) if (dup2(ends[i], i) < 0) _exit(2);
  child(shared, gate[0]);
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

char *next_op(const struct shared *plan, size_t *at, struct op *op) {
  if (*at + sizeof *op > plan->bytes) _exit(2);
  memcpy(op, plan->ops + *at, sizeof *op);
  char *bytes = (char *)plan->ops + *at + sizeof *op;
  if (op->bytes > plan->bytes - *at - sizeof *op) _exit(2);
  *at += sizeof *op + ((op->bytes + 7) & ~7u);
  return bytes;
}

/* Those of the part in hand, up to the child's. */
static void steps(void) {
  struct op op;
  for (size_t at = 0;; shared->index++) {
    char *bytes = next_op(shared, &at, &op);
    if (op.code == OP_CHILD) return;
    int index = shared->index;
    if (op.code == OP_CLONE) shared->index++;
    if ((op.code == OP_CLONE ? clone_child(op.a) : shim_step(&op, bytes)) < 0) {
      report(FD_STATUS, REPORT_FAILED, index, errno, 0);
      _exit(1);
    }
  }
}

int main(int argc, char **argv) {
  if (argc < 1) return 2;
  prepare(argv);
  shared = mmap(NULL, sizeof *shared + PLAN_BYTES_MAX, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (shared == MAP_FAILED) return 2;
  read_part();
  steps();
}

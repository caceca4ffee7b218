/* What the first process of a container does between clone and exec. Every step returns 0, or -1 with errno. */
#include "sys.h"
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

#define DEVPTS_MAGIC 0x1cd1
#define CAPABILITY_V3 0x20080522
#define SECCOMP_FILTER 1
#define KEYCTL_JOIN 1
#define SYSCTL_RESOLVE (RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV)
#define PTY_PEER 0x5441 /* TIOCGPTPEER */
#define EXIT_CANNOT_EXEC 255

static int root = AT_FDCWD;   /* the container's root */
static int host_null = -1;    /* the host's /dev/null: what files are masked with */
static int mask_dir = -1;     /* an empty read-only tmpfs */
static int gate_fd, pty_slave = -1;
static uint32_t detail;

static int fail(int error, uint32_t why) { errno = error, detail = why; return -1; }

/* Gives up a descriptor, whatever became of it, and keeps the result and its errno. */
static int done(int fd, int result) {
  int error = errno;
  if (fd >= 0) close(fd);
  return errno = error, result;
}

static int below_root(const char *path, int flags, mode_t mode) {
  struct open_how how = {flags | O_CLOEXEC, mode, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS};
  return syscall(SYS_openat2, root, path, &how, sizeof how);
}

/* The directory that holds `path`, made if absent; *name is the last component. */
static int parent_of(const char *path, const char **name) {
  char part[4096];
  size_t n = strlen(path);
  if (n >= sizeof part) return fail(ENAMETOOLONG, 0);
  while (n > 1 && path[n - 1] == '/') n--;
  size_t cut = n;
  while (cut > 0 && path[cut - 1] != '/') cut--;
  *name = path + cut;
  memcpy(part, path, cut), part[cut] = 0;
  if (cut == 0 || strspn(part, "/") == cut) return below_root("/", O_PATH | O_DIRECTORY, 0);
  int fd = below_root(part, O_PATH | O_DIRECTORY, 0);
  if (fd >= 0 || errno != ENOENT) return fd;
  const char *last;
  int above = parent_of(part, &last);
  if (above < 0) return -1;
  part[strlen(part) - (part[strlen(part) - 1] == '/')] = 0;
  char *slash = strrchr(part, '/');
  int made = mkdirat(above, slash ? slash + 1 : part, 0755);
  done(above, 0);
  return made && errno != EEXIST ? -1 : below_root(part, O_PATH | O_DIRECTORY, 0);
}

static int make_dir(const char *path, mode_t mode) {
  const char *name;
  int fd = below_root(path, O_PATH | O_DIRECTORY, 0);
  if (fd >= 0) return close(fd);
  int dir = parent_of(path, &name), r = dir < 0 ? -1 : mkdirat(dir, name, mode);
  return done(dir, r);
}

static int make_file(const char *path) {
  const char *name;
  int dir = parent_of(path, &name), r = dir < 0 ? -1 : mknodat(dir, name, S_IFREG | 0755, 0);
  return done(dir, r);
}

static int attach(int mount, int target) {
  return syscall(SYS_move_mount, mount, "", target, "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH);
}

static int set_attributes(int fd, uint64_t set, int recursive) {
  struct mount_attr attr = {.attr_set = set};
  return syscall(SYS_mount_setattr, fd, "", AT_EMPTY_PATH | recursive, &attr, sizeof attr);
}

/* words: type, then options, each ended by a zero byte */
static int make_fs(const char *words, size_t n, unsigned attributes) {
  int fs = syscall(SYS_fsopen, words, 1);
  if (fs < 0) return -1;
  for (size_t at = strlen(words) + 1; at < n; at += strlen(words + at) + 1) {
    char key[64];
    const char *value = strchr(words + at, '=');
    size_t len = value ? (size_t)(value - words - at) : 0;
    if (len >= sizeof key) return fail(EINVAL, 0);
    memcpy(key, words + at, len), key[len] = 0;
    if (syscall(SYS_fsconfig, fs, value ? 1 : 0, value ? key : words + at, value ? value + 1 : NULL, 0)) return -1;
  }
  if (syscall(SYS_fsconfig, fs, 6, NULL, NULL, 0)) return -1;
  return done(fs, syscall(SYS_fsmount, fs, 1, attributes));
}

static int step_mount(const struct op *op, const char *path) {
  struct stat st;
  int target = below_root(path, O_PATH, 0);
  if (target < 0 && errno == ENOENT && op->b) {
    if (fstat(slot(op->a), &st) || (S_ISDIR(st.st_mode) ? make_dir(path, 0755) : make_file(path))) return -1;
    target = below_root(path, O_PATH, 0);
  }
  if (target < 0) return -1;
  int r = attach(slot(op->a), target);
  return done(target, r);
}

static int step_mask(const char *path) {
  static const char tmpfs[] = "tmpfs\0source=tmpfs\0size=4k\0nr_inodes=1";
  struct stat st;
  int target = below_root(path, O_PATH, 0);
  if (target < 0) return errno == ENOENT || errno == ENOTDIR ? 0 : -1;
  if (fstat(target, &st)) return -1;
  int dir = S_ISDIR(st.st_mode);
  if (dir && mask_dir < 0 && (mask_dir = make_fs(tmpfs, sizeof tmpfs, 1)) < 0) return -1;
  int cover = syscall(SYS_open_tree, dir ? mask_dir : host_null, "", AT_EMPTY_PATH | OPEN_TREE_CLONE | O_CLOEXEC);
  int r = cover < 0 ? -1 : attach(cover, target);
  return done(target, done(cover, r));
}

static int step_readonly(const char *path) {
  int target = below_root(path, O_PATH, 0);
  if (target < 0) return errno == ENOENT || errno == ENOTDIR ? 0 : -1;
  int tree = syscall(SYS_open_tree, target, "", AT_EMPTY_PATH | OPEN_TREE_CLONE | AT_RECURSIVE | O_CLOEXEC);
  int r = tree < 0 || set_attributes(tree, 1, AT_RECURSIVE) ? -1 : attach(tree, target);
  return done(target, done(tree, r));
}

static int step_mknod(const struct op *op, const char *path) {
  const char *name;
  int dir = parent_of(path, &name), r = dir < 0 ? -1 : mknodat(dir, name, op->a, op->b);
  if (!r && op->c) r = fchownat(dir, name, op->c >> 32, op->c & 0xffffffff, AT_SYMLINK_NOFOLLOW);
  return done(dir, r);
}

static int step_symlink(const char *target) {
  const char *name;
  int dir = parent_of(target + strlen(target) + 1, &name);
  int r = dir < 0 ? -1 : symlinkat(target, dir, name);
  return done(dir, r);
}

static int write_text(int dir, const char *path, const char *text, uint64_t resolve) {
  struct open_how how = {O_WRONLY | O_CLOEXEC, 0, resolve};
  int fd = syscall(SYS_openat2, dir, path, &how, sizeof how);
  int r = fd < 0 || write(fd, text, strlen(text)) < 0 ? -1 : 0;
  return done(fd, r);
}

/* Over the host's root, which this namespace has a copy of, until it takes its place. */
static int step_root(const struct op *op) {
  int host = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
  root = slot(op->a), host_null = open("/dev/null", O_PATH | O_CLOEXEC);
  int r = host < 0 || root < 0 ? -1 : attach(root, host);
  return done(host, r);
}

static int step_pivot(void) {
  return fchdir(root) || syscall(SYS_pivot_root, ".", ".") || umount2(".", MNT_DETACH) || chdir("/") ? -1 : 0;
}

/* After entering a mount namespace its root is ours. */
static int step_setns(const struct op *op) {
  if (setns(slot(op->a), op->b)) return -1;
  if (!(op->b & CLONE_NEWNS)) return 0;
  root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
  return root < 0 ? -1 : chdir("/");
}

static int step_loopback(void) {
  struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  int r = fd < 0 ? -1 : ioctl(fd, SIOCSIFFLAGS, &request);
  return done(fd, r);
}

static int step_pty(const struct op *op) {
  struct statfs fs;
  int zero = 0, master = below_root("/dev/pts/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK, 0);
  if (master < 0 || fstatfs(master, &fs)) return -1;
  if (fs.f_type != DEVPTS_MAGIC) return fail(ENODEV, 0);
  if (ioctl(master, TIOCSPTLCK, &zero)) return -1;
  pty_slave = ioctl(master, PTY_PEER, O_RDWR | O_NOCTTY);
  if (pty_slave < 0) return -1;
  struct winsize size = {.ws_row = op->a, .ws_col = op->b};
  if (op->a && op->b) ioctl(master, TIOCSWINSZ, &size);
  if (dup3(master, FD_PTY, O_CLOEXEC) < 0 || ioctl(pty_slave, TIOCSCTTY, 0)) return -1;
  for (int i = 0; i < 3; i++) if (dup2(pty_slave, i) < 0) return -1;
  close(master);
  if (op->c != 1) return 0;
  int tree = syscall(SYS_open_tree, pty_slave, "", AT_EMPTY_PATH | OPEN_TREE_CLONE | O_CLOEXEC);
  if (tree < 0) return -1;
  int target = below_root("/dev/console", O_PATH | O_NOFOLLOW, 0);
  if (target < 0 && (make_file("/dev/console") || (target = below_root("/dev/console", O_PATH | O_NOFOLLOW, 0)) < 0)) return -1;
  int r = attach(tree, target);
  return done(target, done(tree, r));
}

static int step_cwd(const struct op *op, const char *path) {
  char where[4096];
  if (op->a && make_dir(path, 0755)) return -1;
  if (chdir(path)) return -1;
  /* a descriptor from outside would show here as "(unreachable)" */
  return syscall(SYS_getcwd, where, sizeof where) < 0 || where[0] != '/' ? fail(EPERM, DETAIL_OUTSIDE) : 0;
}

static int step_bounding(uint64_t keep) {
  for (int cap = 0; cap < 64; cap++)
    if (!(keep >> cap & 1) && prctl(PR_CAPBSET_DROP, cap, 0, 0, 0)) return errno == EINVAL ? 0 : -1;
  return 0;
}

static int step_caps(const struct op *op) {
  struct { uint32_t version; int pid; } head = {CAPABILITY_V3, 0};
  struct { uint32_t effective, permitted, inheritable; } sets[2];
  for (int i = 0; i < 2; i++) {
    sets[i].effective = (uint64_t)op->a >> 32 * i;
    sets[i].permitted = (uint64_t)op->b >> 32 * i;
    sets[i].inheritable = (uint64_t)op->c >> 32 * i;
  }
  if (syscall(SYS_capset, &head, sets)) return -1;
  for (int cap = 0; cap < 64; cap++)
    if ((uint64_t)op->c >> cap & 1 && prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, cap, 0, 0)) return -1;
  return 0;
}

/* /dev/stdout can be opened again by who runs: its pipe or terminal becomes theirs */
static int step_user(const struct op *op, const char *groups) {
  struct stat st;
  for (int fd = 0; fd < 3; fd++)
    if (!fstat(fd, &st) && (S_ISFIFO(st.st_mode) || pty_slave >= 0)) (void)!fchown(fd, op->a, -1);
  if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)) return -1;
  if (syscall(SYS_setgroups, (size_t)op->bytes / 4, groups)) return -1;
  if (syscall(SYS_setresgid, op->b, op->b, op->b) || syscall(SYS_setresuid, op->a, op->a, op->a)) return -1;
  return prctl(PR_SET_DUMPABLE, 0);
}

static int step_seccomp(const struct op *op, const char *program) {
  struct { unsigned short length; const void *filter; } prog = {op->bytes / 8, program};
  return syscall(SYS_seccomp, SECCOMP_FILTER, op->a, &prog);
}

static int wait_gate(void) {
  char go;
  ssize_t n;
  while ((n = read(gate_fd, &go, 1)) < 0 && errno == EINTR) ;
  if (n != 1) _exit(1); /* the shim is gone */
  return 0;
}

static int step_oom_score(long value) {
  char text[16];
  return snprintf(text, sizeof text, "%ld", value) < 0 ? -1 : write_text(AT_FDCWD, "/proc/self/oom_score_adj", text, 0);
}

static int step_init(void) {
  int pid = fork();
  if (pid > 0) init(pid);
  if (pid < 0) return -1;
  reset_signals();
  setpgid(0, 0);
  signal(SIGTTOU, SIG_IGN);
  tcsetpgrp(0, getpid());
  signal(SIGTTOU, SIG_DFL);
  return 0;
}

/* What may be executed, as the C library and Go look it up; the first found in PATH, or the reason why not. */
static const char *find(const char *name, char **env, char *buffer, size_t size) {
  struct stat st;
  if (strchr(name, '/')) {
    if (stat(name, &st)) { fail(errno, DETAIL_STAT); return NULL; }
    if (S_ISDIR(st.st_mode)) { fail(EISDIR, DETAIL_DIRECTORY); return NULL; }
    if (faccessat(AT_FDCWD, name, X_OK, AT_EACCESS) || !(st.st_mode & 0111)) { fail(EACCES, DETAIL_NOT_EXECUTABLE); return NULL; }
    return name;
  }
  const char *path = "";
  for (; *env; env++) if (!strncmp(*env, "PATH=", 5)) path = *env + 5;
  while (*path) {
    size_t n = strcspn(path, ":");
    if (n && (size_t)snprintf(buffer, size, "%.*s/%s", (int)n, path, name) < size && !stat(buffer, &st) && S_ISREG(st.st_mode)
        && st.st_mode & 0111 && !faccessat(AT_FDCWD, buffer, X_OK, AT_EACCESS)) return buffer;
    path += n + (path[n] == ':');
  }
  fail(ENOENT, DETAIL_NOT_IN_PATH);
  return NULL;
}

static int step_exec(const struct op *op, char *strings) {
  char buffer[4096], **argv = calloc(op->a + op->b + 2, sizeof *argv), **env = argv + op->a + 1, *end = strings + op->bytes;
  if (!argv) return -1;
  for (int64_t i = 0; i < op->a + op->b; i++, strings += strlen(strings) + 1) {
    if (strings >= end) return fail(EBADMSG, 0);
    argv[i < op->a ? i : i + 1] = strings;
  }
  const char *file = find(argv[0], env, buffer, sizeof buffer);
  if (!file) return -1;
  umask(022);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (dup3(FD_REPORT, 3, O_CLOEXEC) < 0) return -1;
  syscall(SYS_close_range, 4, ~0u, 0);
  execve(file, argv, env);
  /* as Docker's: the container has started, and says itself why it ends */
  char *why = strerror(errno);
  if (why[0] >= 'A' && why[0] <= 'Z') dprintf(2, "exec %s: %c%s\n", file, why[0] + 32, why + 1);
  _exit(EXIT_CANNOT_EXEC);
}

static int step(const struct op *op, char *bytes) {
  switch (op->code) {
    case OP_FAIL: return fail(op->a, 0);
    case OP_SETNS: return step_setns(op);
    case OP_CGROUP: return write(slot(op->a), "0", 1);
    case OP_UNSHARE: return unshare(op->a);
    case OP_LOOPBACK: return step_loopback();
    case OP_HOSTNAME: return sethostname(bytes, strlen(bytes));
    case OP_DOMAINNAME: return setdomainname(bytes, strlen(bytes));
    case OP_PROPAGATION: return mount(NULL, "/", NULL, op->a, NULL);
    case OP_ROOT: return step_root(op);
    case OP_FSOPEN: { int fd = make_fs(bytes, op->bytes, op->b); hold(op->a, fd); return fd; }
    case OP_MOUNT: return step_mount(op, bytes);
    case OP_SETATTR: return set_attributes(op->a < 0 ? root : slot(op->a), op->b, op->c);
    case OP_MKDIR: return make_dir(bytes, op->a);
    case OP_MKNOD: return step_mknod(op, bytes);
    case OP_SYMLINK: return step_symlink(bytes);
    case OP_MASK: return step_mask(bytes);
    case OP_READONLY: return step_readonly(bytes);
    case OP_SYSCTL: return write_text(slot(op->a), bytes, bytes + strlen(bytes) + 1, SYSCTL_RESOLVE);
    case OP_PIVOT: return step_pivot();
    case OP_PTY: return step_pty(op);
    case OP_KEYRING: syscall(SYS_keyctl, KEYCTL_JOIN, NULL); return 0;
    case OP_RLIMIT: return syscall(SYS_prlimit64, 0, (int)op->a, (uint64_t[]){op->b, op->c}, NULL);
    case OP_OOM_SCORE: return step_oom_score(op->a);
    case OP_CWD: return step_cwd(op, bytes);
    case OP_BOUNDING: return step_bounding(op->a);
    case OP_SECCOMP: return step_seccomp(op, bytes);
    case OP_USER: return step_user(op, bytes);
    case OP_CAPS: return step_caps(op);
    case OP_NO_NEW_PRIVS: return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    case OP_GATE: report(FD_REPORT, REPORT_READY, 0, 0, 0); return wait_gate();
    case OP_INIT: return step_init();
    case OP_EXEC: return step_exec(op, bytes);
    default: return fail(ENOSYS, 0);
  }
}

/* What is not a pipe is /dev/null, which stands at every number of the shim's that is not the child's. */
static int step_stdio(int bits) {
  for (int fd = bits & (STDIO_TTY | STDIO_NONE) ? 2 : bits & STDIO_STDIN ? -1 : 0; fd >= 0; fd--) if (dup2(FD_PLAN, fd) < 0) return -1;
  return 0;
}

/* Before CHILD it does what both must do. The shim has counted up to there. */
_Noreturn void child(const struct shared *plan, int gate) {
  struct op op;
  gate_fd = gate;
  reset_signals();
  setsid();
  wait_gate();
  int index = plan->index, mine = 0;
  for (size_t at = 0;; index += mine) {
    char *bytes = next_op(plan, &at, &op);
    int r = op.code == OP_FETCH ? fetch(op.a, bytes, op.bytes) : op.code == OP_STDIO ? step_stdio(op.a) : mine ? step(&op, bytes) : 0;
    if (op.code == OP_CHILD) mine = 1;
    if (r < 0) {
      report(FD_REPORT, REPORT_FAILED, index, errno, detail);
      _exit(1);
    }
  }
}

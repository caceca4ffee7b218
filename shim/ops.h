/* The words between Conex and its shim. Java mirrors this file (dev.conex.runtime.Op and its neighbours); a test holds both together.
 *
 * A plan comes in two parts, each `struct plan`, then operations one behind the other: `struct op`, its bytes, padding to 8. Everything is
 * little endian. The first part ends with CLONE and may come long before the second, whose operations up to CHILD are the shim's, and the rest
 * the first process's of the container (FETCH and STDIO are done by both). A slot is a number that stands for a descriptor of the daemon. A
 * path is below the container's root, and resolved there (openat2, RESOLVE_IN_ROOT). */
#ifndef CONEX_OPS_H
#define CONEX_OPS_H
#include <stdint.h>

#define PLAN_MAGIC 0x31584e43u /* "CNX1" */
#define PLAN_BYTES_MAX (8u << 20)
#define SLOTS_MAX 256

struct plan { uint32_t magic, bytes; };
struct op { uint32_t code, bytes; int64_t a, b, c; };

enum op_code {
  OP_FAIL = 0,        /* a errno: fails with it; for tests of the way back */
  /* the shim itself */
  OP_FETCH = 1,       /* a first slot; bytes int32[]: descriptors of the daemon */
  OP_ENTER_PID = 2,   /* a slot: process or namespace whose pid namespace the child is born into */
  OP_RUN_DIR = 3,     /* a slot of the directory; bytes: name of the exit file */
  OP_LOG = 4,         /* a slot of the directory, b bytes a file, c files */
  OP_OOM = 5,         /* a slot of a file with a line "oom_kill N" */
  OP_STDIO = 6,       /* a STDIO_ bits */
  OP_SUBREAPER = 7,
  OP_CLONE = 8,       /* a CLONE_ flags */
  /* the child, in its namespaces */
  OP_SETNS = 9,       /* a slot, b CLONE_ flags */
  OP_CGROUP = 10,     /* a slot of a cgroup.procs */
  OP_UNSHARE = 11,    /* a CLONE_ flags */
  OP_LOOPBACK = 12,
  OP_HOSTNAME = 13,   /* bytes */
  OP_DOMAINNAME = 14, /* bytes */
  OP_PROPAGATION = 15,/* a MS_ flags for the whole tree inherited from the host */
  OP_ROOT = 16,       /* a slot of a detached mount */
  OP_FSOPEN = 17,     /* a slot for the mount, b MOUNT_ATTR_ flags; bytes: type, then "key=value" or "flag" each */
  OP_MOUNT = 18,      /* a slot of a mount, b 1: make the target if absent, of the kind of the mount; bytes: path */
  OP_SETATTR = 19,    /* a slot or -1 for the root, b MOUNT_ATTR_ flags to set, c AT_RECURSIVE or 0 */
  OP_MKDIR = 20,      /* a mode; bytes: path; parents are made too */
  OP_MKNOD = 21,      /* a mode with type, b device, c uid << 32 | gid; bytes: path */
  OP_SYMLINK = 22,    /* bytes: target, path */
  OP_MASK = 23,       /* bytes: path; absent is fine */
  OP_READONLY = 24,   /* bytes: path; absent is fine */
  OP_SYSCTL = 25,     /* a slot of a proc mount; bytes: path below sys/, value */
  OP_PIVOT = 26,
  OP_PTY = 27,        /* a rows, b columns, c 1: also as /dev/console */
  OP_KEYRING = 28,
  OP_RLIMIT = 29,     /* a resource, b soft, c hard */
  OP_OOM_SCORE = 30,  /* a value */
  OP_CWD = 31,        /* a 1: make it if absent; bytes: path */
  OP_BOUNDING = 32,   /* a mask of the capabilities to keep */
  OP_SECCOMP = 33,    /* a SECCOMP_FILTER_FLAG_ flags; bytes: struct sock_filter[] */
  OP_USER = 34,       /* a uid, b gid; bytes uint32[]: groups */
  OP_CAPS = 35,       /* a effective, b permitted, c inheritable and ambient */
  OP_NO_NEW_PRIVS = 36,
  OP_GATE = 37,       /* reports READY and waits for START */
  OP_INIT = 38,       /* stays as pid 1 in front of what follows */
  OP_CHILD = 40,      /* the rest is the child's */
  OP_EXEC = 39,       /* a number of arguments, b number of variables; bytes: all of them */
};

enum { STDIO_STDIN = 1, STDIO_TTY = 2, STDIO_DIRECT = 4, STDIO_NONE = 8 }; /* DIRECT: the daemon reads, the shim lets go at START */

/* Where a shim keeps what a daemon may take by pidfd_getfd. */
enum shim_fd {
  FD_PLAN = 3, FD_STATUS = 4, FD_CONTROL_R = 5, FD_CONTROL_W = 6, FD_STDIN = 7, FD_OUT = 8, FD_ERR = 9, FD_PTY = 10, FD_RUN = 11,
  FD_LOGDIR = 12, FD_OOM = 13, FD_LOG = 14, FD_GATE = 15, FD_ATTACH = 16, FD_DAEMON = 17, FD_CHILD = 18, FD_REPORT = 19, FD_FIRST_FREE = 20,
};

/* Control words, 16 bytes each. */
struct word { uint32_t kind; int32_t a, b, c; };
enum word_kind { WORD_START = 1, WORD_ATTACH = 2 /* a pid, b descriptor there: write end of a pipe */, WORD_DETACH = 3, WORD_CLOSE_STDIN = 4 };

/* Reports on the status pipe, 16 bytes each. */
struct report { uint32_t kind; int32_t index, error; uint32_t detail; };
enum report_kind { REPORT_CLONED = 1 /* index: pid */, REPORT_READY = 2, REPORT_STARTED = 3, REPORT_FAILED = 4, REPORT_DIED = 5 /* without a word */ };
enum report_detail { DETAIL_NONE = 0, DETAIL_NOT_IN_PATH = 1, DETAIL_STAT = 2, DETAIL_DIRECTORY = 3, DETAIL_NOT_EXECUTABLE = 4, DETAIL_OUTSIDE = 5 };

/* container.log: frames. Stream 0 is the first of every file and carries its uint64 sequence number. */
#define FRAME_MAGIC 0x46584e43u /* "CNXF" */
struct frame { uint32_t magic; uint32_t stream; int64_t time_ns; uint32_t bytes; uint32_t reserved; };
#endif

/* What musl's headers lack, and what both halves of the shim share. */
#ifndef CONEX_SYS_H
#define CONEX_SYS_H
#define _GNU_SOURCE
#include "ops.h"
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* numbers are the same on every architecture from 424 on */
#ifndef SYS_mount_setattr
#define SYS_mount_setattr 442
#endif
#define OPEN_TREE_CLONE 1
#define MOVE_MOUNT_F_EMPTY_PATH 4
#define MOVE_MOUNT_T_EMPTY_PATH 0x40
#ifndef AT_RECURSIVE
#define AT_RECURSIVE 0x8000
#endif
#define RESOLVE_NO_MAGICLINKS 2
#define RESOLVE_NO_SYMLINKS 4
#define RESOLVE_BENEATH 8
#define RESOLVE_IN_ROOT 16
#define RESOLVE_NO_XDEV 1
#define CLOSE_RANGE_CLOEXEC_FLAG 4
#define CLONE_PIDFD_FLAG 0x1000

struct open_how { uint64_t flags, mode, resolve; };
struct mount_attr { uint64_t attr_set, attr_clr, propagation, userns_fd; };
/* shared by shim and child: the shim reads the second part into it, the gate says when */
struct shared { uint32_t bytes, index; char ops[]; };

extern int slots[SLOTS_MAX];
extern char *title;        /* the argument area, for what `ps` shows */
extern size_t title_size;
void report(int fd, uint32_t kind, int index, int error, uint32_t detail);
void reset_signals(void);
int slot(int64_t number);
char *next_op(const struct shared *plan, size_t *at, struct op *op); /* ends the process when the plan does */
int fetch(int64_t first, const char *bytes, uint32_t n);
void hold(int64_t number, int fd);

/* steps.c: waits for the operations and does them; never returns */
_Noreturn void child(const struct shared *plan, int gate);
/* keeper.c: stays behind as the parent; never returns */
struct keeper { int child, tty, direct; long log_bytes, log_files; char exit_name[64]; };
_Noreturn void keep(struct keeper *k);
/* init.c: pid 1 in front of `pid` */
_Noreturn void init(int pid);
#endif

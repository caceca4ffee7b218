/* The only program of the test containers: its arguments are words, done from left to right. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <sched.h>
#include <unistd.h>

static void on_signal(int s) { dprintf(1, "signal %d\n", s); }

static void cat(const char *path) {
  char buffer[65536];
  int fd = strcmp(path, "-") ? open(path, O_RDONLY) : 0;
  if (fd < 0) { dprintf(2, "%s: %s\n", path, strerror(errno)); return; }
  for (ssize_t n; (n = read(fd, buffer, sizeof buffer)) > 0;) for (ssize_t w = 0; w < n; w += write(1, buffer + w, n - w)) ;
  if (fd) close(fd);
}

static void list(const char *path) {
  DIR *d = opendir(path);
  if (!d) { dprintf(2, "%s: %s\n", path, strerror(errno)); return; }
  for (struct dirent *e; (e = readdir(d));) if (e->d_name[0] != '.' && (strcmp(path, "/proc/self/fd") || atoi(e->d_name) != dirfd(d))) dprintf(1, "%s\n", e->d_name);
  closedir(d);
}

int main(int argc, char **argv) {
  (void)argc;
  for (char **w = argv + 1; *w; w++) {
    if (!strcmp(*w, "out")) dprintf(1, "%s\n", *++w);
    else if (!strcmp(*w, "err")) dprintf(2, "%s\n", *++w);
    else if (!strcmp(*w, "raw")) dprintf(1, "%s", *++w);
    else if (!strcmp(*w, "exit")) return atoi(*++w);
    else if (!strcmp(*w, "sleep")) usleep(1000 * atoi(*++w));
    else if (!strcmp(*w, "cat")) cat(*++w);
    else if (!strcmp(*w, "ls")) list(*++w);
    else if (!strcmp(*w, "kill")) kill(getpid(), atoi(*++w));
    else if (!strcmp(*w, "trap")) { sigset_t one; sigemptyset(&one); sigaddset(&one, atoi(*++w)); sigprocmask(SIG_BLOCK, &one, NULL); signal(atoi(*w), on_signal); } /* comes at the next pause */
    else if (!strcmp(*w, "pause")) { sigset_t none; sigemptyset(&none); sigsuspend(&none); }
    else if (!strcmp(*w, "env")) { char *v = getenv(*++w); dprintf(1, "%s\n", v ? v : "(unset)"); }
    else if (!strcmp(*w, "id")) dprintf(1, "%d:%d\n", getuid(), getgid());
    else if (!strcmp(*w, "cwd")) { char at[4096]; dprintf(1, "%s\n", getcwd(at, sizeof at)); }
    else if (!strcmp(*w, "tty")) { struct winsize s = {0}; ioctl(0, TIOCGWINSZ, &s); dprintf(1, "%s %dx%d\n", isatty(0) ? ttyname(0) : "no tty", s.ws_row, s.ws_col); }
    else if (!strcmp(*w, "hostname")) { char name[65]; gethostname(name, sizeof name); dprintf(1, "%s\n", name); }
    else if (!strcmp(*w, "write")) { int fd = open(*++w, O_WRONLY | O_CREAT | O_TRUNC, 0644); dprintf(1, "%s\n", fd >= 0 && write(fd, "x", 1) == 1 ? "written" : strerror(errno)); close(fd); }
    else if (!strcmp(*w, "open")) { int fd = open(*++w, O_RDWR | O_NOCTTY); dprintf(1, "%s\n", fd >= 0 ? "opened" : strerror(errno)); close(fd); }
    else if (!strcmp(*w, "unshare")) dprintf(1, "%s\n", unshare(CLONE_NEWUSER) ? strerror(errno) : "unshared");
    else if (!strcmp(*w, "eat")) { long n = atol(*++w); char *m = malloc(n); if (m) memset(m, 1, n); dprintf(1, "eaten %d\n", m[n - 1]); }
    else if (!strcmp(*w, "flood")) { long n = atol(*++w); char line[64]; for (long i = 0; i < n; i++) { int len = snprintf(line, sizeof line, "line %ld of a flood\n", i); for (int d = 0; d < len;) { int k = write(1, line + d, len - d); if (k > 0) d += k; } } }
    else if (!strcmp(*w, "forks")) { int n = atoi(*++w), made = 0; for (int i = 0; i < n; i++) { int p = fork(); if (!p) { sleep(100); _exit(0); } made += p > 0; } dprintf(1, "forked %d\n", made); }
    else if (!strcmp(*w, "orphan")) { if (!fork()) { if (!fork()) { usleep(50000); _exit(0); } _exit(0); } wait(NULL); }
    else { dprintf(2, "what is %s?\n", *w); return 99; }
  }
  return 0;
}

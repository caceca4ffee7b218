/* The only program of the test containers: its arguments are words, done from left to right. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static void quit(int s) { _exit(s == SIGTERM ? 43 : 44); }

static void cat(const char *path) {
  char buffer[4096];
  int fd = strcmp(path, "-") ? open(path, O_RDONLY) : 0;
  if (fd < 0) { dprintf(2, "%s: %s\n", path, strerror(errno)); return; }
  for (ssize_t n; (n = read(fd, buffer, sizeof buffer)) > 0;) for (ssize_t w = 0; w < n; w += write(1, buffer + w, n - w)) ;
  if (fd) close(fd);
}

int main(int argc, char **argv) {
  (void)argc;
  for (char **w = argv + 1; *w; w++) {
    if (!strcmp(*w, "out")) dprintf(1, "%s\n", *++w);
    else if (!strcmp(*w, "raw")) dprintf(1, "%s", *++w);
    else if (!strcmp(*w, "err")) dprintf(2, "%s\n", *++w);
    else if (!strcmp(*w, "exit")) return atoi(*++w);
    else if (!strcmp(*w, "sleep")) usleep(1000 * atoi(*++w));
    else if (!strcmp(*w, "cat")) cat(*++w);
    else if (!strcmp(*w, "polite")) signal(SIGTERM, quit);
    else if (!strcmp(*w, "stubborn")) signal(SIGTERM, SIG_IGN);
    else if (!strcmp(*w, "wait")) for (;;) pause();
    else if (!strcmp(*w, "env")) for (char **e = environ; *e; e++) dprintf(1, "%s\n", *e);
    else if (!strcmp(*w, "id")) dprintf(1, "%d:%d\n", getuid(), getgid());
    else if (!strcmp(*w, "cwd")) { char at[4096]; dprintf(1, "%s\n", getcwd(at, sizeof at)); }
    else if (!strcmp(*w, "write")) { int fd = open(*++w, O_WRONLY | O_CREAT | O_TRUNC, 0644); dprintf(1, "%s\n", fd >= 0 && write(fd, "written\n", 8) == 8 ? "written" : strerror(errno)); close(fd); }
    else if (!strcmp(*w, "exists")) dprintf(1, "%s\n", access(*++w, F_OK) ? "no" : "yes");
    else if (!strcmp(*w, "needs")) { if (access(*++w, F_OK)) return 1; }
    else if (!strcmp(*w, "tty")) { struct winsize s = {0}; ioctl(0, TIOCGWINSZ, &s); dprintf(1, "%s %dx%d\n", isatty(0) ? "tty" : "none", s.ws_row, s.ws_col); }
    else if (!strcmp(*w, "eat")) { long n = atol(*++w); char *m = malloc(n); if (m) memset(m, 1, n); dprintf(1, "eaten %d\n", m ? m[n - 1] : 0); }
    else { dprintf(2, "what is %s?\n", *w); return 99; }
  }
  return 0;
}

/* The tiny init of `--init`: pid 1 that passes signals on and reaps. It stays in the shim's sealed code. */
#include "sys.h"
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

_Noreturn void init(int pid) {
  static const int own[] = {SIGFPE, SIGILL, SIGSEGV, SIGBUS, SIGABRT, SIGTRAP, SIGSYS, SIGTTIN, SIGTTOU};
  sigset_t all;
  siginfo_t info;
  sigfillset(&all);
  for (size_t i = 0; i < sizeof own / sizeof *own; i++) sigdelset(&all, own[i]);
  sigprocmask(SIG_SETMASK, &all, NULL);
  prctl(PR_SET_NAME, "docker-init");
  memset(title, 0, title_size);
  strncpy(title, "docker-init", title_size - 1);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  syscall(SYS_close_range, 3, ~0u, 0);
  for (;;) {
    if (sigwaitinfo(&all, &info) < 0) continue;
    if (info.si_signo != SIGCHLD) { kill(pid, info.si_signo); continue; }
    int status, ended;
    while ((ended = waitpid(-1, &status, WNOHANG)) > 0)
      if (ended == pid) _exit(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
  }
}

package dev.conex.linux;

import java.io.IOException;

/// A system call that the kernel refused: which, on what, and why.
///
/// The message reads `openat2 "etc/passwd": ENOENT (No such file or directory)`.
public final class ErrnoException extends IOException {
    private final String call;
    private final String subject;
    private final int errno;

    public ErrnoException(String call, String subject, int errno) {
        super("%s %s: %s (%s)".formatted(call, subject, Errno.name(errno), Errno.text(errno)));
        this.call = call;
        this.subject = subject;
        this.errno = errno;
    }

    /// The system call by its manual-page name.
    public String call() {
        return call;
    }

    /// What it was tried on.
    public String subject() {
        return subject;
    }

    /// The error number, one of [Errno].
    public int errno() {
        return errno;
    }

    /// Whether it failed with this error number.
    public boolean is(int number) {
        return errno == number;
    }
}

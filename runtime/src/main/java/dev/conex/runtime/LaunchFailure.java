package dev.conex.runtime;

import java.io.IOException;

/// A launch that stopped at one of its steps. The message is what Docker's runtime says in that case, such as `exec:
/// "nosuch": executable file not found in $PATH`.
public final class LaunchFailure extends IOException {
    private static final long serialVersionUID = 1;
    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;

    private final String step;
    private final int errno;
    private final int exitCode;

    public LaunchFailure(String step, int errno, int exitCode, String message) {
        super(message);
        this.step = step;
        this.errno = errno;
        this.exitCode = exitCode;
    }

    static LaunchFailure notFound(String step, int errno, String message) {
        return new LaunchFailure(step, errno, NOT_FOUND, message);
    }

    static LaunchFailure notExecutable(String step, int errno, String message) {
        return new LaunchFailure(step, errno, NOT_EXECUTABLE, message);
    }

    /// The step as the plan prints it.
    public String step() {
        return step;
    }

    public int errno() {
        return errno;
    }

    /// What Docker gives as exit code: 127 not found, 126 not executable, 128 for all else.
    public int exitCode() {
        return exitCode;
    }
}

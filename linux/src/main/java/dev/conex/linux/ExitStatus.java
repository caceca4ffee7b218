package dev.conex.linux;

/// How a process ended.
///
/// @param code what it passed to exit(2); 0 when a signal ended it
/// @param signal the signal that ended it, 0 when it ended itself
/// @param coreDumped whether a core was written
public record ExitStatus(int code, int signal, boolean coreDumped) {
    private static final int SIGNALLED = 128;

    /// From the status word of wait(2).
    static ExitStatus ofWaitStatus(int status) {
        return new ExitStatus((status >> 8) & 0xff, status & 0x7f, (status & 0x80) != 0);
    }

    /// One number as shells say it: the code, or 128 + signal.
    public int shellCode() {
        return signal == 0 ? code : SIGNALLED + signal;
    }
}

package dev.conex.runtime;

import java.time.Instant;

/// How a process ended.
///
/// @param code what it returned, or 128 + the signal that ended it
public record Exit(int code, boolean oomKilled, Instant at) {
    private static final int SIGNALLED = 128;

    /// From a status as wait(2) gives it.
    static Exit of(int waitStatus, boolean oomKilled, Instant at) {
        int signal = waitStatus & 0x7f;
        return new Exit(signal == 0 ? (waitStatus >> 8) & 0xff : SIGNALLED + signal, oomKilled, at);
    }
}

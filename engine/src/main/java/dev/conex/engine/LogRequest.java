package dev.conex.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which log lines: streams, time window, the last `tail` (negative: all), and whether to stay.
public record LogRequest(
        boolean stdout,
        boolean stderr,
        boolean follow,
        @Nullable Instant since,
        @Nullable Instant until,
        long tail) {
    /// All of both streams until now.
    public static final LogRequest ALL = new LogRequest(true, true, false, null, null, -1);
    /// All of both streams, and what follows until the end.
    public static final LogRequest FOLLOW = new LogRequest(true, true, true, null, null, -1);
}

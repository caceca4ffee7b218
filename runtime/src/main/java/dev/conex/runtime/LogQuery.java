package dev.conex.runtime;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Which lines of a container's log are wanted.
///
/// @param since the first instant wanted, or null
/// @param until the first instant not wanted any more, or null
/// @param tail how many of the last lines, or -1 for all
/// @param follow asked at the end of the log: while it says true the reader waits for more
public record LogQuery(@Nullable Instant since, @Nullable Instant until, int tail, BooleanSupplier follow) {
    public static final int ALL = -1;

    /// Whether everything written from now on comes too late.
    boolean past(Instant now) {
        return until != null && now.isAfter(until);
    }

    public static LogQuery all() {
        return new LogQuery(null, null, ALL, () -> false);
    }
}

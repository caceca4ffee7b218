package dev.conex.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which events: a window of time (absent ends are now and never), filters `config container daemon event image
/// label network node plugin scope secret service type volume`.
public record EventQuery(@Nullable Instant since, @Nullable Instant until, Filters filters) {
    public static final EventQuery LIVE = new EventQuery(null, null, Filters.NONE);
}

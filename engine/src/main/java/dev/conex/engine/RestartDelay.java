package dev.conex.engine;

import java.time.Duration;

/// How long to wait before the next start by a policy: 100 ms, doubling to a minute; a life of 10 s or more
/// begins anew.
record RestartDelay(Duration next) {
    static final Duration FIRST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofMinutes(1);
    static final Duration GOOD_LIFE = Duration.ofSeconds(10);

    /// Before the first restart.
    static final RestartDelay INITIAL = new RestartDelay(FIRST);

    /// What to wait now, after a life of some length.
    Duration now(Duration life) {
        return life.compareTo(GOOD_LIFE) >= 0 ? FIRST : next;
    }

    /// What comes after [#now].
    RestartDelay after(Duration life) {
        var doubled = now(life).multipliedBy(2);
        return new RestartDelay(doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled);
    }
}

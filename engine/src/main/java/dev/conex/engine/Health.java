package dev.conex.engine;

import java.util.ArrayList;
import java.util.List;

/// What the probes of a running container said. Immutable; each probe makes the next.
record Health(Status status, int failingStreak, List<HealthResult> log) {
    /// Results that are kept.
    static final int LOG_MAX = 5;
    static final Health STARTING = new Health(Status.STARTING, 0, List.of());

    Health {
        log = List.copyOf(log);
    }

    /// Docker's words in lower case.
    enum Status {
        STARTING,
        HEALTHY,
        UNHEALTHY;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// Pure: after one more probe. Failures inside the start period don't count.
    Health after(HealthResult result, int retries, boolean inStartPeriod) {
        var results = new ArrayList<>(log);
        results.add(result);
        while (results.size() > LOG_MAX) {
            results.removeFirst();
        }
        if (result.exitCode() == 0) {
            return new Health(Status.HEALTHY, 0, results);
        }
        if (inStartPeriod && status == Status.STARTING) {
            return new Health(status, failingStreak, results);
        }
        int streak = failingStreak + 1;
        return new Health(streak >= retries ? Status.UNHEALTHY : status, streak, results);
    }

    ContainerInspect.HealthView view() {
        return new ContainerInspect.HealthView(status.word(), failingStreak, log);
    }
}

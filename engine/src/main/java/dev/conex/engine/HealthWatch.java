package dev.conex.engine;

import dev.conex.runtime.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Probes running containers that have a health check: one virtual thread each, which ends with the container's
/// life.
final class HealthWatch {
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration START_INTERVAL = Duration.ofSeconds(5);
    private static final int RETRIES = 3;

    private final ContainerEvents events;
    private final Prober prober;

    HealthWatch(EventSink sink, Prober prober) {
        this.events = new ContainerEvents(sink);
        this.prober = prober;
    }

    /// Runs a command inside; ends it when its time is over.
    @FunctionalInterface
    interface Prober {
        HealthResult probe(ContainerCell cell, List<String> command, Duration timeout) throws InterruptedException;
    }

    /// A check with its defaults filled in.
    record Check(
            List<String> command,
            Duration interval,
            Duration timeout,
            Duration startPeriod,
            Duration startInterval,
            int retries) {
        /// Absent if there is nothing to probe.
        static @Nullable Check of(ContainerConfig config) {
            var wish = config.healthcheck();
            var command = wish == null ? List.<String>of() : command(wish, config);
            if (wish == null || command.isEmpty()) {
                return null;
            }
            return new Check(
                    command,
                    or(wish.intervalNanos(), INTERVAL),
                    or(wish.timeoutNanos(), TIMEOUT),
                    or(wish.startPeriodNanos(), Duration.ZERO),
                    or(wish.startIntervalNanos(), START_INTERVAL),
                    wish.retries() == 0 ? RETRIES : wish.retries());
        }

        private static List<String> command(HealthCheck wish, ContainerConfig config) {
            var test = Given.list(wish.test());
            if (test.isEmpty()) {
                return List.of();
            }
            return switch (test.getFirst()) {
                case "CMD" -> test.subList(1, test.size());
                case "CMD-SHELL" -> {
                    var shell = new ArrayList<>(config.shell() == null ? List.of("/bin/sh", "-c") : config.shell());
                    shell.addAll(test.subList(1, test.size()));
                    yield shell;
                }
                default -> List.of();
            };
        }

        private static Duration or(long nanos, Duration otherwise) {
            return nanos == 0 ? otherwise : Duration.ofNanos(nanos);
        }
    }

    /// A life begins.
    void begun(ContainerCell cell) {
        var check = Check.of(cell.record().config());
        var life = cell.instance();
        if (check == null || life == null) {
            return;
        }
        cell.health(Health.STARTING);
        Thread.ofVirtual().name("health-" + cell.id().shortened()).start(() -> watch(cell, life, check));
    }

    private void watch(ContainerCell cell, Instance life, Check check) {
        long begun = System.nanoTime();
        try {
            while (true) {
                boolean starting =
                        System.nanoTime() - begun < check.startPeriod().toNanos() && isStarting(cell);
                var wait = starting ? check.startInterval() : check.interval();
                if (cell.waiters().until(() -> !cell.isLife(life), System.nanoTime() + wait.toNanos())) {
                    return;
                }
                if (cell.record().state() instanceof ContainerState.Running) {
                    var result = prober.probe(cell, check.command(), check.timeout());
                    boolean inStart =
                            System.nanoTime() - begun < check.startPeriod().toNanos();
                    record(cell, life, result, check, inStart);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isStarting(ContainerCell cell) {
        var health = cell.health();
        return health != null && health.status() == Health.Status.STARTING;
    }

    private void record(ContainerCell cell, Instance life, HealthResult result, Check check, boolean inStart) {
        try (var _ = cell.hold()) {
            var before = cell.health();
            if (!cell.isLife(life) || before == null) {
                return;
            }
            var after = before.after(result, check.retries(), inStart);
            cell.health(after);
            if (after.status() != before.status()) {
                events.say(cell.record(), "health_status: " + after.status().word());
            }
        }
    }
}

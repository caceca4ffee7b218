package dev.conex.daemon;

import dev.conex.engine.ContainerQuery;
import dev.conex.engine.ContainerSummary;
import dev.conex.engine.Engine;
import dev.conex.engine.Refusal;
import dev.conex.engine.StopOptions;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/// What stopping means for containers: with live restore they run on, otherwise they are stopped, all at once.
final class Shutdown {
    private static final System.Logger LOG = System.getLogger(Shutdown.class.getName());

    private Shutdown() {}

    static void stopContainers(Engine engine, Duration atMost) {
        List<ContainerSummary> running;
        try {
            running = engine.containers().list(ContainerQuery.RUNNING);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "list containers to stop: " + e.getMessage());
            return;
        }
        var stopping = running.stream()
                .map(container -> Thread.ofVirtual().start(() -> stop(engine, container)))
                .toList();
        long end = System.nanoTime() + atMost.toNanos();
        try {
            for (var each : stopping) {
                each.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(Engine engine, ContainerSummary container) {
        try {
            engine.lives().stop(container.id().value(), StopOptions.DEFAULTS);
        } catch (Refusal e) {
            LOG.log(Level.DEBUG, "stop container " + container.id() + ": " + e.getMessage());
        }
    }
}

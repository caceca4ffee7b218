package dev.conex.engine;

import dev.conex.engine.ContainerStore.Safety;
import dev.conex.runtime.Exit;
import dev.conex.runtime.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What happens when a container's program ends: the true exit code goes to disk, then everybody is told, then
/// what it held is given back; a policy may start it again.
final class ContainerExits implements AutoCloseable {
    private final Core core;
    private final ContainerEvents events;
    private final ScheduledExecutorService timer;
    private Consumer<ContainerCell> restart = _ -> {};
    private Consumer<ContainerCell> remove = _ -> {};
    private Consumer<ContainerCell> start = _ -> {};
    private Consumer<ContainerCell> started = _ -> {};
    private Consumer<ContainerCell> ended = _ -> {};
    private volatile boolean closed;

    ContainerExits(Core core) {
        this.core = core;
        this.events = new ContainerEvents(core.events());
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("engine-restarts").factory());
    }

    /// Who starts again and who removes; said once, before the first container.
    void wire(Consumer<ContainerCell> starter, Consumer<ContainerCell> restarter, Consumer<ContainerCell> remover) {
        this.start = starter;
        this.restart = restarter;
        this.remove = remover;
    }

    /// Who wants to know of lives (health checks, execs); said once, before the first container.
    void observe(Consumer<ContainerCell> begun, Consumer<ContainerCell> over) {
        this.started = begun;
        this.ended = over;
    }

    /// Waits for the end of a running container, on a thread of its own.
    void watch(ContainerCell cell, Instance instance) {
        started.accept(cell);
        Thread.ofVirtual().name("exit-" + cell.id().shortened()).start(() -> {
            try {
                var exit = instance.await();
                if (!closed) {
                    ended(cell, instance, exit);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                Quietly.warn("end of container %s: %s".formatted(cell.id().shortened(), e));
            }
        });
    }

    /// An end, seen now or found by a restarted engine (then without an instance if nothing is left of it).
    void ended(ContainerCell cell, @Nullable Instance instance, Exit exit) {
        boolean autoRemove;
        try (var _ = cell.hold()) {
            if (!cell.isLife(instance)) {
                return;
            }
            autoRemove = record(cell, instance, exit);
        }
        if (autoRemove) {
            remove.accept(cell);
        }
    }

    private boolean record(ContainerCell cell, @Nullable Instance instance, Exit exit) {
        var before = cell.record();
        var life = lifetime(before, exit);
        boolean again = !cell.restartingByUser()
                && !closed
                && before.host().life().restart().restarts(exit.code(), before.restartCount(), before.stoppedByUser());
        var command = new ContainerCommand.Ended(exit.code(), exit.oomKilled(), exit.at(), again);
        if (!(Transition.of(before.state(), command) instanceof Transition.To to)) {
            return false;
        }
        var released = before.endpoints();
        var next = before.withState(to.state())
                .withEndpoints(released.stream().map(Endpoint::unassigned).toList());
        boolean stored = core.table().publishFact(cell, next, Safety.POWER_CUT);
        ended.accept(cell);
        cell.health(null);
        cell.attached().ended();
        cell.waiters().exited(exit.code());
        tell(next, exit, life);
        giveBack(cell, instance, released, stored);
        events.volumesUnmounted(next);
        // whoever stopped it may count on its ports from here on
        cell.instance(null);
        cell.waiters().changed();
        for (var effect : to.effects()) {
            if (effect == Transition.Effect.SCHEDULE_RESTART) {
                schedule(cell, life);
            }
        }
        return next.autoRemove() && !cell.restartingByUser() && !again;
    }

    private static Duration lifetime(ContainerRecord r, Exit exit) {
        var startedAt = r.state().life().startedAt();
        return startedAt == null ? Duration.ZERO : Duration.between(startedAt, exit.at());
    }

    private void tell(ContainerRecord r, Exit exit, Duration life) {
        if (exit.oomKilled()) {
            events.say(r, "oom");
        }
        Map<String, String> more = new LinkedHashMap<>();
        more.put("execDuration", Long.toString(Math.max(0, life.toSeconds())));
        more.put("exitCode", Integer.toString(exit.code()));
        events.say(r, "die", more);
    }

    /// Ports and names at once; cgroup, links and mounts soon. Of an end that could not be stored the run
    /// directory stays: it has the exit code, and the next engine reads it there.
    private void giveBack(ContainerCell cell, @Nullable Instance instance, List<Endpoint> endpoints, boolean stored) {
        if (endpoints.stream().anyMatch(e -> e.assigned() != null)) {
            Quietly.run(
                    "release network of " + cell.id().shortened(),
                    () -> core.networks().release(cell.id(), endpoints));
        }
        cell.leftover(!stored);
        core.background().add("delete instance " + cell.id().shortened(), () -> {
            if (instance == null) {
                core.runtime().sweep(BundleMaker.cgroup(cell.record()));
                return;
            }
            try (instance) {
                if (stored) {
                    instance.delete();
                }
            }
        });
    }

    private void schedule(ContainerCell cell, Duration life) {
        var wait = cell.delay().now(life);
        cell.delay(cell.delay().after(life));
        scheduleIn(cell, wait);
    }

    /// Starts again after a while; a user's command in between wins.
    void scheduleIn(ContainerCell cell, Duration wait) {
        var _ = timer.schedule(
                () -> {
                    if (!closed) {
                        Thread.ofVirtual()
                                .name("restart-" + cell.id().shortened())
                                .start(() -> restart.accept(cell));
                    }
                },
                wait.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /// Starts a stopped container because its policy says so when an engine opens.
    void startWithEngine(ContainerCell cell) {
        Thread.ofVirtual()
                .name("start-" + cell.id().shortened())
                .start(() -> Quietly.run("start container " + cell.id().shortened(), () -> start.accept(cell)));
    }

    /// Removes a container that was asked to vanish by itself.
    void autoRemove(ContainerCell cell) {
        remove.accept(cell);
    }

    /// The time now, for ends that nobody saw.
    static Exit unseen(int code) {
        return new Exit(code, false, Instant.now());
    }

    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
    }
}

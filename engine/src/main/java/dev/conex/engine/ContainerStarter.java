package dev.conex.engine;

import dev.conex.engine.ContainerStore.Safety;
import dev.conex.runtime.Instance;
import dev.conex.runtime.LaunchFailure;
import java.io.IOException;
import java.time.Instant;

/// Starts containers: intent on disk, launch with an undo stack, completion on disk. A failure leaves the
/// container as it was, with an exit code and an error, and nothing else behind.
final class ContainerStarter {
    private final Core core;
    private final Launcher launcher;
    private final ContainerExits exits;
    private final ContainerEvents events;

    ContainerStarter(Core core, Launcher launcher, ContainerExits exits) {
        this.core = core;
        this.launcher = launcher;
        this.exits = exits;
        this.events = new ContainerEvents(core.events());
    }

    /// By a user.
    void start(ContainerCell cell) {
        try (var _ = cell.hold()) {
            begin(cell, cell.record().withRestarts(0), new ContainerCommand.Start());
            cell.delay(RestartDelay.INITIAL);
        } catch (Refusal.NotModified | Refusal.WrongState e) {
            throw e;
        } catch (Refusal e) {
            afterFailure(cell);
            throw e;
        }
    }

    /// By a policy, after its delay; nothing to do if a user came first.
    void restart(ContainerCell cell) {
        try (var _ = cell.hold()) {
            if (cell.record().state() instanceof ContainerState.Restarting) {
                var next = cell.record().withRestarts(cell.record().restartCount() + 1);
                begin(cell, next, new ContainerCommand.RestartDue());
            }
        } catch (Refusal e) {
            Quietly.warn("restart of container %s: %s".formatted(cell.id().shortened(), e.getMessage()));
            cell.waiters().exited(cell.record().state().life().exitCode());
        }
    }

    private void afterFailure(ContainerCell cell) {
        if (cell.record().autoRemove()) {
            exits.autoRemove(cell);
        }
    }

    private void begin(ContainerCell cell, ContainerRecord r, ContainerCommand command) {
        switch (Transition.of(r.state(), command)) {
            case Transition.NotModified _ -> throw new Refusal.NotModified(r.id());
            case Transition.Refused _ ->
                throw new Refusal.WrongState(
                        command.word(), r.id(), r.name(), r.state().word());
            case Transition.To to -> {
                core.table().publish(cell, r.withState(to.state()).withStoppedByUser(false), Safety.CRASH);
                cell.restartingByUser(false);
                launch(cell);
            }
        }
    }

    private void launch(ContainerCell cell) {
        try (var undo = new Undo()) {
            var instance = launcher.launch(cell, undo);
            // taken before, so that no end is earlier
            var at = Instant.now();
            instance.start();
            completed(cell, instance, at);
            undo.commit();
        } catch (LaunchFailure e) {
            failed(cell, e.exitCode(), Given.text(e.getMessage()));
            throw new Refusal.LaunchRefused(
                    cell.id().value(), LaunchSteps.of(e), e.exitCode(), Given.text(e.getMessage()));
        } catch (IOException e) {
            failed(cell, Refusal.LaunchRefused.UNKNOWN, Given.text(e.getMessage()));
            throw new Refusal.Failed("start container %s".formatted(cell.id().shortened()), e);
        } catch (Refusal.LaunchRefused e) {
            failed(cell, e.exitCode(), e.reason());
            throw e;
        } catch (Refusal.Invalid e) {
            failed(cell, Refusal.LaunchRefused.UNKNOWN, e.why().isEmpty() ? Given.text(e.getMessage()) : e.why());
            throw e;
        } catch (RuntimeException e) {
            failed(cell, Refusal.LaunchRefused.UNKNOWN, Given.text(e.getMessage()));
            throw e;
        }
    }

    private void completed(ContainerCell cell, Instance instance, Instant at) throws IOException {
        var r = cell.record();
        var command = new ContainerCommand.Launched(instance.pid(), at);
        if (!(Transition.of(r.state(), command) instanceof Transition.To to)) {
            throw new IllegalStateException("container %s was %s during its start"
                    .formatted(r.id(), r.state().word()));
        }
        var restarts = !r.host().life().restart().never();
        core.table().publish(cell, r.withState(to.state()), restarts ? Safety.POWER_CUT : Safety.CRASH);
        cell.instance(instance);
        cell.attached().started(instance.streams());
        events.say(r, "start");
        exits.watch(cell, instance);
    }

    private void failed(ContainerCell cell, int exitCode, String why) {
        var r = cell.record();
        if (Transition.of(r.state(), new ContainerCommand.LaunchFailed(exitCode, why)) instanceof Transition.To to) {
            var endpoints = r.endpoints().stream().map(Endpoint::unassigned).toList();
            core.table().publishFact(cell, r.withState(to.state()).withEndpoints(endpoints), Safety.CRASH);
        }
        cell.attached().ended();
    }
}

package dev.conex.engine;

/// The commands on containers, each in its own place.
final class RunningLives implements ContainerLives {
    private final ContainerTable table;
    private final ContainerStarter starter;
    private final ContainerStopper stopper;
    private final ContainerEvents events;

    RunningLives(Core core, ContainerStarter starter, ContainerStopper stopper) {
        this.table = core.table();
        this.starter = starter;
        this.stopper = stopper;
        this.events = new ContainerEvents(core.events());
    }

    @Override
    public void start(String ref) {
        starter.start(table.find(ref));
    }

    @Override
    public void stop(String ref, StopOptions options) {
        stopper.stop(table.find(ref), options);
    }

    @Override
    public void restart(String ref, StopOptions options) {
        var cell = table.find(ref);
        cell.restartingByUser(true);
        try {
            try {
                stopper.stop(cell, options);
            } catch (Refusal.NotModified _) {
                // it doesn't run: only the start is left
            }
            starter.start(cell);
        } finally {
            cell.restartingByUser(false);
        }
        events.say(cell.record(), "restart");
    }

    @Override
    public void kill(String ref, String signal) {
        stopper.kill(table.find(ref), signal);
    }

    @Override
    public void pause(String ref) {
        stopper.pause(table.find(ref));
    }

    @Override
    public void unpause(String ref) {
        stopper.unpause(table.find(ref));
    }

    @Override
    public Waiting wait(String ref, WaitCondition condition) {
        var cell = table.find(ref);
        return cell.waiters()
                .register(
                        condition,
                        cell::idle,
                        () -> cell.record().state().life().exitCode());
    }
}

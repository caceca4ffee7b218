package dev.conex.engine;

import dev.conex.runtime.ContainerLog;
import dev.conex.runtime.Instance;
import dev.conex.runtime.LogQuery;
import java.io.IOException;
import java.util.Map;

/// Output, input, figures and processes of containers.
final class AttachedStreams implements ContainerStreams {
    private final Core core;
    private final ContainerEvents events;

    AttachedStreams(Core core) {
        this.core = core;
        this.events = new ContainerEvents(core.events());
    }

    @Override
    public Attached attach(String ref, AttachRequest request, Output output) {
        var cell = core.table().find(ref);
        var r = cell.record();
        if (r.state() instanceof ContainerState.Paused) {
            throw new Refusal.WrongState(
                    Refusal.Command.ATTACH, r.id(), r.name(), r.state().word());
        }
        var client = new AttachedClient(
                cell.attached(),
                request,
                output,
                r.config().tty(),
                r.config().openStdin() && r.config().stdinOnce());
        try {
            if (request.logs()) {
                replay(cell, request, output);
            }
            if (request.stream()) {
                cell.attached().add(client);
            } else {
                client.processEnded();
            }
        } catch (IOException e) {
            client.close();
            throw new Refusal.Failed(
                    "attach to container %s".formatted(cell.id().shortened()), e);
        }
        events.say(r, "attach");
        return client;
    }

    private void replay(ContainerCell cell, AttachRequest request, Output output) throws IOException {
        try {
            ContainerLog.open(core.stateDir(cell.id())).read(LogQuery.all(), line -> {
                if (line.stream() == Output.STDOUT ? request.stdout() : request.stderr()) {
                    var text = FileLogReading.text(line);
                    output.frame(line.stream(), text, 0, text.length);
                }
            });
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public LogReading logs(String ref, LogRequest request) {
        var cell = core.table().find(ref);
        if (!request.stdout() && !request.stderr()) {
            throw new Refusal.Invalid(Refusal.What.OTHER, "", "you must choose at least one stream");
        }
        if (SpecLog.driver(cell.record().host().life().log(), core.config().containers())
                .equals("none")) {
            throw new Refusal.Invalid(
                    Refusal.What.LOG_DRIVER, "none", "configured logging driver does not support reading");
        }
        return new FileLogReading(cell, core.stateDir(cell.id()), request);
    }

    @Override
    public void resize(String ref, int rows, int columns) {
        var cell = core.table().find(ref);
        var instance = running(cell, Refusal.Command.RESIZE);
        if (rows == 0 && columns == 0) {
            return;
        }
        try {
            instance.streams().resize(rows, columns);
        } catch (IOException e) {
            throw new Refusal.Failed("resize container %s".formatted(cell.id().shortened()), e);
        }
        events.say(
                cell.record(), "resize", Map.of("height", Integer.toString(rows), "width", Integer.toString(columns)));
    }

    @Override
    public ContainerStats stats(String ref) {
        var cell = core.table().find(ref);
        try {
            return new StatsReader(core).read(cell);
        } catch (IOException e) {
            throw new Refusal.Failed(
                    "read figures of container %s".formatted(cell.id().shortened()), e);
        }
    }

    @Override
    public ProcessTable top(String ref, String psArgs) {
        var cell = core.table().find(ref);
        var instance = running(cell, Refusal.Command.TOP);
        try {
            return ProcessList.of(instance.pids(), psArgs);
        } catch (IOException e) {
            throw new Refusal.Failed(
                    "list processes of container %s".formatted(cell.id().shortened()), e);
        }
    }

    private static Instance running(ContainerCell cell, Refusal.Command command) {
        var r = cell.record();
        var instance = cell.instance();
        if (instance == null || !r.state().alive()) {
            throw new Refusal.WrongState(command, r.id(), r.name(), r.state().word());
        }
        return instance;
    }
}

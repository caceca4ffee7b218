package dev.conex.engine;

import dev.conex.runtime.ContainerLog;
import dev.conex.runtime.LogLine;
import dev.conex.runtime.LogQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/// One reading of a container's log file. Follows as long as the container lives and nobody closes it.
final class FileLogReading implements LogReading {
    private final ContainerCell cell;
    private final Path dir;
    private final LogRequest request;
    private final AtomicBoolean closed = new AtomicBoolean();

    FileLogReading(ContainerCell cell, Path dir, LogRequest request) {
        this.cell = cell;
        this.dir = dir;
        this.request = request;
    }

    @Override
    public boolean tty() {
        return cell.record().config().tty();
    }

    @Override
    public void run(Lines lines) throws IOException, InterruptedException {
        int tail = request.tail() < 0 ? LogQuery.ALL : (int) Math.min(request.tail(), Integer.MAX_VALUE);
        var query = new LogQuery(
                request.since(), request.until(), tail, () -> request.follow() && !closed.get() && goesOn());
        ContainerLog.open(dir).read(query, line -> {
            if (closed.get()) {
                throw new IOException("reading of the log was given up");
            }
            if (line.stream() == Output.STDERR ? request.stderr() : request.stdout()) {
                lines.line(line.stream(), line.time(), text(line), line.partial());
            }
        });
    }

    /// With the newline that ended it.
    static byte[] text(LogLine line) {
        if (line.partial()) {
            return line.text();
        }
        var whole = Arrays.copyOf(line.text(), line.text().length + 1);
        whole[whole.length - 1] = '\n';
        return whole;
    }

    private boolean goesOn() {
        return switch (cell.record().state()) {
            case ContainerState.Running _,
                    ContainerState.Paused _,
                    ContainerState.Restarting _,
                    ContainerState.Starting _ -> true;
            case ContainerState.Created _, ContainerState.Exited _, ContainerState.Removing _, ContainerState.Dead _ ->
                false;
        };
    }

    @Override
    public void close() {
        closed.set(true);
    }
}

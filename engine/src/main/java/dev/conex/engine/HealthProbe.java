package dev.conex.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// One probe by an exec, through the same door as a user's.
final class HealthProbe implements HealthWatch.Prober {
    static final int OUTPUT_BYTES_MAX = 4096;
    private static final int FAILED = -1;

    private final ExecTable execs;

    HealthProbe(ExecTable execs) {
        this.execs = execs;
    }

    @Override
    public HealthResult probe(ContainerCell cell, List<String> command, Duration timeout) throws InterruptedException {
        var start = Instant.now();
        var output = new Limited();
        try {
            var id = execs.create(cell.id().value(), ExecSpec.of(command.toArray(String[]::new)));
            var attached = execs.start(id, ExecStart.PLAIN, output);
            var timedOut = new AtomicBoolean();
            var guard = Thread.ofVirtual().start(() -> expire(id, timeout, timedOut));
            attached.await();
            guard.interrupt();
            var code = execs.inspect(id).exitCode();
            return timedOut.get()
                    ? result(start, FAILED, "Health check exceeded timeout (%s)".formatted(text(timeout)))
                    : result(start, code == null ? FAILED : code, output.text());
        } catch (Refusal.LaunchRefused e) {
            return result(start, FAILED, e.reason());
        } catch (Refusal e) {
            return result(start, FAILED, Given.text(e.getMessage()));
        }
    }

    private void expire(String id, Duration timeout, AtomicBoolean timedOut) {
        try {
            Thread.sleep(timeout);
            timedOut.set(true);
            execs.kill(id);
        } catch (InterruptedException _) {
            // it ended in time
        } catch (IOException e) {
            Quietly.warn("kill probe %s: %s".formatted(id, e.getMessage()));
        }
    }

    private static HealthResult result(Instant start, int code, String output) {
        return new HealthResult(start, Instant.now(), code, output);
    }

    private static String text(Duration d) {
        return d.toMillis() % 1000 == 0 ? d.toSeconds() + "s" : d.toMillis() + "ms";
    }

    private static final class Limited implements Output {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public synchronized void frame(int stream, byte[] from, int offset, int length) {
            bytes.write(from, offset, Math.min(length, OUTPUT_BYTES_MAX - Math.min(OUTPUT_BYTES_MAX, bytes.size())));
        }

        synchronized String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}

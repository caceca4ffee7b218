package dev.conex.api;

import dev.conex.http.Answer;
import dev.conex.http.Headers;
import dev.conex.http.Payload;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What containers do. Those that change a state say false when there was nothing to change.
public final class LifeCalls {
    private static final int WAIT_BYTES_MAX = 64 * 1024;

    private final Connection connection;

    LifeCalls(Connection connection) {
        this.connection = connection;
    }

    public boolean start(String ref, @Nullable String detachKeys) throws IOException {
        return connection.act("POST", Target.of("/containers/{}/start", ref).with("detachKeys", detachKeys), null);
    }

    public boolean stop(String ref, @Nullable String signal, @Nullable Integer seconds) throws IOException {
        var target =
                Target.of("/containers/{}/stop", ref).with("signal", signal).with("t", seconds);
        return connection.act("POST", target, null);
    }

    public boolean restart(String ref, @Nullable String signal, @Nullable Integer seconds) throws IOException {
        var target =
                Target.of("/containers/{}/restart", ref).with("signal", signal).with("t", seconds);
        return connection.act("POST", target, null);
    }

    public void kill(String ref, @Nullable String signal) throws IOException {
        connection.act("POST", Target.of("/containers/{}/kill", ref).with("signal", signal), null);
    }

    public void pause(String ref) throws IOException {
        connection.act("POST", Target.of("/containers/{}/pause", ref), null);
    }

    public void unpause(String ref) throws IOException {
        connection.act("POST", Target.of("/containers/{}/unpause", ref), null);
    }

    /// Begins to wait: when this returns, the daemon has registered the waiter. `condition`: `not-running`,
    /// `next-exit`,
    /// `removed`, absent is the first.
    public Wait wait(String ref, @Nullable String condition) throws IOException {
        var target = Target.of("/containers/{}/wait", ref).with("condition", condition);
        return new Wait(connection.send("POST", target, Headers.NONE, Payload.none()));
    }

    /// A registered waiter.
    public static final class Wait implements AutoCloseable {
        private final Answer answer;

        Wait(Answer answer) {
            this.answer = answer;
        }

        /// Blocks until the condition holds.
        public WaitJson await() throws IOException {
            return Wire.read(WaitJson.class, answer.bytes(WAIT_BYTES_MAX));
        }

        @Override
        public void close() throws IOException {
            answer.close();
        }
    }
}

package dev.conex.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.conex.api.ExecStartSettings;
import dev.conex.api.StreamCalls;
import dev.conex.engine.AttachRequest;
import dev.conex.engine.Attached;
import dev.conex.engine.ContainerId;
import dev.conex.engine.ContainerLives;
import dev.conex.engine.ContainerStreams;
import dev.conex.engine.Event;
import dev.conex.engine.EventQuery;
import dev.conex.engine.Events;
import dev.conex.engine.ExecInspect;
import dev.conex.engine.ExecSpec;
import dev.conex.engine.ExecStart;
import dev.conex.engine.Execs;
import dev.conex.engine.LogReading;
import dev.conex.engine.LogRequest;
import dev.conex.engine.Output;
import dev.conex.engine.Refusal;
import dev.conex.engine.WaitCondition;
import dev.conex.engine.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
@SuppressWarnings({"unused", "UnusedMethod", "UnusedVariable", "DoNotCallSuggester"})
class StreamsTest {
    @TempDir
    private Path dir;

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// A process that echoes its input to both streams, and ends when that ends.
    static final class Echo implements Attached {
        private final Output output;
        private final boolean tty;
        private final CountDownLatch over = new CountDownLatch(1);

        Echo(Output output, boolean tty) {
            this.output = output;
            this.tty = tty;
        }

        @Override
        public boolean tty() {
            return tty;
        }

        @Override
        public OutputStream stdin() {
            return new OutputStream() {
                @Override
                public void write(int b) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws java.io.IOException {
                    output.frame(Output.STDOUT, bytes, offset, length);
                    output.frame(Output.STDERR, utf8("err"), 0, 3);
                }

                @Override
                public void close() {
                    over.countDown();
                }
            };
        }

        @Override
        public End await() throws InterruptedException {
            over.await();
            return End.PROCESS_ENDED;
        }

        @Override
        public void close() {
            over.countDown();
        }
    }

    static final class Doors {
        final CountDownLatch waits = new CountDownLatch(1);
        final LinkedBlockingQueue<Event> happened = new LinkedBlockingQueue<>();
        final CountDownLatch subscriptionClosed = new CountDownLatch(1);
        boolean tty;

        ContainerStreams streams() {
            return FakeDoor.of(ContainerStreams.class, this);
        }

        Execs execs() {
            return FakeDoor.of(Execs.class, new ExecDoor());
        }

        ContainerLives lives() {
            return FakeDoor.of(ContainerLives.class, this);
        }

        Events events() {
            return FakeDoor.of(Events.class, this);
        }

        Attached attach(String ref, AttachRequest request, Output output) {
            if (ref.equals("gone")) {
                throw new Refusal.NotFound(Refusal.Noun.CONTAINER, ref);
            }
            return new Echo(output, tty);
        }

        LogReading logs(String ref, LogRequest request) {
            return new LogReading() {
                @Override
                public boolean tty() {
                    return tty;
                }

                @Override
                public void run(Lines lines) throws java.io.IOException {
                    lines.line(1, Instant.ofEpochSecond(5, 7), utf8("out\n"), false);
                    lines.line(2, Instant.EPOCH, utf8("err\n"), false);
                }

                @Override
                public void close() {}
            };
        }

        Waiting wait(String ref, WaitCondition condition) {
            return new Waiting() {
                @Override
                public WaitResult await() throws InterruptedException {
                    waits.await();
                    return new WaitResult(7, null);
                }

                @Override
                public void close() {
                    waits.countDown();
                }
            };
        }

        Events.Subscription subscribe(EventQuery query) {
            return new Events.Subscription() {
                @Override
                public Optional<Event> next() throws InterruptedException {
                    while (subscriptionClosed.getCount() > 0) {
                        var next = happened.poll(20, TimeUnit.MILLISECONDS);
                        if (next != null) {
                            return Optional.of(next);
                        }
                    }
                    return Optional.empty();
                }

                @Override
                public void close() {
                    subscriptionClosed.countDown();
                }
            };
        }
    }

    static final class ExecDoor {
        ExecInspect inspect(String id) {
            return new ExecInspect(id, new ContainerId("a".repeat(64)), false, null, 0, ExecSpec.of("nosuch"), false);
        }

        Attached start(String id, ExecStart start, Output output) {
            throw new Refusal.LaunchRefused(
                    id,
                    Refusal.LaunchRefused.Step.PROGRAM,
                    127,
                    "exec: \"nosuch\": executable file not found in $PATH");
        }
    }

    @Test
    void attachCarriesBothStreamsInFrames() throws Exception {
        try (var served = new Served(dir, new Doors());
                var client = served.client();
                var stream =
                        client.streams().attach("x", new StreamCalls.Attach(true, true, true, true, false, null))) {
            assertThat(stream.multiplexed()).isTrue();
            stream.stdin().write(utf8("hello"));
            Thread.sleep(50);
            stream.closeStdin();
            var out = new ByteArrayOutputStream();
            var err = new ByteArrayOutputStream();
            stream.copyTo(out, err);
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("hello");
            assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("err");
        }
    }

    @Test
    void attachToATerminalIsRaw() throws Exception {
        var doors = new Doors();
        doors.tty = true;
        try (var served = new Served(dir, doors);
                var client = served.client();
                var stream =
                        client.streams().attach("x", new StreamCalls.Attach(true, true, true, true, false, null))) {
            assertThat(stream.multiplexed()).isFalse();
            stream.stdin().write(utf8("hello"));
            Thread.sleep(50);
            stream.closeStdin();
            var out = new ByteArrayOutputStream();
            stream.copyTo(out, null);
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("helloerr");
        }
    }

    @Test
    void attachWithoutUpgradeIs200AndRunsUntilClose() throws Exception {
        try (var served = new Served(dir, new Doors())) {
            var answer = served.exchange(
                    "POST /containers/x/attach?stdin=1&stdout=1&stream=1 HTTP/1.1\r\nHost: d\r\n\r\nhi");
            assertThat(answer)
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Type: application/vnd.docker.multiplexed-stream")
                    .doesNotContain("Content-Length", "Transfer-Encoding")
                    .contains("\u0001\0\0\0\0\0\0\u0002hi");
        }
    }

    @Test
    void upgradeHasDockersReasonAndOldClientsAreToldRaw() throws Exception {
        try (var served = new Served(dir, new Doors())) {
            var answer = served.exchange(
                    "POST /v1.41/containers/x/attach?stdin=1 HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
            assertThat(answer)
                    .startsWith("HTTP/1.1 101 UPGRADED\r\n")
                    .contains("Content-Type: application/vnd.docker.raw-stream", "Upgrade: tcp");
            assertThat(served.post("/containers/gone/attach", "text/plain", "")).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void execOfAMissingProgramSaysSoInTheStream() throws Exception {
        try (var served = new Served(dir, new Doors());
                var client = served.client();
                var stream = client.execs().start("e", new ExecStartSettings(false, false, null))) {
            var out = new ByteArrayOutputStream();
            stream.copyTo(out, null);
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .isEqualTo(
                            "OCI runtime exec failed: exec failed: unable to start container process: exec: \"nosuch\":"
                                    + " executable file not found in $PATH\r\n");
        }
    }

    @Test
    void waitAnswersItsHeadBeforeTheEnd() throws Exception {
        var doors = new Doors();
        try (var served = new Served(dir, doors);
                var client = served.client();
                var wait = client.lives().wait("x", "next-exit")) {
            doors.waits.countDown();
            assertThat(wait.await().statusCode()).isEqualTo(7);
        }
    }

    @Test
    void logsHaveTimesWhenAsked() throws Exception {
        try (var served = new Served(dir, new Doors());
                var client = served.client()) {
            var wish = new StreamCalls.Logs(true, true, false, true, false, null, null, null);
            var out = new ByteArrayOutputStream();
            var err = new ByteArrayOutputStream();
            try (var logs = client.streams().logs("x", wish)) {
                logs.copyTo(out, err);
            }
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("1970-01-01T00:00:05.000000007Z out\n");
            assertThat(err.toString(StandardCharsets.UTF_8)).endsWith("Z err\n");
            assertThat(served.get("/containers/x/logs"))
                    .contains("HTTP/1.1 400", "Bad parameters: you must choose at least one stream");
        }
    }

    @Test
    void eventsFlowAtOnceAndEndWithTheClient() throws Exception {
        var doors = new Doors();
        try (var served = new Served(dir, doors);
                var client = served.client()) {
            try (var events = client.system().events(null, null, dev.conex.api.FilterMap.NONE)) {
                doors.happened.add(new Event(
                        1,
                        Event.Type.CONTAINER,
                        "start",
                        "c".repeat(64),
                        Map.of("image", "busybox", "name", "web"),
                        Instant.ofEpochSecond(1700000000, 5)));
                var event = events.next().orElseThrow();
                assertThat(event.status()).isEqualTo("start");
                assertThat(event.from()).isEqualTo("busybox");
                assertThat(event.timeNano()).isEqualTo(1700000000000000005L);
            }
            assertThat(doors.subscriptionClosed.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }
}

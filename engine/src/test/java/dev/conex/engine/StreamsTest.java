package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StreamsTest {
    private static EngineLab lab;

    @BeforeAll
    static void open() throws Exception {
        lab = new EngineLab();
    }

    @AfterAll
    static void close() throws Exception {
        lab.close();
    }

    private static final class Collected implements Output {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public synchronized void frame(int stream, byte[] from, int offset, int length) {
            bytes.write(from, offset, length);
        }

        synchronized String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void attachedBeforeTheStartMissesNothing() throws Exception {
        var id = lab.create(EngineLab.tiny("raw", "no newline"));
        var output = new Collected();
        try (var attached = lab.engine.streams().attach(id, AttachRequest.OUTPUT, output)) {
            lab.engine.lives().start(id);
            assertThat(attached.await()).isEqualTo(Attached.End.PROCESS_ENDED);
        }
        assertThat(output.text()).isEqualTo("no newline");
        assertThat(lab.inspect(id).state().running()).isFalse();
    }

    @Test
    void inputFlowsAndItsEndEndsTheProgram() throws Exception {
        var spec = EngineLab.tiny("cat", "-", "out", "end");
        var id = lab.create(spec.withConfig(spec.config().withInput(false, true, true)));
        var output = new Collected();
        var request = new AttachRequest(false, true, true, true, true, null);
        try (var attached = lab.engine.streams().attach(id, request, output)) {
            lab.engine.lives().start(id);
            attached.stdin().write("hello\n".getBytes(StandardCharsets.UTF_8));
            attached.stdin().close();
            attached.await();
        }
        assertThat(output.text()).isEqualTo("hello\nend\n");
    }

    @Test
    void detachKeysLeaveAProgramAlone() throws Exception {
        var spec = EngineLab.tiny("out", "ready", "wait");
        var id = lab.create(spec.withConfig(spec.config().withInput(true, true, false)));
        var request = new AttachRequest(false, true, true, true, true, null);
        try (var attached = lab.engine.streams().attach(id, request, new Collected())) {
            lab.engine.lives().start(id);
            lab.awaitLog(id, "ready");
            assertThatThrownBy(() -> attached.stdin().write(new byte[] {16, 17}))
                    .isInstanceOf(IOException.class);
            assertThat(attached.await()).isEqualTo(Attached.End.DETACHED);
        }
        assertThat(lab.inspect(id).state().running()).isTrue();
        lab.engine.containers().remove(id, RemoveOptions.ALL);
    }

    @Test
    void followingALogEndsWithTheContainer() throws Exception {
        var id = lab.started(EngineLab.tiny("out", "one", "sleep", "200", "out", "two", "exit", "0"));
        var text = new StringBuilder();
        try (var reading = lab.engine.streams().logs(id, LogRequest.FOLLOW)) {
            reading.run((_, _, bytes, _) -> text.append(new String(bytes, StandardCharsets.UTF_8)));
        }
        assertThat(text.toString()).isEqualTo("one\ntwo\n");
    }

    @Test
    void execsGiveTheirCodeBeforeTheirEndIsTold() throws Exception {
        var id = lab.started(EngineLab.tiny("wait"));
        for (int i = 0; i < 5; i++) {
            var exec = lab.engine.execs().create(id, ExecSpec.of("tiny", "out", "from exec", "exit", "9"));
            var output = new Collected();
            try (var attached = lab.engine.execs().start(exec, ExecStart.PLAIN, output)) {
                attached.await();
                assertThat(lab.engine.execs().inspect(exec).exitCode()).isEqualTo(9);
            }
            assertThat(output.text()).isEqualTo("from exec\n");
        }
        lab.engine.containers().remove(id, RemoveOptions.ALL);
    }

    @Test
    void anExecOfAMissingProgramGives127AndStaysKnown() {
        var id = lab.started(EngineLab.tiny("wait"));
        var exec = lab.engine.execs().create(id, ExecSpec.of("nosuch"));
        assertThatThrownBy(() -> lab.engine.execs().start(exec, ExecStart.PLAIN, new Collected()))
                .isInstanceOfSatisfying(
                        Refusal.LaunchRefused.class,
                        e -> assertThat(e.exitCode()).isEqualTo(127));
        assertThat(lab.engine.execs().inspect(exec).exitCode()).isEqualTo(127);
        lab.engine.containers().remove(id, RemoveOptions.ALL);
    }

    @Test
    void aManyTimesFailingExecLeaksNothing() throws Exception {
        var id = lab.started(EngineLab.tiny("wait"));
        var before = lab.census().descriptors();
        for (int i = 0; i < 30; i++) {
            var exec = lab.engine.execs().create(id, ExecSpec.of("nosuch"));
            assertThatThrownBy(() -> lab.engine.execs().start(exec, ExecStart.PLAIN, new Collected()))
                    .isInstanceOf(Refusal.LaunchRefused.class);
        }
        assertThat(lab.census().descriptors()).isEqualTo(before);
        assertThat(lab.inspect(id).execIds()).isEmpty();
        lab.engine.containers().remove(id, RemoveOptions.ALL);
    }

    @Test
    void execsNeedARunningContainer() {
        var id = lab.create(EngineLab.tiny("wait"));
        assertThatThrownBy(() -> lab.engine.execs().create(id, ExecSpec.of("tiny")))
                .isInstanceOf(Refusal.WrongState.class);
    }

    @Test
    void processesAndFiguresAreRead() throws Exception {
        var id = lab.started(EngineLab.tiny("out", "ready", "wait"));
        lab.awaitLog(id, "ready");
        var table = lab.engine.streams().top(id, "");
        assertThat(table.titles()).containsExactly("UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD");
        assertThat(table.rows()).hasSize(1);
        assertThat(table.rows().getFirst().getLast()).isEqualTo("tiny out ready wait");
        var stats = lab.engine.streams().stats(id);
        assertThat(stats.running()).isTrue();
        assertThat(stats.pids().current()).isEqualTo(1);
        assertThat(stats.cpu().systemNanos()).isPositive();
        lab.engine.containers().remove(id, RemoveOptions.ALL);
    }

    @Test
    void healthIsProbedAndSaid() throws Exception {
        var spec = EngineLab.tiny("sleep", "300", "write", "/ok", "wait");
        var probe = new HealthCheck(
                List.of("CMD", "tiny", "needs", "/ok"),
                Duration.ofMillis(50).toNanos(),
                0,
                Duration.ofSeconds(5).toNanos(),
                Duration.ofMillis(50).toNanos(),
                2);
        var id = lab.started(spec.withConfig(spec.config().withHealthcheck(probe)));
        assertThat(lab.inspect(id).state().health()).isNotNull();
        await(id, "healthy");
        lab.engine.containers().remove(id, RemoveOptions.ALL);
        var sick = new HealthCheck(
                List.of("CMD", "tiny", "exit", "3"), Duration.ofMillis(30).toNanos(), 0, 0, 0, 2);
        var other = lab.started(spec.withConfig(spec.config().withHealthcheck(sick)));
        await(other, "unhealthy");
        var health = Objects.requireNonNull(lab.inspect(other).state().health());
        assertThat(health.log().getLast().exitCode()).isEqualTo(3);
        lab.engine.containers().remove(other, RemoveOptions.ALL);
    }

    private static void await(String id, String status) throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            var health = lab.inspect(id).state().health();
            if (health != null && health.status().equals(status)) {
                return;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("never " + status + ": " + lab.inspect(id).state());
    }
}

package dev.conex.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a restarted daemon gets back.
@org.junit.jupiter.api.Timeout(20)
class AdoptTest {
    private static Lab lab;

    @BeforeAll
    static void open() throws IOException {
        lab = new Lab();
    }

    @AfterAll
    static void close() throws IOException {
        lab.close();
    }

    @Test
    void aContainerAtItsGateIsStartedByTheNextDaemon() throws Exception {
        ShimRecord record;
        try (Instance first = lab.create(Lab.tiny("out", "started", "cat", "-", "exit", "6"), Bundles.withStdin())) {
            record = first.record();
        }
        try (Runtime next = lab.open();
                Instance second = next.adopt(ShimRecord.parse(record.text())).orElseThrow()) {
            assertThat(second.startedAt()).isEmpty();
            AtomicInteger seen = new AtomicInteger();
            try (var attachment = second.streams().attach((stream, bytes, offset, length) -> seen.addAndGet(length))) {
                second.start();
                assertThat(second.startedAt()).isPresent();
                second.streams().stdin().write("more\n".getBytes(StandardCharsets.UTF_8));
                second.streams().closeStdin();
                assertThat(second.await().code()).isEqualTo(6);
                attachment.await();
            }
            assertThat(Lab.text(second.log(), 1)).isEqualTo("started\nmore\n");
            assertThat(seen.get()).isEqualTo("started\nmore\n".length());
            second.delete();
        }
    }

    @Test
    void anAddedProcessWhoseDaemonDiesBeforeItsGateOpensEnds() throws Exception {
        ShimRuntime runtime = (ShimRuntime) lab.runtime;
        try (Instance instance = lab.create("sleep", "30000")) {
            instance.start();
            ShimRecord record = instance.record();
            ExecSpec spec = new ExecSpec("gate", Lab.tiny("sleep", "30000"), false, true);
            LaunchPlan plan = ExecPlanner.plan(spec, record.pid(), record.runDir(), runtime.kernel());
            SeccompFilters filters = new SeccompFilters(lab.directory.resolve("seccomp"));
            try (Shims shims = Shims.of(Lab.SHIM);
                    Launch launch = Launch.toGate(plan, shims, runtime.cgroup(record), filters::program)) {
                assertThat(instance.pids()).hasSize(2);
                launch.forget(); // all that the shim sees of a daemon's death
                launch.shimPidfd().await();
                assertThat(instance.pids()).hasSize(1);
                launch.release();
                launch.shimPidfd().close();
            }
            assertThat(record.runDir().resolve("exec-gate")).exists();
            runtime.adopt(record).orElseThrow().close();
            assertThat(record.runDir().resolve("exec-gate")).doesNotExist();
            instance.delete();
        }
    }

    @Test
    void outputAndExitOfTheTimeInBetweenAreThere() throws Exception {
        ShimRecord record;
        try (Instance first = lab.create("flood", "50000", "exit", "9")) {
            first.start();
            record = first.record();
        }
        Thread.sleep(300);
        try (Runtime next = lab.open();
                Instance second = next.adopt(record).orElseThrow()) {
            assertThat(second.await().code()).isEqualTo(9);
            assertThat(Lab.text(second.log(), 1).lines().count()).isEqualTo(50000);
            second.delete();
            assertThat(next.adopt(record)).isEmpty();
        }
    }

    @Test
    void aRunningOneTakesSignalsAndMore() throws Exception {
        ShimRecord record;
        try (Instance first = lab.create("sleep", "30000")) {
            first.start();
            record = first.record();
        }
        try (Runtime next = lab.open();
                Instance second = next.adopt(record).orElseThrow()) {
            try (Exec exec = second.exec(new ExecSpec("x", Lab.tiny("exit", "3"), false, true))) {
                assertThat(exec.await().code()).isEqualTo(3);
            }
            second.pause();
            second.resume();
            second.signal(15);
            second.signal(9);
            assertThat(second.await().code()).isEqualTo(137);
            second.delete();
        }
    }

    @Test
    void aProgramThatCannotRunIsToldToTheNextDaemonToo() throws Exception {
        ShimRecord record;
        try (Instance first = lab.create(ProcessSpec.of("nosuch"), b -> b)) {
            record = first.record();
        }
        try (Runtime next = lab.open();
                Instance second = next.adopt(record).orElseThrow()) {
            org.assertj.core.api.Assertions.assertThatThrownBy(second::start)
                    .isInstanceOfSatisfying(
                            LaunchFailure.class, e -> assertThat(e.exitCode()).isEqualTo(127));
            second.delete();
        }
    }

    @Test
    void aKilledShimTakesItsContainerAlong() throws Exception {
        try (Instance instance = lab.create("sleep", "30000")) {
            instance.start();
            ProcessHandle.of(instance.record().shimPid()).orElseThrow().destroyForcibly();
            assertThat(instance.await().code()).isEqualTo(137);
            instance.delete();
        }
    }
}

package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LivesTest {
    private static EngineLab lab;

    @BeforeAll
    static void open() throws Exception {
        lab = new EngineLab();
    }

    @AfterAll
    static void close() throws Exception {
        lab.close();
    }

    @Test
    void runsToTheEndAndKeepsCodeAndOutput() throws Exception {
        var id = lab.create(EngineLab.tiny("out", "hello", "err", "sorry", "exit", "7"));
        assertThat(lab.inspect(id).state().status()).isEqualTo("created");
        assertThat(lab.run(id)).isEqualTo(7);
        var state = lab.inspect(id).state();
        assertThat(state.status()).isEqualTo("exited");
        assertThat(state.exitCode()).isEqualTo(7);
        assertThat(state.startedAt()).isNotNull();
        assertThat(state.finishedAt()).isAfterOrEqualTo(state.startedAt());
        assertThat(lab.logs(id)).contains("hello\n").contains("sorry\n");
        lab.engine.containers().remove(id, RemoveOptions.PLAIN);
        assertThatThrownBy(() -> lab.inspect(id)).isInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void leavesNothingBehind() throws Exception {
        lab.run(lab.create(EngineLab.autoRemove(EngineLab.tiny("exit", "0"))));
        var before = lab.census();
        for (int i = 0; i < 10; i++) {
            var id = lab.create(EngineLab.tiny("out", "x"));
            lab.run(id);
            lab.engine.containers().remove(id, RemoveOptions.ALL);
        }
        assertThat(lab.census()).isEqualTo(before);
    }

    @Test
    void aProgramThatIsMissingLeavesTheContainerCreatedWith127() throws Exception {
        var before = lab.census();
        var id = lab.create(EngineLab.tiny().withCommand("nosuch"));
        assertThatThrownBy(() -> lab.engine.lives().start(id))
                .isInstanceOfSatisfying(Refusal.LaunchRefused.class, e -> {
                    assertThat(e.exitCode()).isEqualTo(127);
                    assertThat(e.step()).isEqualTo(Refusal.LaunchRefused.Step.PROGRAM);
                    assertThat(e.reason()).isEqualTo("exec: \"nosuch\": executable file not found in $PATH");
                });
        var state = lab.inspect(id).state();
        assertThat(state.status()).isEqualTo("created");
        assertThat(state.exitCode()).isEqualTo(127);
        assertThat(state.error()).contains("executable file not found");
        lab.engine.containers().remove(id, RemoveOptions.PLAIN);
        assertThat(lab.census()).isEqualTo(before);
    }

    @Test
    void aFileThatIsNoProgramGives126() {
        var id = lab.create(EngineLab.tiny().withCommand("/etc/plain"));
        assertThatThrownBy(() -> lab.engine.lives().start(id))
                .isInstanceOfSatisfying(
                        Refusal.LaunchRefused.class,
                        e -> assertThat(e.exitCode()).isEqualTo(126));
        lab.engine.containers().remove(id, RemoveOptions.PLAIN);
    }

    @Test
    void anUnknownUserIsRefusedAtTheStart() throws Exception {
        var before = lab.census();
        var spec = EngineLab.tiny("out", "x");
        var id = lab.create(spec.withConfig(spec.config().withUser("nosuch")));
        assertThatThrownBy(() -> lab.engine.lives().start(id))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class,
                        e -> assertThat(e.why())
                                .isEqualTo("unable to find user nosuch: no matching entries in passwd file"));
        assertThat(lab.inspect(id).state().status()).isEqualTo("created");
        lab.engine.containers().remove(id, RemoveOptions.PLAIN);
        assertThat(lab.census()).isEqualTo(before);
    }

    @Test
    void runsAsTheUserWithItsHomeInTheWorkingDirectory() throws Exception {
        var spec = EngineLab.tiny("id", "cwd", "env");
        var config = spec.config().withUser("app").withEnv(List.of("A=1"));
        var id = lab.create(spec.withConfig(config));
        assertThat(lab.run(id)).isZero();
        assertThat(lab.logs(id))
                .isEqualTo(
                        "1000:1000\n/\nPATH=/bin\nHOSTNAME=%s\nA=1\nHOME=/home/app\n".formatted(id.substring(0, 12)));
        lab.engine.containers().remove(id, RemoveOptions.PLAIN);
    }

    @Test
    void stopsWithTheSignalAndKillsTheStubborn() throws Exception {
        var polite = lab.started(EngineLab.tiny("polite", "out", "ready", "wait"));
        lab.awaitLog(polite, "ready");
        lab.engine.lives().stop(polite, StopOptions.DEFAULTS);
        assertThat(lab.inspect(polite).state().exitCode()).isEqualTo(43);
        var stubborn = lab.started(EngineLab.tiny("stubborn", "out", "ready", "wait"));
        lab.awaitLog(stubborn, "ready");
        lab.engine.lives().stop(stubborn, new StopOptions(null, 0));
        assertThat(lab.inspect(stubborn).state().exitCode()).isEqualTo(137);
        assertThatThrownBy(() -> lab.engine.lives().stop(stubborn, StopOptions.DEFAULTS))
                .isInstanceOf(Refusal.NotModified.class);
        assertThatThrownBy(() -> lab.engine.lives().kill(stubborn, "")).isInstanceOf(Refusal.WrongState.class);
    }

    @Test
    void restartsPausesAndRenames() throws Exception {
        var id = lab.started(EngineLab.tiny("polite", "out", "ready", "wait"));
        lab.awaitLog(id, "ready");
        int pid = lab.inspect(id).state().pid();
        lab.engine.lives().restart(id, StopOptions.DEFAULTS);
        assertThat(lab.inspect(id).state().running()).isTrue();
        assertThat(lab.inspect(id).state().pid()).isNotEqualTo(pid);
        lab.engine.lives().pause(id);
        assertThat(lab.inspect(id).state().status()).isEqualTo("paused");
        assertThatThrownBy(() -> lab.engine.lives().pause(id)).isInstanceOf(Refusal.WrongState.class);
        assertThatThrownBy(() -> lab.engine.containers().remove(id, RemoveOptions.PLAIN))
                .isInstanceOfSatisfying(
                        Refusal.WrongState.class, e -> assertThat(e.state()).isEqualTo("paused"));
        lab.engine.lives().unpause(id);
        lab.engine.containers().rename(id, "renamed" + lab.mark);
        assertThat(lab.inspect("renamed" + lab.mark).id().value()).isEqualTo(id);
        lab.engine.containers().remove(id, RemoveOptions.ALL);
    }

    @Test
    void namesAreTakenOnce() {
        var name = "one" + lab.mark;
        var id = lab.engine
                .containers()
                .create(ContainerCreate.named(name, EngineLab.tiny("out", "x")))
                .id();
        assertThatThrownBy(() ->
                        lab.engine.containers().create(ContainerCreate.named("/" + name, EngineLab.tiny("out", "x"))))
                .isInstanceOfSatisfying(
                        Refusal.NameTaken.class, e -> assertThat(e.heldBy()).isEqualTo(id.value()));
        lab.engine.containers().remove(name, RemoveOptions.PLAIN);
    }

    @Test
    void removesItselfAndTellsThoseWhoWaitForThat() throws Exception {
        var id = lab.create(EngineLab.autoRemove(EngineLab.tiny("exit", "5")));
        try (var wait = lab.engine.lives().wait(id, WaitCondition.REMOVED)) {
            lab.engine.lives().start(id);
            assertThat(wait.await().exitCode()).isEqualTo(5);
        }
        assertThatThrownBy(() -> lab.inspect(id)).isInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void aPolicyStartsAgainAndAStopEndsThat() throws Exception {
        var spec = EngineLab.tiny("exit", "1");
        var host = spec.host().withLife(spec.host().life().withRestart(new RestartPolicy("on-failure", 2)));
        var id = lab.started(spec.withHost(host));
        for (int i = 0; i < 400 && lab.inspect(id).restartCount() < 2; i++) {
            Thread.sleep(10);
        }
        try (var wait = lab.engine.lives().wait(id, WaitCondition.NOT_RUNNING)) {
            assertThat(wait.await().exitCode()).isEqualTo(1);
        }
        assertThat(lab.inspect(id).restartCount()).isEqualTo(2);
        assertThat(lab.inspect(id).state().status()).isEqualTo("exited");
        lab.engine.containers().remove(id, RemoveOptions.PLAIN);
        var always = lab.started(
                spec.withHost(spec.host().withLife(spec.host().life().withRestart(RestartPolicy.ALWAYS))));
        for (int i = 0; i < 400 && lab.inspect(always).restartCount() < 2; i++) {
            Thread.sleep(10);
        }
        lab.engine.lives().stop(always, StopOptions.DEFAULTS);
        assertThat(lab.inspect(always).state().status()).isEqualTo("exited");
        lab.engine.containers().remove(always, RemoveOptions.PLAIN);
    }

    @Test
    void eventsComeInDockersOrder() throws Exception {
        var start = Instant.now();
        var spec = EngineLab.autoRemove(EngineLab.tiny("out", "x"));
        var id = lab.create(spec.withConfig(spec.config().withLabels(Map.of("k", "v"))));
        try (var wait = lab.engine.lives().wait(id, WaitCondition.REMOVED);
                var attached = lab.engine.streams().attach(id, AttachRequest.OUTPUT, (_, _, _, _) -> {})) {
            lab.engine.lives().start(id);
            wait.await();
            attached.await();
        }
        var seen = new ArrayList<String>();
        var query = new EventQuery(start, Instant.now(), Filters.of("container", id));
        try (var events = lab.engine.events().subscribe(query)) {
            for (var e = events.next(); e.isPresent(); e = events.next()) {
                seen.add(e.get().action());
                assertThat(e.get().attributes()).containsEntry("k", "v").containsEntry("image", "tiny");
            }
        }
        assertThat(seen).containsExactly("create", "attach", "start", "die", "destroy");
    }

    @Test
    void manyAtOnceEndWell() throws Exception {
        var threads = new ArrayList<Thread>();
        var codes = new java.util.concurrent.ConcurrentLinkedQueue<Integer>();
        for (int i = 0; i < 20; i++) {
            int code = i;
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    codes.add(lab.run(lab.create(EngineLab.autoRemove(EngineLab.tiny("exit", "" + code)))) - code);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (var t : threads) {
            t.join();
        }
        assertThat(codes).hasSize(20).containsOnly(0);
    }

    @Test
    void commandsOfOneContainerQueueAndNothingHangs() throws Exception {
        var id = lab.create(EngineLab.tiny("polite", "wait"));
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 12; i++) {
            int which = i;
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    switch (which % 3) {
                        case 0 -> lab.engine.lives().start(id);
                        case 1 -> lab.engine.lives().stop(id, new StopOptions("KILL", 1));
                        default -> lab.inspect(id);
                    }
                } catch (Refusal _) {
                    // whoever came too late
                }
            }));
        }
        for (var t : threads) {
            t.join();
        }
        lab.engine.containers().remove(id, RemoveOptions.ALL);
    }

    @Test
    void aContainerThatNeverRanHasAnEmptyLog() throws Exception {
        var id = lab.create(EngineLab.tiny("out", "x"));
        assertThat(lab.logs(id)).isEmpty();
        try (var reading = lab.engine.streams().logs(id, LogRequest.FOLLOW)) {
            reading.run((_, _, _, _) -> {
                throw new AssertionError("a line");
            });
        }
        lab.engine.containers().remove(id, RemoveOptions.PLAIN);
    }

    @Test
    void limitsAreSetChangedAndFelt() throws Exception {
        var spec = EngineLab.tiny("out", "ready", "eat", "200000000", "wait");
        var id = lab.create(spec.withHost(spec.host().withResources(ResourceOptions.memoryBytes(32L << 20))));
        try (var wait = lab.engine.lives().wait(id, WaitCondition.NEXT_EXIT)) {
            lab.engine.lives().start(id);
            assertThat(wait.await().exitCode()).isEqualTo(137);
        }
        assertThat(lab.inspect(id).state().oomKilled()).isTrue();
        assertThatThrownBy(() ->
                        lab.engine.containers().update(id, new ContainerUpdate(ResourceOptions.memoryBytes(1), null)))
                .isInstanceOf(Refusal.Invalid.class);
        lab.engine.containers().update(id, new ContainerUpdate(ResourceOptions.memoryBytes(64L << 20), null));
        assertThat(lab.inspect(id).spec().host().resources().memory().limitBytes())
                .isEqualTo(64L << 20);
        lab.engine.containers().remove(id, RemoveOptions.PLAIN);
    }
}

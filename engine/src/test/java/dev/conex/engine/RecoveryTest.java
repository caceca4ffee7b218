package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private EngineLab lab;

    @BeforeEach
    void open() throws Exception {
        lab = new EngineLab();
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    @Test
    void aRunningContainerNoticesNothing() throws Exception {
        var id = lab.started(EngineLab.tiny("polite", "out", "ready", "sleep", "100", "out", "later", "wait"));
        int pid = lab.inspect(id).state().pid();
        lab.restart(() -> {});
        var state = lab.inspect(id).state();
        assertThat(state.running()).isTrue();
        assertThat(state.pid()).isEqualTo(pid);
        lab.awaitLog(id, "later");
        var exec = lab.engine.execs().create(id, ExecSpec.of("tiny", "exit", "4"));
        try (var attached = lab.engine.execs().start(exec, ExecStart.PLAIN, (_, _, _, _) -> {})) {
            attached.await();
        }
        assertThat(lab.engine.execs().inspect(exec).exitCode()).isEqualTo(4);
        lab.engine.lives().stop(id, StopOptions.DEFAULTS);
        assertThat(lab.inspect(id).state().exitCode()).isEqualTo(43);
    }

    @Test
    void anEndThatNobodySawHasItsTrueCode() throws Exception {
        var id = lab.started(EngineLab.tiny("sleep", "100", "exit", "23"));
        lab.restart(() -> sleep(400));
        try (var wait = lab.engine.lives().wait(id, WaitCondition.NOT_RUNNING)) {
            assertThat(wait.await().exitCode()).isEqualTo(23);
        }
        assertThat(lab.inspect(id).state().status()).isEqualTo("exited");
    }

    @Test
    void aContainerThatWasToVanishVanishes() throws Exception {
        var id = lab.started(EngineLab.autoRemove(EngineLab.tiny("sleep", "100", "exit", "0")));
        lab.restart(() -> sleep(300));
        for (int i = 0;
                i < 200 && !lab.engine.containers().list(ContainerQuery.ALL).isEmpty();
                i++) {
            sleep(5);
        }
        assertThatThrownBy(() -> lab.inspect(id)).isInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void policiesHoldAcrossARestart() throws Exception {
        var spec = EngineLab.tiny("sleep", "50", "exit", "0");
        var life = spec.host().life().withRestart(RestartPolicy.ALWAYS);
        var id = lab.started(spec.withHost(spec.host().withLife(life)));
        lab.restart(() -> sleep(200));
        for (int i = 0; i < 400 && lab.inspect(id).restartCount() == 0; i++) {
            sleep(5);
        }
        assertThat(lab.inspect(id).restartCount()).isPositive();
    }

    @Test
    void aStartThatWasCutOffIsUndone() throws Exception {
        var id = lab.create(EngineLab.tiny("wait"));
        var cell = lab.engine.core().table().find(id);
        try (var undo = new Undo();
                var _ = cell.hold()) {
            var to = (Transition.To) Transition.of(cell.record().state(), new ContainerCommand.Start());
            lab.engine.core().table().publish(cell, cell.record().withState(to.state()), ContainerStore.Safety.CRASH);
            new Launcher(lab.engine.core()).launch(cell, undo);
            undo.commit();
        }
        assertThat(lab.census().cgroups()).isPositive();
        lab.restart(() -> {});
        assertThat(lab.inspect(id).state().status()).isEqualTo("created");
        assertThat(lab.census().cgroups()).isZero();
        assertThat(lab.run(lab.create(EngineLab.tiny("exit", "3")))).isEqualTo(3);
        lab.engine.lives().start(id);
        assertThat(lab.inspect(id).state().running()).isTrue();
    }

    @Test
    void whatNoRecordClaimsIsSwept() throws Exception {
        var id = lab.started(EngineLab.tiny("wait"));
        var store = new ContainerStore(lab.engine.core().storage().records());
        store.delete(new ContainerId(id));
        int pid = lab.inspect(id).state().pid();
        lab.restart(() -> {});
        assertThat(lab.engine.containers().list(ContainerQuery.ALL)).isEmpty();
        var census = lab.census();
        assertThat(census.cgroups()).isZero();
        assertThat(census.states()).isZero();
        assertThat(census.runs()).isZero();
        assertThat(census.writables()).isZero();
        for (int i = 0; i < 200 && alive(pid); i++) {
            sleep(5);
        }
        assertThat(alive(pid)).isFalse();
    }

    /// A zombie that only this process could reap is dead enough.
    private static boolean alive(int pid) throws Exception {
        var stat = Path.of("/proc", Integer.toString(pid), "stat");
        return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
    }

    @Test
    void whatABuildHadBegunIsSwept() throws Exception {
        var scratch = lab.config.dataRoot().resolve("build-scratch");
        Files.createDirectories(scratch.resolve("context/below"));
        lab.engine.core().storage().snapshots().prepare("build-x-1", List.of());
        lab.restart(() -> {});
        assertThat(lab.census().writables()).isZero();
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void theCgroupOfAnEndThatWasNotClearedAwayIsSwept() throws Exception {
        var id = lab.create(EngineLab.tiny("wait"));
        lab.started(EngineLab.tiny("wait"));
        lab.restart(() -> {
            for (var tree : List.of("pids", "unified")) {
                assertThat(Path.of("/sys/fs/cgroup", tree, lab.mark, id)
                                .toFile()
                                .mkdir())
                        .isTrue();
            }
        });
        assertThat(Path.of("/sys/fs/cgroup/pids", lab.mark, id)).doesNotExist();
        assertThat(Path.of("/sys/fs/cgroup/unified", lab.mark, id)).doesNotExist();
    }

    @Test
    void aLaunchBelowAParentOfItsOwnIsFoundWithoutItsShim() throws Exception {
        var parent = lab.mark + "own";
        var resources = new ResourceOptions(
                ResourceOptions.Memory.DEFAULTS,
                ResourceOptions.Cpu.DEFAULTS,
                ResourceOptions.Blkio.DEFAULTS,
                ResourceOptions.Devices.DEFAULTS,
                new ResourceOptions.Other(null, null, "/" + parent, 0));
        var spec = EngineLab.tiny("wait");
        spec = spec.withHost(spec.host().withResources(resources));
        var cell = lab.engine.core().table().find(lab.create(spec));
        var starting = (Transition.To) Transition.of(cell.record().state(), new ContainerCommand.Start());
        var id = cell.id().value();
        lab.engine.lives().start(id);
        int pid = lab.inspect(id).state().pid();
        try (var _ = cell.hold()) {
            var record = cell.record().withState(starting.state());
            lab.engine.core().table().publish(cell, record, ContainerStore.Safety.CRASH);
        }
        lab.restart(() -> {});
        for (int i = 0; i < 200 && alive(pid); i++) {
            sleep(5);
        }
        assertThat(alive(pid)).isFalse();
        try (var trees = Files.list(Path.of("/sys/fs/cgroup"))) {
            for (var own : trees.map(tree -> tree.resolve(parent))
                    .filter(Files::exists)
                    .toList()) {
                assertThat(own.resolve(id)).doesNotExist();
                assertThat(own.toFile().delete()).isTrue();
            }
        }
    }

    @Test
    void anEndWithoutRunningContainersLeavesNoCgroup() throws Exception {
        lab.run(lab.create(EngineLab.tiny("exit", "3")));
        var parent = Path.of("/sys/fs/cgroup/pids", lab.mark);
        assertThat(parent).exists();
        lab.restart(() -> assertThat(parent).doesNotExist());
        lab.started(EngineLab.tiny("wait"));
        lab.restart(() -> assertThat(parent).exists());
    }

    @Test
    void aHalfDoneRemovalIsFinished() throws Exception {
        var id = lab.create(EngineLab.tiny("wait"));
        var cell = lab.engine.core().table().find(id);
        try (var _ = cell.hold()) {
            var to = (Transition.To) Transition.of(cell.record().state(), new ContainerCommand.Remove(false, true));
            lab.engine.core().table().publish(cell, cell.record().withState(to.state()), ContainerStore.Safety.CRASH);
        }
        lab.restart(() -> {});
        assertThat(lab.engine.containers().list(ContainerQuery.ALL)).isEmpty();
        assertThat(lab.census().writables()).isZero();
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.conex.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@org.junit.jupiter.api.Timeout(20)
class LimitsTest {
    private static final long MIB = 1 << 20;
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
    void memoryThatRunsOutIsTold() throws Exception {
        Limits limits = Limits.NONE.withMemory(new Limits.Memory(16 * MIB, 16 * MIB, 0, null));
        Lab.Outcome ran = lab.run(Lab.tiny("eat", "100000000"), b -> Bundles.with(b, limits));
        assertThat(ran.exit().code()).isEqualTo(137);
        assertThat(ran.exit().oomKilled()).isTrue();
        assertThat(lab.run("eat", "1000000").exit().oomKilled()).isFalse();
    }

    @Test
    void processesAreCounted() throws Exception {
        Lab.Outcome ran = lab.run(Lab.tiny("forks", "30"), b -> Bundles.with(b, Limits.NONE.withPidsMax(10)));
        assertThat(ran.out()).isEqualTo("forked 9\n");
    }

    @Test
    void limitsAreSeenInsideAndChangedOutside() throws Exception {
        Limits limits = Limits.NONE
                .withMemory(new Limits.Memory(64 * MIB, 128 * MIB, 0, null))
                .withCpu(Limits.NONE.cpu().withNanoCpus(500_000_000));
        try (Instance instance = lab.create(Lab.tiny("sleep", "30000"), b -> Bundles.with(b, limits))) {
            instance.start();
            assertThat(instance.stats().memory().limit()).isEqualTo(64 * MIB);
            instance.update(Limits.NONE.withMemory(new Limits.Memory(256 * MIB, 512 * MIB, 0, null)));
            assertThat(instance.stats().memory().limit()).isEqualTo(256 * MIB);
            instance.update(Limits.NONE.withMemory(new Limits.Memory(32 * MIB, 32 * MIB, 0, null)));
            Stats stats = instance.stats();
            assertThat(stats.memory().limit()).isEqualTo(32 * MIB);
            assertThat(stats.memory().usage()).isPositive();
            assertThat(stats.pids().current()).isEqualTo(1);
            assertThat(stats.cpu().total()).isPositive();
            assertThat(instance.pids()).isEqualTo(List.of(instance.pid()));
            instance.delete();
        }
    }

    @Test
    void pausedItStandsStill() throws Exception {
        try (Instance instance = lab.create("flood", "100000000")) {
            instance.start();
            instance.pause();
            long bytes = settled(instance);
            Thread.sleep(100);
            assertThat(instance.log().bytes()).isEqualTo(bytes);
            instance.resume();
            Thread.sleep(100);
            assertThat(instance.log().bytes()).isNotEqualTo(bytes);
            instance.pause();
            instance.delete(); // also a paused one
            assertThat(instance.await().code()).isEqualTo(137);
        }
    }

    private static long settled(Instance instance) throws Exception {
        Thread.sleep(100);
        return instance.log().bytes();
    }

    @Test
    void limitsOutOfReachAreClampedWithAWarning() throws Exception {
        ProcessSpec process = Lab.tiny("cat", "/proc/self/limits")
                .withRlimits(List.of(
                        new Rlimit(Rlimit.Resource.of("nofile"), 5, 128), new Rlimit(Rlimit.Resource.CORE, -1, -1)));
        assertThat(lab.run(process, b -> b).out()).containsPattern("Max open files +5 +128 ");
        long own = lab.kernel.hardLimits().getOrDefault(Rlimit.Resource.NOFILE, Rlimit.UNLIMITED);
        if (!lab.kernel.raisesLimits()) {
            ProcessSpec greedy = Lab.tiny("cat", "/proc/self/limits")
                    .withRlimits(List.of(new Rlimit(Rlimit.Resource.NOFILE, own * 2, own * 2)));
            assertThat(lab.run(greedy, b -> b).out()).containsPattern("Max open files +" + own);
        }
    }

    @Test
    void theShimItselfIsSmall() throws Exception {
        try (Instance instance = lab.create("sleep", "30000")) {
            instance.start();
            String rollup = java.nio.file.Files.readString(
                    java.nio.file.Path.of("/proc/" + instance.record().shimPid() + "/smaps_rollup"));
            long pss = rollup.lines()
                    .filter(l -> l.startsWith("Pss:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                    .sum();
            assertThat(pss).isLessThan(200);
            instance.delete();
        }
    }
}

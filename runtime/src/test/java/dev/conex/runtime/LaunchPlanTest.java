package dev.conex.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.linux.Fd;
import dev.conex.linux.Mount;
import dev.conex.linux.OpenFlags;
import dev.conex.testkit.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Plans as text.
class LaunchPlanTest {
    private static final KernelInfo LEGACY = new KernelInfo(
            new CgroupLayout(
                    List.of(
                            new CgroupLayout.Hierarchy(
                                    "cpu,cpuacct", Path.of("/sys/fs/cgroup/cpu,cpuacct"), Set.of("cpu", "cpuacct")),
                            new CgroupLayout.Hierarchy("memory", Path.of("/sys/fs/cgroup/memory"), Set.of("memory"))),
                    Optional.empty(),
                    Set.of()),
            Capabilities.ALL.bounding() & ~(1L << Capabilities.number("SYS_RESOURCE")),
            Map.of(Rlimit.Resource.NOFILE, 20_000L),
            List.of(new Device("/dev/fuse", false, 10, 229, 0666, 0, 0, "rwm")),
            true);
    private static final KernelInfo UNIFIED = new KernelInfo(
            new CgroupLayout(List.of(), Optional.of(Path.of("/sys/fs/cgroup")), Set.of("cpu", "memory", "pids")),
            Capabilities.ALL.bounding(),
            Map.of(),
            List.of(new Device("/dev/fuse", false, 10, 229, 0666, 0, 0, "rwm")),
            true);

    private static Mount root;

    @BeforeAll
    static void open() throws IOException {
        root = Mount.own(Fd.open(Path.of("/"), OpenFlags.PATH, 0), "root");
    }

    @AfterAll
    static void close() {
        root.close();
    }

    private static Bundle bundle(ProcessSpec process) {
        return Bundle.of("c0ffee", Path.of("/run/c0ffee"), root, process);
    }

    private static void same(String name, LaunchPlan plan) throws IOException {
        Golden.check(name + ".txt", plan.text());
    }

    @Test
    void ofAPlainContainer() throws IOException {
        same("plain", LaunchPlan.of(bundle(ProcessSpec.of("sh", "-c", "true")), LEGACY));
    }

    @Test
    void ofAPrivilegedOneOnVersionTwo() throws IOException {
        Namespaces own = new Namespaces(
                NamespaceMode.HOST,
                NamespaceMode.PRIVATE,
                NamespaceMode.HOST,
                NamespaceMode.PRIVATE,
                NamespaceMode.PRIVATE);
        ProcessSpec process = ProcessSpec.of("sh")
                .withTerminal(new ProcessSpec.Terminal(24, 80))
                .withCaps(Capabilities.ALL)
                .withSeccomp(Seccomp.UNCONFINED)
                .withCwd("/work");
        same(
                "privileged",
                LaunchPlan.of(Bundles.with(Bundles.with(bundle(process), Security.PRIVILEGED), own), UNIFIED));
    }

    @Test
    void ofOneWithEverythingSet() throws IOException {
        Namespaces joined = new Namespaces(
                new NamespaceMode.Joined(7),
                new NamespaceMode.Joined(7),
                NamespaceMode.PRIVATE,
                NamespaceMode.HOST,
                NamespaceMode.HOST);
        List<BundleMount> mounts = List.of(
                new BundleMount.Bind(Path.of("/srv/data"), "/data/deep", BundleMount.BindOptions.READ_ONLY),
                new BundleMount.Tmpfs("/data", List.of("size=1m", "exec", "mode=700")),
                new BundleMount.Bind(Path.of("/srv/shm"), "/dev/shm", BundleMount.BindOptions.READ_WRITE));
        ProcessSpec process = ProcessSpec.of("app")
                .withUser(new Identity(1000, 1000, List.of(4, 5)))
                .withNoNewPrivileges(true)
                .withSeccomp(new Seccomp.Profile("{}"))
                .withRlimits(List.of(new Rlimit(Rlimit.Resource.NOFILE, 1_048_576, 1_048_576)))
                .withOomScoreAdj(500);
        Bundle all = Bundles.with(
                Bundles.with(Bundles.with(bundle(process), joined), mounts), Map.of("net.core.somaxconn", "1024"));
        LaunchPlan plan = LaunchPlan.of(
                Bundles.readOnly()
                        .apply(Bundles.withInit().apply(Bundles.withStdin().apply(all))),
                LEGACY);
        same("everything", plan);
        assertThat(plan.warnings()).containsExactly("limit NOFILE of 1048576 is out of reach, set to 20000");
    }

    @Test
    void ofAnAddedProcess() throws IOException {
        same(
                "exec",
                ExecPlanner.plan(
                        new ExecSpec("e1", ProcessSpec.of("ps"), true, true), 4711, Path.of("/run/c0ffee"), LEGACY));
    }

    @Test
    void theFilterStandsWhereItCanBeInstalled() {
        String with = LaunchPlan.of(bundle(ProcessSpec.of("x").withNoNewPrivileges(true)), LEGACY)
                .text();
        assertThat(with.indexOf("\nseccomp"))
                .isGreaterThan(with.indexOf("\nno-new-privs"))
                .isGreaterThan(with.indexOf("\ncaps"));
        String without = LaunchPlan.of(bundle(ProcessSpec.of("x")), LEGACY).text();
        assertThat(without.indexOf("\nseccomp")).isLessThan(without.indexOf("\ncaps"));
    }

    @Test
    void aZeroByteIsRefused() {
        LaunchPlan plan = LaunchPlan.of(bundle(ProcessSpec.of("a\0b")), LEGACY);
        assertThatThrownBy(() -> PlanEncoder.encode(plan, new int[0], (_, _) -> new byte[8]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

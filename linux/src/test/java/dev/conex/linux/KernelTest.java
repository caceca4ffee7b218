package dev.conex.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.linux.KernelInfo.CgroupMode;
import dev.conex.linux.KernelInfo.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelTest {
    private static final String HYBRID = """
            32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct
            40 31 0:37 / /sys/fs/cgroup/sys\\040temd rw,relatime shared:1 - cgroup cgroup rw,xattr,name=systemd
            41 31 0:38 / /nowhere/unified rw,relatime - cgroup2 cgroup2 rw
            nonsense
            """;

    @Test
    void describesThisMachine() {
        var info = KernelInfo.current();
        assertThat(info.version().atLeast(5, 11)).isTrue();
        assertThat(info.release())
                .startsWith(info.version().major() + "." + info.version().minor());
        assertThat(info.fileSystems()).contains("proc", "tmpfs");
        assertThat(info.cgroups().has("memory")).isTrue();
    }

    @Test
    void readsVersionsOfAllShapes() {
        assertThat(Version.parse("6.18.44-fc-v595")).isEqualTo(new Version(6, 18));
        assertThat(Version.parse("5.4-rc1")).isEqualTo(new Version(5, 4));
        assertThat(new Version(6, 2).atLeast(5, 19)).isTrue();
        assertThat(new Version(6, 2).atLeast(6, 10)).isFalse();
        assertThatThrownBy(() -> Version.parse("six")).hasMessage("kernel release \"six\"");
    }

    @Test
    void findsControllersOfAHybridHost() throws IOException {
        var cgroups = MountTable.cgroups(MountTable.parse(HYBRID), Path.of("/"));
        assertThat(cgroups.mode()).isEqualTo(CgroupMode.HYBRID);
        assertThat(cgroups.legacy())
                .containsEntry("cpuacct", Path.of("/sys/fs/cgroup/cpu,cpuacct"))
                .containsEntry("name=systemd", Path.of("/sys/fs/cgroup/sys temd"))
                .containsOnlyKeys("cpu", "cpuacct", "name=systemd");
        assertThat(cgroups.unified()).contains(Path.of("/nowhere/unified"));
    }

    @Test
    void worksInsideOtherNamespacesAndBringsResultsAndErrorsBack() throws Exception {
        var host = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
        var before = Scratch.openDescriptors();
        try (var child = Spawn.of(Path.of("/usr/bin/unshare"), List.of("unshare", "-n", "-m", "sleep", "100"), Map.of())
                .start()) {
            var proc = Path.of("/proc/" + child.pid() + "/ns");
            while (Files.readSymbolicLink(proc.resolve("mnt"))
                    .equals(Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")))) {
                Thread.sleep(5);
            }
            try (var net = Fd.open(proc.resolve("net"), OpenFlags.READ_ONLY, 0);
                    var mnt = Fd.open(proc.resolve("mnt"), OpenFlags.READ_ONLY, 0)) {
                var there = NamespaceThread.call(
                        List.of(net, mnt), () -> Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")));
                assertThat(there)
                        .isEqualTo(Files.readSymbolicLink(proc.resolve("net")))
                        .isNotEqualTo(host);
                assertThatThrownBy(() -> NamespaceThread.call(List.of(net), () -> {
                            throw new IOException("inside");
                        }))
                        .isInstanceOf(IOException.class)
                        .hasMessage("inside");
            }
            child.pidfd().sendSignal(9);
            child.pidfd().await();
        }
        assertThat(Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net"))).isEqualTo(host);
        assertThat(Scratch.openDescriptors()).isEqualTo(before);
    }

    @Test
    void refusesWhatIsNoNamespace() {
        assertThatThrownBy(() -> {
                    try (var pipe = Fd.pipe()) {
                        NamespaceThread.call(List.of(pipe.reader()), () -> 1);
                    }
                })
                .isInstanceOf(ErrnoException.class)
                .hasMessageStartingWith("setns \"pipe:[");
    }
}

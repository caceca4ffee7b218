package dev.conex.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CgroupLayoutTest {
    @Test
    void readsAHybridHost() {
        CgroupLayout layout = CgroupLayout.parse("""
                25 20 0:22 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
                26 25 0:23 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct
                27 25 0:24 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,xattr,name=systemd
                28 25 0:25 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
                """);
        assertThat(layout.v1()).extracting(CgroupLayout.Hierarchy::name).containsExactly("cpu,cpuacct", "systemd");
        assertThat(layout.v1().getFirst().controllers()).containsExactlyInAnyOrder("cpu", "cpuacct");
        assertThat(layout.v1().getLast().controllers()).isEmpty();
        assertThat(layout.v2()).contains(Path.of("/sys/fs/cgroup/unified"));
        assertThat(layout.unified()).isFalse();
        assertThat(layout.version()).isEqualTo("1");
    }

    @Test
    void readsAUnifiedHost() {
        CgroupLayout layout =
                CgroupLayout.parse("30 20 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n");
        assertThat(layout.unified()).isTrue();
        assertThat(layout.version()).isEqualTo("2");
    }

    @Test
    void sharesBecomeWeights() {
        assertThat(UnifiedCgroup.weight(2)).isEqualTo(1);
        assertThat(UnifiedCgroup.weight(1024)).isEqualTo(39);
        assertThat(UnifiedCgroup.weight(262_144)).isEqualTo(10_000);
    }
}

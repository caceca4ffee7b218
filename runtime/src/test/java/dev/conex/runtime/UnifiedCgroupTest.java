package dev.conex.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Version 2 on whatever host there is: policy of devices, freezing and killing need no controller.
@Timeout(20)
class UnifiedCgroupTest {
    private Lab lab;
    private Path mount;
    private Cgroup cgroup;

    @BeforeEach
    void open() throws IOException {
        lab = new Lab();
        Assumptions.assumeTrue(lab.kernel.cgroups().v2().isPresent(), "no cgroup version 2 on this host");
        mount = lab.kernel.cgroups().v2().orElseThrow();
        List<DeviceRule> rules = List.of(
                new DeviceRule(true, DeviceRule.Kind.CHARACTER, DeviceRule.ANY, DeviceRule.ANY, "m"),
                new DeviceRule(true, DeviceRule.Kind.CHARACTER, 1, DeviceRule.ANY, "rwm"),
                new DeviceRule(false, DeviceRule.Kind.CHARACTER, 1, 11, "w"));
        cgroup =
                new UnifiedCgroups(mount, Set.of()).create(lab.mark + "/v2", Limits.NONE, new DevicePolicy.Only(rules));
    }

    @AfterEach
    void close() throws IOException {
        if (cgroup != null) {
            cgroup.kill();
            cgroup.delete();
        }
        lab.close();
    }

    /// Runs the words of tiny in the cgroup, on the host.
    private Process started(String... words) throws IOException {
        List<String> command =
                new java.util.ArrayList<>(List.of(lab.rootfs.resolve("bin/tiny").toString(), "cat", "-"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Files.writeString(
                mount.resolve(lab.mark + "/v2/cgroup.procs"), Long.toString(process.pid()), StandardOpenOption.WRITE);
        return process;
    }

    private static String output(Process process) throws IOException {
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void theLastRuleThatFitsDecides() throws Exception {
        Process process = started("open", "/dev/null", "open", "/dev/kmsg", "open", "/dev/tty0", "cat", "/dev/kmsgx");
        assertThat(output(process))
                .startsWith("opened\nOperation not permitted\n")
                .doesNotContain("opened\nopened");
    }

    @Test
    void freezesAndKills() throws Exception {
        Process process = started("sleep", "30000");
        cgroup.freeze();
        assertThat(CgroupFiles.read(mount.resolve(lab.mark + "/v2"), "cgroup.events"))
                .contains("frozen 1");
        cgroup.thaw();
        cgroup.freeze();
        cgroup.kill();
        assertThat(process.waitFor()).isEqualTo(137);
        assertThat(cgroup.pids()).isEmpty();
    }
}

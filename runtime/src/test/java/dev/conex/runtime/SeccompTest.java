package dev.conex.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.linux.SeccompFilter.Action;
import dev.conex.linux.SeccompFilter.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeccompTest {
    private static List<Rule> rules(Capabilities caps) {
        return SeccompProfile.standard().rules(caps, "x86_64");
    }

    @Test
    void theDefaultAllowsWhatProgramsNeedAndNoMore() {
        assertThat(rules(Capabilities.STANDARD))
                .extracting(Rule::call)
                .contains("read", "execve", "ptrace", "chroot", "clone", "arch_prctl")
                .doesNotContain(
                        "mount", "bpf", "reboot", "init_module", "keyctl", "add_key", "userfaultfd", "io_uring_setup");
        assertThat(rules(Capabilities.STANDARD).size()).isGreaterThan(370);
    }

    @Test
    void capabilitiesOpenTheirCalls() {
        assertThat(rules(Capabilities.ALL)).extracting(Rule::call).contains("mount", "bpf", "reboot", "init_module");
        assertThat(rules(Capabilities.STANDARD))
                .filteredOn(r -> r.call().equals("clone3"))
                .extracting(Rule::action)
                .containsExactly(Action.errno(38));
        assertThat(rules(Capabilities.ALL))
                .filteredOn(r -> r.call().equals("clone3"))
                .extracting(Rule::action)
                .containsExactly(Action.ALLOW);
    }

    @Test
    void filtersAreKeptOnDisk(@TempDir Path directory) throws Exception {
        byte[] first = new SeccompFilters(directory).program(Seccomp.DEFAULT, Capabilities.STANDARD);
        assertThat(first.length % 8).isZero();
        assertThat(first.length / 8).isBetween(500, 4096);
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
        assertThat(new SeccompFilters(directory).program(Seccomp.DEFAULT, Capabilities.STANDARD))
                .isEqualTo(first);
        assertThat(new SeccompFilters(directory).program(Seccomp.DEFAULT, Capabilities.ALL))
                .isNotEqualTo(first);
    }

    @Test
    void readsDockersJson() {
        SeccompProfile profile = SeccompJson.parse("""
                {"defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 38,
                 "archMap": [{"architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86"]}],
                 "syscalls": [
                  {"names": ["read", "write"], "action": "SCMP_ACT_ALLOW"},
                  {"names": ["socket"], "action": "SCMP_ACT_ALLOW", "args": [{"index": 0, "value": 40, "op": "SCMP_CMP_NE"}]},
                  {"names": ["mount"], "action": "SCMP_ACT_ALLOW", "includes": {"caps": ["CAP_SYS_ADMIN"]}},
                  {"names": ["clone"], "action": "SCMP_ACT_ALLOW", "excludes": {"caps": ["CAP_SYS_ADMIN"]}}]}""");
        assertThat(profile.otherwise()).isEqualTo(Action.errno(38));
        assertThat(profile.compatible()).isTrue();
        assertThat(profile.rules(Capabilities.STANDARD, "x86_64"))
                .extracting(Rule::call)
                .containsExactly("read", "write", "socket", "clone");
        assertThat(profile.rules(Capabilities.ALL, "x86_64"))
                .extracting(Rule::call)
                .containsExactly("read", "write", "socket", "mount");
    }

    @Test
    void saysWhatIsOddInAProfile() {
        for (String odd : List.of(
                "[]",
                "{}",
                "{\"defaultAction\": 3}",
                "{\"defaultAction\": \"SCMP_ACT_FLY\"}",
                "{\"defaultAction\":",
                "nothing")) {
            assertThatThrownBy(() -> SeccompJson.parse(odd)).as(odd).isInstanceOf(IllegalArgumentException.class);
        }
    }
}

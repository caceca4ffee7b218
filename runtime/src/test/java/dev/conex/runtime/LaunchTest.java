package dev.conex.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LaunchTest {
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
    void keepsTheExitCodeAndBothStreams() throws Exception {
        Lab.Outcome ran = lab.run("out", "hello", "err", "sorry", "exit", "7");
        assertThat(ran.exit().code()).isEqualTo(7);
        assertThat(ran.out()).isEqualTo("hello\n");
        assertThat(ran.err()).isEqualTo("sorry\n");
    }

    @Test
    void aSignalGives128AndItsNumber() throws Exception {
        try (Instance instance = lab.create("trap", "10", "out", "ready", "pause", "pause")) {
            instance.start();
            while (Lab.text(instance.log(), 1).isEmpty()) {
                Thread.sleep(2);
            }
            instance.signal(10);
            while (!Lab.text(instance.log(), 1).contains("signal 10")) {
                Thread.sleep(2);
            }
            instance.signal(9);
            assertThat(instance.await().code()).isEqualTo(137);
            instance.signal(9); // gone: no error
            instance.delete();
        }
    }

    @Test
    void saysWhyAProgramCannotRunInDockersWords() throws Exception {
        Files.writeString(lab.rootfs.resolve("etc/plain"), "x");
        refused(127, "exec: \"nosuch\": executable file not found in $PATH", ProcessSpec.of("nosuch"));
        refused(126, "exec: \"/etc\": is a directory: permission denied", ProcessSpec.of("/etc"));
        refused(127, "exec: \"/x\": stat /x: no such file or directory", ProcessSpec.of("/x"));
        refused(126, "exec: \"/etc/plain\": permission denied", ProcessSpec.of("/etc/plain"));
    }

    private void refused(int code, String message, ProcessSpec process) throws Exception {
        Lab.Leftovers before = lab.leftovers();
        try (Instance instance = lab.create(process, b -> b)) {
            assertThatThrownBy(instance::start).isInstanceOfSatisfying(LaunchFailure.class, e -> {
                assertThat(e).hasMessage(message);
                assertThat(e.exitCode()).isEqualTo(code);
            });
            instance.delete();
        }
        assertThat(lab.leftovers().cgroups()).isEqualTo(before.cgroups());
    }

    @Test
    void aProgramOfTheWrongFormatStartsAndSaysSoItself() throws Exception {
        Path script = lab.rootfs.resolve("bin/script");
        Files.writeString(script, "#!/nosuch\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Lab.Outcome ran = lab.run(ProcessSpec.of("/bin/script"), b -> b);
        assertThat(ran.exit().code()).isEqualTo(255);
        assertThat(ran.err()).isEqualTo("exec /bin/script: no such file or directory\n");
    }

    @Test
    void runsAsTheUserInTheDirectoryWithTheEnvironment() throws Exception {
        ProcessSpec process = Lab.tiny("id", "cwd", "env", "A", "cat", "/proc/self/status")
                .withUser(new Identity(1000, 50, List.of(7, 8)))
                .withCwd("/made/for/it")
                .withEnv(List.of(ProcessSpec.PATH, "A=b c"));
        Lab.Outcome ran = lab.run(process, b -> b);
        assertThat(ran.out())
                .startsWith("1000:50\n/made/for/it\nb c\n")
                .contains("Groups:\t7 8 \n", "CapEff:\t0000000000000000", "Umask:\t0022");
    }

    @Test
    void hasItsOwnNameAndDevices() throws Exception {
        Lab.Outcome ran = lab.run(
                "hostname", "ls", "/dev", "write", "/proc/sys/kernel/hostname", "write", "/sys/x", "cat", "/proc/keys");
        assertThat(ran.out()).startsWith(lab.mark).contains("full\n", "mqueue\n", "shm\n", "Read-only file system\n");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void aReadOnlyRootKeepsItsFileSystemsWritable() throws Exception {
        Lab.Outcome ran = lab.run(Lab.tiny("write", "/etc/x", "write", "/dev/shm/x"), Bundles.readOnly());
        assertThat(ran.out()).isEqualTo("Read-only file system\nwritten\n");
    }

    @Test
    void mountsBindsAndTmpfsAndMakesTheirTargets() throws Exception {
        Path shared = Files.createDirectories(lab.directory.resolve("shared"));
        Files.writeString(shared.resolve("f"), "of the host");
        List<BundleMount> mounts = List.of(
                new BundleMount.Bind(shared, "/new/m", BundleMount.BindOptions.READ_ONLY),
                new BundleMount.Bind(shared.resolve("f"), "/etc/one-file", BundleMount.BindOptions.READ_WRITE),
                new BundleMount.Tmpfs("/t", List.of("size=1m", "exec")));
        Lab.Outcome ran = lab.run(
                Lab.tiny("cat", "/new/m/f", "write", "/new/m/g", "write", "/t/x", "cat", "/etc/one-file"),
                b -> Bundles.with(b, mounts));
        assertThat(ran.out()).isEqualTo("of the hostRead-only file system\nwritten\nof the host");
        assertThat(lab.rootfs.resolve("new/m/f")).doesNotExist();
    }

    @Test
    void setsSysctlsOfItsNamespacesOnly() throws Exception {
        Lab.Outcome ran = lab.run(
                Lab.tiny("cat", "/proc/sys/net/ipv4/ip_unprivileged_port_start"),
                b -> Bundles.with(b, Map.of("net.ipv4.ip_unprivileged_port_start", "0")));
        assertThat(ran.out()).isEqualTo("0\n");
    }

    @Test
    void privilegedSeesTheHostsDevicesAndMayUnshare() throws Exception {
        Lab.Outcome ran = lab.run(
                Lab.tiny("ls", "/dev", "unshare").withCaps(Capabilities.ALL).withSeccomp(Seccomp.UNCONFINED),
                b -> Bundles.with(b, Security.PRIVILEGED));
        assertThat(ran.out().lines().count()).isGreaterThan(20);
        assertThat(ran.out()).endsWith("unshared\n");
        assertThat(lab.run("unshare").out()).isEqualTo("Operation not permitted\n");
    }

    @Test
    void aForeignProfileIsKept() throws Exception {
        String json = """
                {"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [{"names": ["sethostname", "unshare"], "action": "SCMP_ACT_ERRNO", "errnoRet": 95}]}""";
        assertThat(lab.run(Lab.tiny("unshare").withSeccomp(new Seccomp.Profile(json)), b -> b)
                        .out())
                .isEqualTo("Not supported\n");
        assertThat(lab.run(
                                Lab.tiny("unshare")
                                        .withSeccomp(new Seccomp.Profile(json))
                                        .withNoNewPrivileges(true),
                                b -> b)
                        .out())
                .isEqualTo("Not supported\n");
    }

    @Test
    void aDeviceThatIsNotAllowedCannotBeOpened() throws Exception {
        Lab.Outcome ran = lab.run(
                Lab.tiny("open", "/dev/null", "open", "/dev/kmsg"),
                b -> Bundles.with(
                        b,
                        List.of(new BundleMount.Bind(
                                Path.of("/dev/kmsg"), "/dev/kmsg", BundleMount.BindOptions.READ_WRITE))));
        assertThat(ran.out()).isEqualTo("opened\nOperation not permitted\n");
    }

    @Test
    void joinsTheNamespacesOfAnother() throws Exception {
        try (Instance first = lab.create("sleep", "30000")) {
            first.start();
            NamespaceMode joined = new NamespaceMode.Joined(first.pid());
            Namespaces shared = new Namespaces(joined, joined, joined, joined, NamespaceMode.HOST);
            Lab.Outcome ran = lab.run(Lab.tiny("hostname", "cat", "/proc/1/comm"), b -> Bundles.with(b, shared));
            assertThat(ran.out()).isEqualTo(first.record().id() + "\ntiny\n");
            first.delete();
        }
    }

    @Test
    void livesInTheHostsNamespacesWhenToldSo() throws Exception {
        Namespaces host = new Namespaces(
                NamespaceMode.HOST, NamespaceMode.HOST, NamespaceMode.HOST, NamespaceMode.HOST, NamespaceMode.HOST);
        Lab.Outcome ran = lab.run(Lab.tiny("orphan", "sleep", "100", "hostname"), b -> Bundles.with(b, host));
        assertThat(ran.out().strip())
                .isEqualTo(
                        Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
    }

    @Test
    void anInitStandsInFront() throws Exception {
        Lab.Outcome ran =
                lab.run(Lab.tiny("cat", "/proc/1/comm", "cat", "/proc/1/cmdline", "exit", "5"), Bundles.withInit());
        assertThat(ran.out()).startsWith("docker-init\n");
        assertThat(ran.exit().code()).isEqualTo(5);
        try (Instance instance =
                lab.create(Lab.tiny("trap", "15", "out", "ready", "pause", "exit", "3"), Bundles.withInit())) {
            instance.start();
            while (Lab.text(instance.log(), 1).isEmpty()) {
                Thread.sleep(2);
            }
            instance.signal(15);
            assertThat(instance.await().code()).isEqualTo(3);
            assertThat(Lab.text(instance.log(), 1)).isEqualTo("ready\nsignal 15\n");
            instance.delete();
        }
    }
}

package dev.conex.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    private Path dir;

    private Settings read(String... words) throws ConfigError {
        return SettingsReader.read(FlagParser.parse(List.of(words)).values()).settings();
    }

    private Settings readFile(String json, String... words) throws Exception {
        var file = dir.resolve("daemon.json");
        Files.writeString(file, json);
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--config-file", file.toString()));
        return read(all.toArray(String[]::new));
    }

    @Test
    void nothingSaidMeansOneSocketForTheOwner() throws Exception {
        var settings = read();
        assertThat(settings.hosts()).containsExactly(new Settings.Host.Unix(Path.of("/run/conex/conex.sock")));
        assertThat(settings.paths().dataRoot()).isEqualTo(Path.of("/var/lib/conex"));
        assertThat(settings.cgroupParent()).isEqualTo("conex");
        assertThat(settings.network().bridge()).isEqualTo("conex0");
        assertThat(settings.containers().liveRestore()).isFalse();
        assertThat(settings.group()).isNull();
    }

    @Test
    void flagsComeInEveryForm() throws Exception {
        var settings = read(
                "-H",
                "unix:///a.sock",
                "-Hunix:///b.sock",
                "-D",
                "--data-root=/d",
                "--bip",
                "10.1.0.1/16",
                "--default-address-pool",
                "base=10.2.0.0/16,size=24",
                "--label",
                "a=b",
                "--tls=false",
                "--host",
                "tcp://1.2.3.4:99",
                "--live-restore",
                "--default-shm-size",
                "128m",
                "--default-ulimit",
                "nofile=10:20");
        assertThat(settings.hosts())
                .containsExactly(
                        new Settings.Host.Unix(Path.of("/a.sock")),
                        new Settings.Host.Unix(Path.of("/b.sock")),
                        new Settings.Host.Tcp("1.2.3.4", 99));
        assertThat(settings.debug()).isTrue();
        assertThat(settings.network().pools().getFirst().size()).isEqualTo(24);
        assertThat(settings.containers().shmBytes()).isEqualTo(128L << 20);
        assertThat(settings.containers().ulimits().getFirst().hard()).isEqualTo(20);
        assertThat(settings.containers().liveRestore()).isTrue();
        assertThat(settings.plainTcpAllowed()).isTrue();
    }

    @Test
    void daemonsWithOtherRootsHaveOtherKernelNames() throws Exception {
        var one = read("--data-root", "/a");
        var two = read("--data-root", "/b");
        assertThat(one.network().bridge())
                .hasSizeLessThan(16)
                .isNotEqualTo(two.network().bridge());
        assertThat(one.network().firewallTable()).isNotEqualTo(two.network().firewallTable());
        assertThat(one.cgroupParent()).isNotEqualTo(two.cgroupParent());
    }

    @Test
    void theFileHasDockersKeys() throws Exception {
        var settings = readFile("""
                {"debug":true,"hosts":["unix:///c.sock"],"insecure-registries":["r:5000"],"registry-mirrors":["http://m"],
                 "default-address-pools":[{"base":"10.3.0.0/16","size":20}],"log-opts":{"max-size":"1m"},"mtu":1400,
                 "default-ulimits":{"nofile":{"Name":"nofile","Soft":1,"Hard":2}},"storage-driver":"overlay2","features":{"x":true}}""");
        assertThat(settings.hosts()).containsExactly(new Settings.Host.Unix(Path.of("/c.sock")));
        assertThat(settings.registries().insecure()).containsExactly("r:5000");
        assertThat(settings.network().mtu()).isEqualTo(1400);
        assertThat(settings.containers().logOptions()).containsEntry("max-size", "1m");
        assertThat(settings.containers().ulimits().getFirst().soft()).isEqualTo(1);
    }

    @Test
    void theFileIsReadStrictly() {
        assertThatThrownBy(() -> readFile("{\"foo\":1,\"bar\":2}"))
                .hasMessageEndingWith("the following directives don't match any configuration option: foo, bar");
        assertThatThrownBy(() -> readFile("{\"debug\":true}", "--debug=false"))
                .hasMessageEndingWith(
                        "the following directives are specified both as a flag and in the configuration file:"
                                + " debug: (from flag: false, from file: true)");
        assertThatThrownBy(() -> readFile("{\"debug\":")).hasMessageContaining("invalid JSON");
        assertThatThrownBy(() -> readFile("{\"mtu\":\"x\"}")).hasMessageContaining("of type int");
        assertThatThrownBy(() -> read("--config-file", "/nosuch")).hasMessageContaining("no such file or directory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--foo",
                "-x",
                "extra",
                "--mtu=x",
                "--debug=maybe",
                "--host",
                "--label=x",
                "-Htcp://a:99999",
                "-Hfoo://x",
                "--log-level=loud"
            })
    void nonsenseIsRefused(String word) {
        assertThatThrownBy(() -> read(word)).isInstanceOf(ConfigError.class);
    }

    @Test
    void helpNamesEveryFlag() {
        assertThat(DaemonOptions.help())
                .contains("-H, --host list", "--live-restore", "--validate", "--storage-driver string");
    }

    @Test
    void plainTcpWantsToBeAskedFor() throws Exception {
        var settings = read("-H", "tcp://127.0.0.1:0");
        assertThatThrownBy(() -> Listeners.open(settings, (_, _) -> {}))
                .hasMessageContaining("refusing to listen on tcp://127.0.0.1:0 without TLS");
        try (var listeners = Listeners.open(read("-H", "tcp://127.0.0.1:0", "--tls=false"), (_, _) -> {})) {
            assertThat(listeners).isNotNull();
        }
    }

    @Test
    void aLivingPidFileIsRespected() throws Exception {
        var file = dir.resolve("pid");
        Files.writeString(file, "1\n");
        assertThatThrownBy(() -> PidFile.write(file)).hasMessageContaining("process with PID 1 is still running");
        Files.writeString(file, "999999999\n");
        try (var _ = PidFile.write(file)) {
            assertThat(Files.readString(file).strip())
                    .isEqualTo(Long.toString(ProcessHandle.current().pid()));
        }
        assertThat(file).doesNotExist();
    }
}

package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {
    @Test
    void bindsAreReadOnce() {
        assertThat(MountGrammar.bind("/a//b/../c:/d/:ro,rslave"))
                .isEqualTo(new MountGrammar.BindSpec("/a/c", "/d", "ro,rslave", true, "rslave", false));
        assertThat(MountGrammar.bind("data:/d:nocopy"))
                .isEqualTo(new MountGrammar.BindSpec("data", "/d", "nocopy", false, "", true));
        assertThat(MountGrammar.bind("/only")).isEqualTo(new MountGrammar.BindSpec("", "/only", "", false, "", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "a:b",
                "/a:b",
                "/a:/",
                "/a:/b:what",
                "/a:/b:ro,ro",
                "/a:/b:ro:x",
                "../x:/b",
                "-v:/b",
                "a:"
            })
    void badBindsAreRefused(String text) {
        assertThatThrownBy(() -> MountGrammar.bind(text)).isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void tmpfsOptionsAreChecked() {
        assertThat(MountGrammar.tmpfs("/t", "size=64m,exec,mode=1777"))
                .containsExactly("nosuid", "nodev", "size=64m", "exec", "mode=1777");
        assertThatThrownBy(() -> MountGrammar.tmpfs("/t", "upperdir=/x")).isInstanceOf(Refusal.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "SIGTERM", "term", "15"})
    void signalsHaveNamesAndNumbers(String word) {
        assertThat(Signals.parse(word, 9)).isEqualTo(15);
    }

    @Test
    void signalsBeyondTheKernelsAreRefused() {
        assertThat(Signals.parse("RTMIN+3", 9)).isEqualTo(37);
        for (var bad : List.of("NOPE", "65", "-1", "0", "RTMIN+x")) {
            assertThatThrownBy(() -> Signals.parse(bad, 9)).isInstanceOf(Refusal.Invalid.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", ".", "a/b", "-v", "a", "ä", "a b", "/"})
    void badContainerNamesAreRefused(String name) {
        assertThatThrownBy(() -> ContainerName.parse(name)).isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void namesMayHaveASlashBefore() {
        assertThat(ContainerName.parse("/web")).isEqualTo("web");
        assertThat(ContainerName.parse(ContainerName.invent(_ -> false))).contains("_");
    }

    @Test
    void timesCountBackOrStandForThemselves() {
        var now = Instant.parse("2026-01-02T00:00:00Z");
        assertThat(TimeWords.until("1h30m", now)).isEqualTo(Instant.parse("2026-01-01T22:30:00Z"));
        assertThat(TimeWords.until("1136073600.5", now)).isEqualTo(Instant.ofEpochSecond(1136073600L, 500_000_000));
        assertThat(TimeWords.until("2006-01-02", now)).isEqualTo(Instant.parse("2006-01-02T00:00:00Z"));
        assertThat(TimeWords.until("2006-01-02T15:04:05+01:00", now)).isEqualTo(Instant.parse("2006-01-02T14:04:05Z"));
        assertThatThrownBy(() -> TimeWords.until("soon", now)).isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void detachKeysAreTakenOutEvenWhenSplit() {
        var keys = DetachKeys.of(null);
        var first = keys.filter(new byte[] {'a', 16}, 0, 2);
        assertThat(first.input()).containsExactly('a');
        var second = keys.filter(new byte[] {'b'}, 0, 1);
        assertThat(second.input()).containsExactly(16, 'b');
        var third = keys.filter(new byte[] {16, 17, 'c'}, 0, 3);
        assertThat(third.detached()).isTrue();
        assertThat(third.input()).isEmpty();
    }

    @Test
    void detachKeysCanBeChosen() {
        assertThat(DetachKeys.of("ctrl-x,y")
                        .filter("y\030y".getBytes(StandardCharsets.ISO_8859_1), 0, 3)
                        .detached())
                .isTrue();
        assertThat(DetachKeys.of("ctrl-x,y")
                        .filter(new byte[] {24, 24, 'y'}, 0, 3)
                        .detached())
                .isTrue();
        assertThatThrownBy(() -> DetachKeys.of("ctrl-!")).isInstanceOf(Refusal.Invalid.class);
        assertThatThrownBy(() -> DetachKeys.of("ab")).isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void usersAreFoundAsDockerFindsThem() {
        var lookup = new UserLookup(
                "root:x:0:0:root:/root:/bin/sh\nbad line\napp:x:1000:1001:App:/home/app:/bin/sh\n",
                "root:x:0:\nwheel:x:10:root,app\napp:x:1001:\n");
        assertThat(lookup.find("", List.of()).home()).isEqualTo("/root");
        assertThat(lookup.find("app", List.of()).identity().groups()).containsExactly(1001, 10);
        assertThat(lookup.find("1000", List.of()).identity().gid()).isEqualTo(1001);
        assertThat(lookup.find("app:wheel", List.of()).identity().groups()).containsExactly(10);
        assertThat(lookup.find("4711", List.of("wheel", "77")).identity())
                .isEqualTo(new dev.conex.runtime.Identity(4711, 0, List.of(0, 10, 77)));
        assertThat(lookup.find("4711", List.of()).home()).isEqualTo("/");
        assertThatThrownBy(() -> lookup.find("nosuch", List.of()))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class,
                        e -> assertThat(e.why())
                                .isEqualTo("unable to find user nosuch: no matching entries in passwd file"));
        assertThatThrownBy(() -> lookup.find("app:nosuch", List.of()))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class,
                        e -> assertThat(e.why())
                                .isEqualTo("unable to find group nosuch: no matching entries in group file"));
    }

    @Test
    void changesOfACommitAreInstructions() {
        var d = CommitChanges.apply(
                dev.conex.oci.ContainerDefaults.NONE,
                List.of(
                        "CMD [\"a\", \"b\"]",
                        "ENV A=1 B=\"x y\"",
                        "ENV C d e",
                        "EXPOSE 80 53/udp",
                        "LABEL l=v",
                        "WORKDIR /w"));
        assertThat(d.cmd()).containsExactly("a", "b");
        assertThat(d.env()).containsExactly("A=1", "B=x y", "C=d e");
        assertThat(d.exposedPorts()).containsExactly("53/udp", "80/tcp");
        assertThat(d.labels()).containsEntry("l", "v");
        assertThatThrownBy(() -> CommitChanges.apply(dev.conex.oci.ContainerDefaults.NONE, List.of("RUN x")))
                .isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void theHostsFileNamesTheContainerAtItsAddresses() {
        var assigned = new Endpoint.Assigned(
                "eth0", "02:42:ac:11:00:02", "172.17.0.2", 16, "172.17.0.1", "", 0, "", List.of(), List.of());
        var r = RecordFormTest.record(new ContainerState.Created(ContainerState.Life.NONE))
                .withEndpoints(List.of(new Endpoint("bridge", "n", "e", EndpointOptions.DEFAULTS, assigned)));
        r = r.withSpec(
                r.spec().withConfig(Hostnames.with(r.config(), new NetworkMode.None(), r.spec(), r.key(), "host")));
        assertThat(EtcFiles.hostsText(r, ""))
                .startsWith("127.0.0.1\tlocalhost\n")
                .endsWith("172.17.0.2\taaaaaaaaaaaa\n");
    }
}

package dev.conex.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReferenceTest {
    private static final String HEX = "a".repeat(64);

    @ParameterizedTest
    @CsvSource({
        "busybox, docker.io/library/busybox, busybox",
        "busybox:1.36, docker.io/library/busybox:1.36, busybox:1.36",
        "team/app, docker.io/team/app, team/app",
        "docker.io/library/busybox:x, docker.io/library/busybox:x, busybox:x",
        "index.docker.io/busybox, docker.io/library/busybox, busybox",
        "docker.io/busybox, docker.io/library/busybox, busybox",
        "localhost/app, localhost/app, localhost/app",
        "localhost:5000/a/b:tag, localhost:5000/a/b:tag, localhost:5000/a/b:tag",
        "[::1]:5000/a:t, [::1]:5000/a:t, [::1]:5000/a:t",
        "ghcr.io/a/b-c__d.e_f:T-1, ghcr.io/a/b-c__d.e_f:T-1, ghcr.io/a/b-c__d.e_f:T-1",
        "Uppercase/app, Uppercase/app, Uppercase/app",
        "foo.com:80/x, foo.com:80/x, foo.com:80/x",
    })
    void completesWhatTheUserTyped(String typed, String canonical, String familiar) {
        var reference = Reference.parse(typed);

        assertThat(reference.canonical()).isEqualTo(canonical);
        assertThat(reference.familiar()).isEqualTo(familiar);
        assertThat(Reference.parse(canonical)).isEqualTo(reference);
    }

    @Test
    void readsTagAndDigestTogether() {
        var reference = Reference.parse("localhost:5000/a/b:tag@sha256:" + HEX);

        assertThat(reference.domain()).isEqualTo("localhost:5000");
        assertThat(reference.path()).isEqualTo("a/b");
        assertThat(reference.tag()).isEqualTo("tag");
        assertThat(reference.digest()).isEqualTo(new Digest("sha256", HEX));
        assertThat(reference.tagOrDigest()).isEqualTo("sha256:" + HEX);
    }

    @Test
    void addsTheDefaultTagOnlyWhereNeitherTagNorDigestIs() {
        assertThat(Reference.parse("a").tagged().familiar()).isEqualTo("a:latest");
        assertThat(Reference.parse("a:b").tagged().familiar()).isEqualTo("a:b");
        assertThat(Reference.parse("a@sha256:" + HEX).tagged().familiar()).isEqualTo("a@sha256:" + HEX);
    }

    @ParameterizedTest
    @CsvSource({
        "'', invalid reference format",
        "':tag', invalid reference format",
        "'a:', invalid reference format",
        "'a b', invalid reference format",
        "'a:b:c', invalid reference format",
        "'-a', invalid reference format",
        "'a/../b', invalid reference format",
        "'a//b', invalid reference format",
        "'a___b', invalid reference format",
        "'a@sha256:abc', invalid reference format",
        "'https://a/b', invalid reference format",
        "'../x', invalid reference format",
        "'Busybox', invalid reference format: repository name (library/Busybox) must be lowercase",
        "'A@sha256:x', invalid reference format: repository name (library/A@sha256) must be lowercase",
        "'B:t:u', invalid reference format: repository name (library/B) must be lowercase",
        "'a/b/C@', invalid reference format: repository name (a/b/C@) must be lowercase",
        "'foo.com/B:', invalid reference format: repository name (B) must be lowercase",
        "'a/B:t', invalid reference format: repository name (a/B) must be lowercase",
        "'localhost/B', invalid reference format: repository name (B) must be lowercase",
    })
    void refusesInDockersWords(String typed, String message) {
        assertThatThrownBy(() -> Reference.parse(typed))
                .isInstanceOf(InvalidReference.class)
                .hasMessage(message);
    }

    @Test
    void refusesBareIdsAndBadDigests() {
        assertThatThrownBy(() -> Reference.parse(HEX))
                .hasMessage("invalid repository name (%s), cannot specify 64-byte hexadecimal strings".formatted(HEX));
        assertThatThrownBy(() -> Reference.parse("a@sha256:" + "a".repeat(63)))
                .hasMessage("invalid checksum digest length");
        assertThatThrownBy(() -> Reference.parse("a@md5:" + "a".repeat(32))).hasMessage("unsupported digest algorithm");
        assertThatThrownBy(() -> Reference.parse("a".repeat(256)))
                .hasMessage("repository name must not be more than 255 characters");
    }

    @Test
    void endsSoonOnLongInput() {
        assertThatThrownBy(() -> Reference.parse("a-".repeat(500) + "!")).isInstanceOf(InvalidReference.class);
        assertThatThrownBy(() -> Reference.parse("a".repeat(1 << 20))).isInstanceOf(InvalidReference.class);
    }
}

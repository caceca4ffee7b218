package dev.conex.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void framesComeApartByStream() throws Exception {
        var wire = new ByteArrayOutputStream();
        StdCopy.write(wire, StdCopy.STDOUT, utf8("hello\n"), 0, 6);
        StdCopy.write(wire, StdCopy.STDERR, utf8("xoops\n"), 1, 5);
        StdCopy.write(wire, StdCopy.STDOUT, new byte[0], 0, 0);
        assertThat(wire.toByteArray()).startsWith(1, 0, 0, 0, 0, 0, 0, 6, 'h');
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        StdCopy.copy(new ByteArrayInputStream(wire.toByteArray()), out, err);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("hello\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("oops\n");
    }

    @Test
    void cutFramesAreNoEnd() throws Exception {
        var wire = new ByteArrayOutputStream();
        StdCopy.write(wire, StdCopy.STDOUT, utf8("hello\n"), 0, 6);
        for (int cut = 1; cut < wire.size(); cut++) {
            var part = new ByteArrayInputStream(Arrays.copyOf(wire.toByteArray(), cut));
            assertThatThrownBy(() -> StdCopy.copy(part, null, null)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void nonsenseIsNoFrame() {
        var text = new ByteArrayInputStream(utf8("HTTP/1.1 200 OK"));
        assertThatThrownBy(() -> StdCopy.copy(text, null, null)).isInstanceOf(IOException.class);
        var huge = new ByteArrayInputStream(new byte[] {1, 0, 0, 0, (byte) 0xff, 0, 0, 0});
        assertThatThrownBy(() -> StdCopy.copy(huge, null, null)).hasMessageContaining("not a frame");
    }

    @Test
    void bothFormsOfFiltersAreRead() throws Exception {
        var set = FilterMap.parse("{\"label\":{\"a=b\":true,\"c\":true},\"dangling\":{\"true\":true}}");
        var list = FilterMap.parse("{\"label\":[\"a=b\",\"c\"],\"dangling\":[\"true\"]}");
        assertThat(set).isEqualTo(list);
        assertThat(FilterMap.parse(set.json())).isEqualTo(set);
        assertThat(FilterMap.parse("{\"dangling\":[true]}").values()).containsKey("dangling");
        assertThat(FilterMap.parse(null)).isEqualTo(FilterMap.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"a\":5}", "{\"a\":[{}]}", "{", "x", "{\"a\":[null]}"})
    void otherFiltersAreRefused(String text) {
        assertThatThrownBy(() -> FilterMap.parse(text)).isInstanceOf(MalformedJson.class);
    }

    @Test
    void timesAreReadAndWrittenAsDockerDoes() {
        assertThat(Times.ofQuery("1700000000.000000001")).isEqualTo(Instant.ofEpochSecond(1700000000, 1));
        assertThat(Times.ofQuery("1700000000")).isEqualTo(Instant.ofEpochSecond(1700000000));
        assertThat(Times.ofQuery("2026-01-02T03:04:05.5+01:00")).isEqualTo(Instant.parse("2026-01-02T02:04:05.5Z"));
        assertThat(Times.ofQuery("0")).isNull();
        assertThat(Times.rfc3339(Instant.parse("2026-01-02T03:04:05.120Z"))).isEqualTo("2026-01-02T03:04:05.12Z");
        assertThat(Times.rfc3339(Times.ZERO)).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(Times.rfc3339Fixed(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00.000000000Z");
        assertThatThrownBy(() -> Times.ofQuery("yesterday")).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> Times.ofQuery("9".repeat(30))).isInstanceOf(DateTimeException.class);
    }

    @Test
    void pathStatIsReadAsDockerWroteIt() throws Exception {
        var docker = "eyJuYW1lIjoiZXRjIiwic2l6ZSI6NDA5NiwibW9kZSI6MjE0NzQ4NDE0MSwibXRpbWUiOiIyMDI2LTExLTI0VDEzOjQ2OjM3"
                + "LjE5NjcwNDkwNVoiLCJsaW5rVGFyZ2V0IjoiIn0=";
        var stat = PathStatHeader.decode(docker);
        assertThat(stat.name()).isEqualTo("etc");
        assertThat(stat.directory()).isTrue();
        assertThat(GoFileMode.of(040755)).isEqualTo(stat.mode());
        assertThat(stat.encode()).isEqualTo(docker);
        assertThat(GoFileMode.permissions(GoFileMode.of(0104755))).isEqualTo(04755);
    }

    @Test
    void registryAuthIsReadWithAndWithoutPadding() throws Exception {
        assertThat(AuthHeader.decode("e30=")).isEqualTo(AuthHeader.ANONYMOUS);
        assertThat(AuthHeader.decode("e30")).isEqualTo(AuthHeader.ANONYMOUS);
        assertThat(AuthHeader.decode(null)).isEqualTo(AuthHeader.ANONYMOUS);
        var auth = new AuthSettings("u", "p?>~", null, null, "r.example", null, null);
        assertThat(AuthHeader.decode(AuthHeader.encode(auth))).isEqualTo(auth);
        assertThat(AuthHeader.decodeAll(AuthHeader.encode(Map.of("r.example", auth))))
                .containsEntry("r.example", auth);
        assertThatThrownBy(() -> AuthHeader.decode("c2VjcmV0")).hasMessage("invalid X-Registry-Auth header");
    }
}

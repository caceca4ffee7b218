package dev.conex.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamsTest {
    private static final byte[] CONTENT = "some content".getBytes(UTF_8);
    private static final Descriptor EXPECTED = Descriptor.of("x", CONTENT);

    @Test
    void passesTheAnnouncedContent() throws IOException {
        assertThat(new VerifiedStream(new ByteArrayInputStream(CONTENT), EXPECTED).readAllBytes())
                .isEqualTo(CONTENT);
    }

    @Test
    void refusesAnotherDigestAShorterAndALongerContent() {
        assertRefused("some c0ntent", "its bytes have the digest sha256:");
        assertRefused("some conten", "ended after 11 of 12 bytes");
        assertRefused("some content and more", "longer than the announced 12 bytes");
    }

    private static void assertRefused(String content, String message) {
        var stream = new VerifiedStream(new ByteArrayInputStream(content.getBytes(UTF_8)), EXPECTED);
        assertThatThrownBy(stream::drain)
                .isInstanceOf(MalformedContent.class)
                .hasMessageContaining(message)
                .hasMessageContaining(EXPECTED.digest().toString());
    }

    @Test
    void readsNoMoreThanOneByteAboveTheAnnouncedSize() {
        var source = new ByteArrayInputStream(new byte[1000]);
        var stream = new VerifiedStream(source, EXPECTED);

        assertThatThrownBy(stream::drain).isInstanceOf(MalformedContent.class);
        assertThat(source.available()).isEqualTo(1000 - 13);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "GZIP", "ZSTD"})
    void unpacksWhatItPacked(Compression compression) throws IOException {
        var codecs = Codecs.standard();
        var content = new byte[300_000];
        Arrays.fill(content, 1000, 200_000, (byte) 'x');
        var packed = new ByteArrayOutputStream();
        try (var out = codecs.compress(packed, compression)) {
            out.write(content);
        }
        var again = new ByteArrayOutputStream();
        try (var out = codecs.compress(again, compression)) {
            out.write(content);
        }

        assertThat(packed.toByteArray()).isEqualTo(again.toByteArray());
        assertThat(codecs.decompress(new ByteArrayInputStream(packed.toByteArray()))
                        .readAllBytes())
                .isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one.gz", "one.zst", "one.xz", "one.bz2"})
    void detectsForeignPackingsByTheirFirstBytes(String name) throws IOException {
        try (var in = Codecs.standard().decompress(corpus("gzip/" + name))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).startsWith("hello");
        }
    }

    @Test
    void readsConcatenatedMembersFromAStreamThatNeverSaysWhatIsAvailable() throws IOException {
        var slow = new FilterInputStream(corpus("gzip/two.gz")) {
            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                return super.read(b, off, Math.min(len, 1));
            }

            @Override
            public int available() {
                return 0;
            }
        };

        assertThat(new String(Codecs.standard().decompress(slow).readAllBytes(), UTF_8))
                .isEqualTo("hello hello hello\nhello hello hello\n");
    }

    @Test
    void refusesCutAndDamagedGzipAtEveryByte() throws IOException {
        byte[] whole = corpus("gzip/two.gz").readAllBytes();
        for (int cut = 2; cut < whole.length; cut++) {
            if (cut == whole.length / 2) {
                continue; // exactly the first member
            }
            var part = Arrays.copyOf(whole, cut);
            assertThatThrownBy(() -> new JdkGzip()
                            .decompress(new ByteArrayInputStream(part))
                            .readAllBytes())
                    .isInstanceOf(MalformedContent.class);
        }
        whole[whole.length - 6] ^= 1;
        assertThatThrownBy(() -> new JdkGzip()
                        .decompress(new ByteArrayInputStream(whole))
                        .readAllBytes())
                .hasMessageContaining("wrong checksum");
    }

    @Test
    void toleratesZerosAfterGzipButNothingElse() throws IOException {
        byte[] one = corpus("gzip/one.gz").readAllBytes();
        assertThat(new JdkGzip()
                        .decompress(new ByteArrayInputStream(Arrays.copyOf(one, 1000)))
                        .readAllBytes())
                .hasSize(18);
        var garbage = Arrays.copyOf(one, one.length + 1);
        garbage[one.length] = 'x';
        assertThatThrownBy(() -> new JdkGzip()
                        .decompress(new ByteArrayInputStream(garbage))
                        .readAllBytes())
                .isInstanceOf(MalformedContent.class);
    }

    @Test
    void bytesThatAreNotUtf8KeepTheirValue() throws MalformedContent {
        var raw = new byte[] {'a', '/', (byte) 0xff, '\n', '/', '\\', 'C', ':'};
        var path = BytePath.of(raw);

        assertThat(path.inRoot().bytes()).isEqualTo(raw);
        assertThat(path).hasToString("a/\\xff\\x0a/\\C:");
        assertThat(path.parent().fileName().bytes()).isEqualTo(new byte[] {(byte) 0xff, '\n'});
    }

    @Test
    void pathsStayInTheirRoot() throws MalformedContent {
        assertThat(BytePath.of("./a/./b//c/../d/").inRoot()).hasToString("a/b/d");
        assertThat(BytePath.of("/../../x").inRoot()).hasToString("x");
        assertThat(BytePath.of("./").inRoot()).isEqualTo(BytePath.EMPTY);
        assertThatThrownBy(() -> BytePath.of("a/../../x").inRoot())
                .hasMessage("path \"a/../../x\" leads out of the root");
    }

    @ParameterizedTest
    @ValueSource(strings = {".wh...", ".wh..", ".wh./etc", ".wh.", "a/.wh.", "a/.wh.b/c", "../.wh.x"})
    void refusesInvalidWhiteouts(String name) {
        assertThatThrownBy(() -> LayerName.of(BytePath.of(name))).isInstanceOf(MalformedContent.class);
    }

    @Test
    void readsWhiteouts() throws MalformedContent {
        assertThat(LayerName.of(BytePath.of("./a/.wh.b"))).isEqualTo(new LayerName.Whiteout(BytePath.of("a/b")));
        assertThat(LayerName.of(BytePath.of("a/.wh..wh..opq"))).isEqualTo(new LayerName.Opaque(BytePath.of("a")));
        assertThat(LayerName.of(BytePath.of(".wh..wh.plnk/1.2"))).isEqualTo(new LayerName.Bookkeeping());
        assertThat(LayerName.of(BytePath.of("a/.wh"))).isEqualTo(new LayerName.Plain(BytePath.of("a/.wh")));
        assertThat(LayerName.of(BytePath.of("./"))).isEqualTo(new LayerName.Plain(BytePath.EMPTY));
    }

    static InputStream corpus(String name) {
        var stream = StreamsTest.class.getResourceAsStream("/corpus/" + name);
        assertThat(stream).as(name).isNotNull();
        return Objects.requireNonNull(stream);
    }
}

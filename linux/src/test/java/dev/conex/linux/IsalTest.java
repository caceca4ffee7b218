package dev.conex.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsalTest {
    @BeforeAll
    static void libraryIsThere() {
        assertThat(Isal.available()).as("libisal.so.2 is installed").isTrue();
    }

    private static byte[] content(int size) {
        var random = new Random(size);
        var bytes = new byte[size];
        for (var i = 0; i < size; i++) {
            bytes[i] = (byte) (random.nextInt(10) < 3 ? random.nextInt() : i >> 4);
        }
        return bytes;
    }

    private static byte[] pack(byte[] content, int piece) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = Isal.deflate(packed)) {
            for (var at = 0; at < content.length; at += piece) {
                out.write(content, at, Math.min(piece, content.length - at));
            }
        }
        return packed.toByteArray();
    }

    private static byte[] unpack(InputStream packed) throws IOException {
        try (var in = Isal.inflate(packed)) {
            return in.readAllBytes();
        }
    }

    private static byte[] jdkPack(byte[] content) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /// Gives one byte at a time.
    private static InputStream slow(byte[] content) {
        return new FilterInputStream(new ByteArrayInputStream(content)) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, 1));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 262_143, 262_144, 262_145, 3_000_000})
    void understandsTheJdkAndIsUnderstoodByIt(int size) throws IOException {
        var content = content(size);
        var packed = pack(content, 10_000);
        assertThat(pack(content, 77_777)).isEqualTo(packed);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        assertThat(unpack(new ByteArrayInputStream(packed))).isEqualTo(content);
        assertThat(unpack(new ByteArrayInputStream(jdkPack(content)))).isEqualTo(content);
    }

    @Test
    void readsMembersThatFollowEachOther() throws IOException {
        var one = content(100_000);
        var two = content(5);
        var packed = join(join(jdkPack(one), pack(new byte[0], 1)), pack(two, 1));
        assertThat(unpack(new ByteArrayInputStream(packed))).isEqualTo(join(one, two));
        assertThat(unpack(slow(packed))).isEqualTo(join(one, two));
    }

    @Test
    void refusesAnEarlyEndWhereverItComes() throws IOException {
        var packed = join(jdkPack(content(300)), jdkPack(content(200)));
        var whole = jdkPack(content(300)).length;
        for (var length = 0; length < packed.length; length++) {
            var cut = Arrays.copyOf(packed, length);
            if (length == whole) {
                assertThat(unpack(new ByteArrayInputStream(cut))).hasSize(300);
            } else {
                assertThatThrownBy(() -> unpack(new ByteArrayInputStream(cut)))
                        .as("cut to %d bytes", length)
                        .isInstanceOfAny(EOFException.class, ZipException.class);
            }
        }
    }

    @Test
    void refusesDamageAndWhatIsNoGzip() throws IOException {
        var packed = jdkPack(content(10_000));
        packed[packed.length - 6] ^= 1;
        assertThatThrownBy(() -> unpack(new ByteArrayInputStream(packed))).hasMessageContaining("wrong checksum");
        packed[packed.length - 6] ^= 1;
        packed[packed.length - 1] ^= 1;
        assertThatThrownBy(() -> unpack(new ByteArrayInputStream(packed))).isInstanceOf(ZipException.class);
        packed[packed.length - 1] ^= 1;
        assertThatThrownBy(() -> unpack(new ByteArrayInputStream(join(packed, new byte[] {1, 2, 3}))))
                .hasMessageContaining("something else follows");
        assertThatThrownBy(() -> unpack(new ByteArrayInputStream(new byte[100])))
                .hasMessageContaining("no gzip");
    }

    @Test
    void anyDamageIsAnErrorOrHarmless() throws IOException {
        var content = content(2000);
        var packed = jdkPack(content);
        for (var i = 0; i < packed.length * 8; i++) {
            var damaged = packed.clone();
            damaged[i / 8] ^= (byte) (1 << (i % 8));
            try {
                assertThat(unpack(new ByteArrayInputStream(damaged))).isEqualTo(content);
            } catch (IOException e) {
                assertThat(e).isInstanceOfAny(EOFException.class, ZipException.class);
            }
        }
    }
}

package dev.conex.oci;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TarHostileTest {
    private static final int MUTATIONS = 3000;
    private static final int DATA_READ_MAX = 1 << 20;
    private static final List<String> SEEDS =
            List.of("v7", "ustar", "gnu", "pax", "sparse-old", "sparse-0.0", "sparse-0.1", "sparse-1.0", "base256");

    private static int count(byte[] tar) throws IOException {
        var reader = new TarReader(new ByteArrayInputStream(tar));
        int count = 0;
        var buffer = new byte[1 << 16];
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            count++;
            int total = 0;
            for (int got = 0; got >= 0 && total < DATA_READ_MAX; total += got) {
                got = reader.read(buffer, 0, buffer.length);
            }
        }
        return count;
    }

    private static byte[] header(char type, Consumer<TarBlock> fill) {
        var block = new TarBlock(new byte[TarBlock.BYTES]);
        block.put(TarBlock.NAME, BytePath.of("f"));
        block.bytes()[TarBlock.TYPE] = (byte) type;
        System.arraycopy("ustar\00000".getBytes(US_ASCII), 0, block.bytes(), 257, 8);
        fill.accept(block);
        block.seal();
        return block.bytes();
    }

    private static byte[] tar(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
            out.writeBytes(new byte[-part.length & 511]);
        }
        out.writeBytes(new byte[1024]);
        return out.toByteArray();
    }

    private static byte[] pax(String... keysAndValues) {
        var records = new TreeMap<String, byte[]>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            records.put(keysAndValues[i], keysAndValues[i + 1].getBytes(UTF_8));
        }
        var body = PaxRecords.format(records);
        var out = new ByteArrayOutputStream();
        out.writeBytes(header('x', b -> b.put(TarBlock.SIZE, body.length)));
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static final byte[] EMPTY_FILE = header('0', b -> {});

    private static void assertRefused(byte[] tar, String message) {
        assertThatThrownBy(() -> count(tar))
                .isInstanceOf(MalformedContent.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesExtendedHeadersAndLongNamesOfAGigabyte() {
        assertRefused(tar(header('x', b -> b.put(TarBlock.SIZE, 1 << 30))), "the limit is 1048576");
        assertRefused(tar(header('g', b -> b.put(TarBlock.SIZE, 1 << 30))), "the limit is 1048576");
        assertRefused(tar(header('L', b -> b.put(TarBlock.SIZE, 1 << 30))), "the limit is 4097");
        assertRefused(tar(pax("path", "x".repeat(5000)), EMPTY_FILE), "name of 5000 bytes, the limit is 4096");
    }

    @Test
    void refusesNegativeAndOverflowingNumbers() {
        assertRefused(tar(header('0', b -> Arrays.fill(b.bytes(), 124, 136, (byte) 0xff))), "negative size -1");
        assertRefused(
                tar(header('0', b -> {
                    Arrays.fill(b.bytes(), 124, 136, (byte) 0x7f);
                    b.bytes()[124] = (byte) 0x80;
                })),
                "out of range");
        assertRefused(tar(header('0', b -> b.bytes()[130] = '9')), "bad number");
        assertRefused(tar(header('0', b -> Arrays.fill(b.bytes(), 108, 116, (byte) 0xff))), "negative owner");
        assertRefused(tar(pax("size", "-1"), EMPTY_FILE), "not a number");
        assertRefused(tar(pax("size", "99999999999999999999"), EMPTY_FILE), "size");
        assertRefused(tar(pax("uid", "root"), EMPTY_FILE), "not a number");
        assertRefused(tar(pax("mtime", "9223372036854775807"), EMPTY_FILE), "time out of range");
        assertRefused(tar(pax("path", "a\0b"), EMPTY_FILE), "NUL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0,600", "0,300,200,300", "500,100,0,500", "0,512,9223372036854775807,1", "1", "a,b", "0,-1"})
    void refusesSparseMapsThatOverlapOrLeaveTheFile(String map) {
        var tar = tar(
                pax("GNU.sparse.map", map, "GNU.sparse.size", "599"),
                header('0', b -> b.put(TarBlock.SIZE, 600)),
                new byte[600]);

        assertThatThrownBy(() -> count(tar)).isInstanceOf(MalformedContent.class);
    }

    @Test
    void refusesSparseMapsWithoutEnd() {
        var more = new byte[512];
        for (int i = 0; i < 21; i++) {
            Arrays.fill(more, 24 * i, 24 * i + 23, (byte) '0');
        }
        more[504] = 1;
        var out = new ByteArrayOutputStream();
        out.writeBytes(header('S', b -> b.bytes()[482] = 1));
        for (int i = 0; i < 4000; i++) {
            out.writeBytes(more);
        }
        assertRefused(out.toByteArray(), "more than 65536 pieces");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5 a=b\n", "-1 a=b\n", "99999999999 a=b\n", "6 ab\n", "6 =bcd\n", "a b=c\n", "6 a=bc"})
    void refusesMalformedRecords(String records) {
        var body = records.getBytes(UTF_8);
        var tar = tar(header('x', b -> b.put(TarBlock.SIZE, body.length)), body, EMPTY_FILE);

        assertRefused(tar, "malformed PAX record");
    }

    @Test
    void refusesArchivesCutInAHeaderOrInData() throws IOException {
        byte[] whole = tar(header('0', b -> b.put(TarBlock.SIZE, 700)), new byte[700], EMPTY_FILE);
        for (int cut = 1; cut < whole.length; cut++) {
            var part = Arrays.copyOf(whole, cut);
            boolean clean = cut == 512 + 700 || cut == 512 + 1024 || cut == 2048 || cut == 2560;
            if (clean) {
                assertThat(count(part)).isEqualTo(cut < 2000 ? 1 : 2);
            } else {
                assertThatThrownBy(() -> count(part)).as("cut at %d", cut).isInstanceOf(MalformedContent.class);
            }
        }
    }

    @Test
    void ignoresWhatFollowsTheEnd() throws IOException {
        var out = new ByteArrayOutputStream();
        out.writeBytes(tar(EMPTY_FILE));
        out.writeBytes("garbage".repeat(1000).getBytes(UTF_8));

        assertThat(count(out.toByteArray())).isEqualTo(1);
        assertThat(count(new byte[0])).isZero();
        assertThat(count(new byte[10240])).isZero();
    }

    @Test
    void refusesWhatIsNoTarAndUnknownMembers() {
        assertRefused("PK\3\4".repeat(200).getBytes(UTF_8), "");
        assertRefused(tar(header('M', b -> {})), "unknown type of member 'M'");
    }

    @Test
    void attributesOfBothSpellingsAreRead() throws IOException {
        var tar = tar(pax("LIBARCHIVE.xattr.user.a%20b", "aGk=", "SCHILY.xattr.user.c", "x"), EMPTY_FILE);
        var entry = new TarReader(new ByteArrayInputStream(tar)).next().orElseThrow();

        assertThat(entry.meta().xattrs()).containsOnlyKeys("user.a b", "user.c");
        assertThat(entry.meta().xattrs().get("user.a b")).isEqualTo("hi".getBytes(UTF_8));
    }

    @Test
    void damagedArchivesEndInAnErrorAndNeverInACrash() throws IOException {
        var random = new Random(20240101);
        for (var seed : SEEDS) {
            byte[] original = StreamsTest.corpus("tar/" + seed + ".tar").readAllBytes();
            for (int i = 0; i < MUTATIONS / SEEDS.size(); i++) {
                var mutant = mutated(original, random);
                try {
                    assertThat(count(mutant)).isNotNegative();
                } catch (IOException expected) {
                    assertThat(expected).isInstanceOf(MalformedContent.class);
                }
            }
        }
    }

    /// Changes a few bytes and seals all headers again, so that the change is not stopped at the first check.
    static byte[] mutated(byte[] original, Random random) {
        var mutant = original.clone();
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(4) == 0
                    ? random.nextInt(mutant.length)
                    : 512 * random.nextInt(6) + random.nextInt(512);
            mutant[Math.min(at, mutant.length - 1)] = switch (random.nextInt(4)) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> (byte) ('0' + random.nextInt(10));
                case 2 -> (byte) 0xff;
                default -> "xgLKS0123456789,\n\0=".getBytes(US_ASCII)[random.nextInt(18)];
            };
        }
        for (int at = 0; at + 512 <= mutant.length; at += 512) {
            if (Arrays.equals(mutant, at + 257, at + 262, "ustar".getBytes(US_ASCII), 0, 5)) {
                var block = new TarBlock(Arrays.copyOfRange(mutant, at, at + 512));
                block.seal();
                System.arraycopy(block.bytes(), 0, mutant, at, 512);
            }
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant;
    }
}

package dev.conex.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.conex.oci.TarEntry.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TarTest {
    private static final String LONG = "n".repeat(200);

    private record Member(TarEntry entry, BytePath content) {
        byte[] data() {
            return content.bytes();
        }
    }

    private static Map<String, Member> read(byte[] tar) throws IOException {
        var reader = new TarReader(new ByteArrayInputStream(tar));
        var members = new LinkedHashMap<String, Member>();
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            members.put(
                    next.get().name().toString(),
                    new Member(next.get(), BytePath.of(reader.data().readAllBytes())));
        }
        return members;
    }

    private static Member get(Map<String, Member> members, String name) {
        assertThat(members).containsKey(name);
        return Objects.requireNonNull(members.get(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gnu", "pax"})
    void readsWhatGnuTarWrites(String format) throws IOException {
        var members = read(StreamsTest.corpus("tar/" + format + ".tar").readAllBytes());

        assertThat(get(members, "./").entry().kind()).isEqualTo(new Kind.Directory());
        assertThat(get(members, "./d/sym").entry().kind()).isEqualTo(new Kind.Symlink(BytePath.of("../x")));
        assertThat(get(members, "./longlink").entry().kind()).isEqualTo(new Kind.Symlink(BytePath.of(LONG + LONG)));
        assertThat(get(members, "./" + LONG).data()).isEqualTo("long\n".getBytes(UTF_8));
        assertThat(get(members, "./fifo").entry().kind()).isEqualTo(new Kind.Fifo());
        assertThat(get(members, "./null").entry().kind()).isEqualTo(new Kind.Device(false, 1, 3));
        assertThat(get(members, "./nl\\x0a\\xff\\xfe").data()).isEqualTo("x".getBytes(UTF_8));
        assertThat(members.values().stream().map(m -> m.entry().kind()).filter(Kind.HardLink.class::isInstance))
                .hasSize(1);
        var setuid = members.values().stream()
                .filter(m -> m.entry().kind() instanceof Kind.File
                        && m.entry().meta().mode() == 04755)
                .findFirst()
                .orElseThrow();
        assertThat(setuid.data()).isEqualTo("hello\n".getBytes(UTF_8));
    }

    @Test
    void readsExtendedAttributes() throws IOException {
        var members = read(StreamsTest.corpus("tar/pax.tar").readAllBytes());

        assertThat(members.values().stream().flatMap(m -> m.entry().meta().xattrs().entrySet().stream()))
                .anySatisfy(x -> {
                    assertThat(x.getKey()).isEqualTo("user.k");
                    assertThat(x.getValue()).isEqualTo("v".getBytes(UTF_8));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"old", "0.0", "0.1", "1.0"})
    void readsSparseFilesAsPlainOnes(String version) throws IOException {
        var members = read(StreamsTest.corpus("tar/sparse-" + version + ".tar").readAllBytes());

        var member = get(members, "sp");
        assertThat(member.entry().size()).isEqualTo(300_000);
        assertThat(Digest.ofSha256(member.data()).hex())
                .isEqualTo("48743c448b07e9fd0b54d14c49442b4f583bd1566a6ea5f20c10aa2c54ed3073");
    }

    @Test
    void readsOwnersAboveTheOctalRange() throws IOException {
        var members = read(StreamsTest.corpus("tar/base256.tar").readAllBytes());

        assertThat(get(members, "d/").entry().meta().uid()).isEqualTo(4_000_000_000L);
        assertThat(get(members, "d/").entry().meta().gid()).isEqualTo(5);
    }

    private static List<TarEntry> oneOfEach() {
        var meta = new FileMeta(
                06755,
                4_294_967_294L,
                70_000,
                Instant.parse("2024-05-06T07:08:09.123456789Z"),
                Map.of("user.binary", new byte[] {1, 0, '\n', (byte) 0xff}, "user.a", new byte[0]));
        return List.of(
                TarEntry.directory("d/", meta),
                TarEntry.file("d/f", 5, meta),
                TarEntry.file("d/" + "x".repeat(255), 0, FileMeta.plain(0)),
                new TarEntry(
                        BytePath.of(new byte[] {'b', (byte) 0xfe, '\n'}), new Kind.File(512), FileMeta.plain(0600)),
                TarEntry.symlink("s", "/abs/" + "y".repeat(300)),
                TarEntry.hardLink("h", "d/f"),
                new TarEntry(BytePath.of("c"), new Kind.Device(false, 5, 1), FileMeta.plain(0620)),
                new TarEntry(BytePath.of("k"), new Kind.Device(true, 259, 1_048_575), FileMeta.plain(0660)),
                new TarEntry(BytePath.of("p"), new Kind.Fifo(), FileMeta.plain(0600)),
                TarEntry.file("old", 0, FileMeta.plain(0644).withMtime(Instant.ofEpochSecond(-2, 500_000_000))));
    }

    private static byte[] write(List<TarEntry> entries) throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new TarWriter(out);
        for (var entry : entries) {
            writer.put(entry);
            var data = new byte[(int) entry.size()];
            Arrays.fill(data, (byte) 'z');
            writer.write(data, 0, data.length);
        }
        writer.finish();
        return out.toByteArray();
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        var entries = oneOfEach();
        var members = List.copyOf(read(write(entries)).values());

        assertThat(members).hasSameSizeAs(entries);
        for (int i = 0; i < entries.size(); i++) {
            var read = members.get(i).entry();
            assertThat(read.name()).isEqualTo(entries.get(i).name());
            assertThat(read.kind()).isEqualTo(entries.get(i).kind());
            assertThat(read.meta())
                    .usingRecursiveComparison()
                    .isEqualTo(entries.get(i).meta());
        }
        assertThat(write(entries)).isEqualTo(write(entries));
    }

    @Test
    void gnuTarUnpacksWhatItWrote(@TempDir Path dir) throws Exception {
        Files.write(dir.resolve("x.tar"), write(oneOfEach()));
        var root = Files.createDirectory(dir.resolve("root"));
        var process = new ProcessBuilder(
                        "tar", "--xattrs", "--xattrs-include=*", "-C", root.toString(), "-xpf", dir + "/x.tar")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).doesNotContain("Cannot");
        assertThat(process.waitFor()).isZero();

        assertThat(root.resolve("d/f")).hasContent("zzzzz");
        assertThat(Files.getAttribute(root.resolve("d/f"), "unix:mode")).isEqualTo(0100000 | 06755);
        assertThat(Files.getAttribute(root.resolve("d/f"), "unix:uid")).isEqualTo((int) 4_294_967_294L);
        assertThat(Files.getLastModifiedTime(root.resolve("d/f")).toInstant())
                .isEqualTo("2024-05-06T07:08:09.123456789Z");
        assertThat(Files.getLastModifiedTime(root.resolve("old")).toInstant()).isEqualTo("1969-12-31T23:59:58.5Z");
        assertThat(Files.readSymbolicLink(root.resolve("s"))).hasToString("/abs/" + "y".repeat(300));
        assertThat(Files.isSameFile(root.resolve("h"), root.resolve("d/f"))).isTrue();
    }

    @Test
    void aFileThatShrankIsFilledUp() throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new TarWriter(out);
        writer.put(TarEntry.file("f", 1000, FileMeta.plain(0644)));
        writer.write(new byte[] {1}, 0, 1);
        writer.fill();
        writer.finish();

        assertThat(get(read(out.toByteArray()), "f").data()).hasSize(1000).startsWith((byte) 1, (byte) 0);
    }
}

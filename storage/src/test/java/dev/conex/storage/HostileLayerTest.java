package dev.conex.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.linux.FileType;
import dev.conex.oci.BytePath;
import dev.conex.oci.FileMeta;
import dev.conex.oci.MalformedContent;
import dev.conex.oci.TarEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Archives that want to leave their root, or to be more than data. The canary stands for the host.
final class HostileLayerTest {
    private TempStorage temp;

    @BeforeEach
    void open() throws IOException {
        temp = new TempStorage();
    }

    @AfterEach
    void close() throws IOException {
        try (var canary = Files.list(temp.canary)) {
            assertThat(canary.map(file -> file.getFileName().toString())).containsExactly("secret");
        }
        assertThat(temp.canary.resolve("secret")).hasContent("secret");
        assertThat(Files.getAttribute(temp.canary.resolve("secret"), "unix:nlink"))
                .isEqualTo(1);
        temp.close();
    }

    private static byte[] b(String text) {
        return text.getBytes(UTF_8);
    }

    private void assertRefused(TarBall layer, String message) {
        assertThatThrownBy(() -> temp.stack(layer))
                .isInstanceOf(MalformedContent.class)
                .hasMessageContaining(message);
        assertThat(temp.storage().layers().all()).isEmpty();
        assertThat(temp.root().resolve("unpacking")).isEmptyDirectory();
    }

    @Test
    void a01NamesThatClimbOut() {
        assertRefused(new TarBall().file("../../canary/x", ""), "leads out of the root");
        assertRefused(new TarBall().directory("d").file("d/../../x", ""), "leads out of the root");
    }

    @Test
    void a02AbsoluteNamesLandBelowTheRoot() throws IOException {
        var chain = temp.stack(new TarBall().file(temp.canary + "/x", "x"));

        temp.view(
                chain,
                root -> assertThat(root.stat(b(temp.canary + "/x")).size()).isEqualTo(1));
    }

    @Test
    void a03FilesThroughALinkStayInside() throws IOException {
        var chain = temp.stack(new TarBall()
                .symlink("d", temp.canary.toString())
                .file("d/x", "x")
                .symlink("up", "../../../..")
                .file("up/y", "y"));

        temp.view(chain, root -> {
            assertThat(root.stat(b(temp.canary + "/x")).size()).isEqualTo(1);
            assertThat(root.stat(b("y")).size()).isEqualTo(1);
        });
    }

    @Test
    void a03LinksInACircleEnd() {
        assertRefused(new TarBall().symlink("a", "b").symlink("b", "a").file("a/x", ""), "too many links");
    }

    @Test
    void a04HardLinksOutOfTheRoot() {
        assertRefused(new TarBall().hardLink("h", "../../canary/secret"), "leads out of the root");
        assertRefused(new TarBall().hardLink("h", temp.canary + "/secret"), "is not there");
        assertRefused(new TarBall().symlink("s", temp.canary.toString()).hardLink("h", "s/secret"), "is not there");
    }

    @Test
    void a05ADirectoryThatALaterLayerMakesALink() throws IOException {
        var chain = temp.stack(
                new TarBall().directory("d"),
                new TarBall().symlink("d", temp.canary.toString()),
                new TarBall().file("d/x", "x"));

        temp.view(
                chain,
                root -> assertThat(root.stat(b(temp.canary + "/x")).size()).isEqualTo(1));
    }

    @Test
    void a06WhiteoutsOfNothing() {
        for (var name : List.of(".wh...", ".wh..", ".wh./etc", ".wh.", "d/.wh...")) {
            assertRefused(new TarBall().directory("d").file(name, ""), "invalid whiteout");
        }
    }

    @Test
    void a07OverlaysOwnMarksFromOutside() throws IOException {
        assertRefused(new TarBall().device("c", 0, 0), "character device 0:0 is reserved");
        var meta = FileMeta.plain(0755)
                .withXattrs(Map.of("trusted.overlay.opaque", b("y"), "trusted.overlay.redirect", b("/etc")));
        var chain = temp.stack(
                new TarBall().directory("d").file("d/below", ""), new TarBall().put(TarEntry.directory("d", meta)));

        assertThat(temp.names(chain, "d")).containsExactly("below");
    }

    @Test
    void a08TheRootStaysADirectoryThatOthersCanEnter() throws IOException {
        assertRefused(new TarBall().symlink("./", "/canary"), "the root is no directory");
        assertRefused(new TarBall().file("/", ""), "the root is no directory");
        var chain = temp.stack(
                new TarBall().put(TarEntry.directory("./", FileMeta.plain(0).withOwner(1, 1))));

        temp.view(chain, root -> {
            assertThat(root.stat(b(".")).permissions()).isEqualTo(0755);
            assertThat(root.stat(b(".")).uid()).isZero();
        });
    }

    @Test
    void a09SpecialFilesAreMadeAndNeverOpened() throws IOException {
        var fifo = new TarEntry(BytePath.of("etc/passwd"), new TarEntry.Kind.Fifo(), FileMeta.plain(0644));
        var chain = temp.stack(
                new TarBall().put(fifo).file("etc/passwd", "replaced").put(fifo));

        temp.view(chain, root -> assertThat(root.stat(b("etc/passwd")).type()).isEqualTo(FileType.FIFO));
    }

    @Test
    void a13ArchivesCutInTheMiddleLeaveNothing() throws IOException {
        var whole = new TarBall().file("a", "a".repeat(5000)).file("b", "b").bytes();
        for (int cut : new int[] {100, 700, 5000, 5700}) {
            var part = Arrays.copyOf(whole, cut);
            assertThatThrownBy(() -> temp.unpack(null, part)).isInstanceOf(MalformedContent.class);
        }
        assertThat(temp.root().resolve("unpacking")).isEmptyDirectory();
        assertThat(temp.unpack(null, Arrays.copyOf(whole, whole.length + 7))).isNotNull();
    }

    @Test
    void a17OwnersAreExactOrRefused() throws IOException {
        var chain = temp.stack(new TarBall()
                .put(TarEntry.file("f", 0, FileMeta.plain(0644).withOwner(1L << 31, 0xffff_fffeL))));
        temp.view(chain, root -> {
            assertThat(Integer.toUnsignedLong(root.stat(b("f")).uid())).isEqualTo(1L << 31);
            assertThat(Integer.toUnsignedLong(root.stat(b("f")).gid())).isEqualTo(0xffff_fffeL);
        });
        for (long owner : new long[] {0xffff_ffffL, 1L << 32, Long.MAX_VALUE}) {
            var layer =
                    new TarBall().put(TarEntry.file("f", 0, FileMeta.plain(0644).withOwner(owner, 0)));
            assertThatThrownBy(() -> temp.stack(layer)).hasMessageContaining("out of range");
        }
    }

    @Test
    void aFileThatIsAskedToBeADirectoryIsRefused() {
        assertRefused(new TarBall().file("f", "").file("f/x", ""), "\"f\" is no directory");
    }

    @Test
    void damagedLayersNeverTouchAnythingOutside() throws IOException {
        var random = new Random(42);
        var original = new TarBall()
                .directory("d")
                .file("d/f", "data")
                .symlink("s", "d")
                .hardLink("h", "d/f")
                .file("s/g", "x")
                .bytes();
        for (int i = 0; i < 300; i++) {
            var mutant = original.clone();
            int header = 512 * random.nextInt(6);
            mutant[header + random.nextInt(100)] = (byte) "./dsfhw\0".charAt(random.nextInt(8));
            reseal(mutant, header);
            try {
                temp.storage().layers().remove(temp.unpack(null, mutant));
            } catch (IOException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
        }
        assertThat(temp.root().resolve("unpacking")).isEmptyDirectory();
    }

    private static void reseal(byte[] tar, int header) {
        Arrays.fill(tar, header + 148, header + 156, (byte) ' ');
        int sum = 0;
        for (int i = header; i < header + 512; i++) {
            sum += tar[i] & 0xff;
        }
        System.arraycopy("%06o\0 ".formatted(sum).getBytes(UTF_8), 0, tar, header + 148, 8);
    }
}

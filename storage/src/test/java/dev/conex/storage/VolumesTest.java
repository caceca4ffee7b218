package dev.conex.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.linux.Dir;
import dev.conex.oci.ChainId;
import dev.conex.oci.FileMeta;
import dev.conex.oci.TarEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class VolumesTest {
    private TempStorage temp;

    @BeforeEach
    void open() throws IOException {
        temp = new TempStorage();
    }

    @AfterEach
    void close() throws IOException {
        temp.close();
    }

    private Volumes volumes() {
        return temp.storage().volumes();
    }

    @Test
    void makesFindsListsAndRemoves() throws IOException {
        var spec = new VolumeSpec("data", "local", Map.of("l", "v"), Map.of("type", "tmpfs"));
        var volume = volumes().create(spec);
        Files.writeString(volume.mountpoint().resolve("f"), "x");

        assertThat(volumes().create(VolumeSpec.named("data"))).isEqualTo(volume);
        assertThat(volume.labels()).containsEntry("l", "v");
        assertThat(volume.anonymous()).isFalse();
        assertThat(volumes().find("data")).contains(volume);
        assertThat(volumes().usage("data").inodes()).isEqualTo(1);
        temp.reopened();
        assertThat(volumes().list()).containsExactly(volume);
        assertThat(volume.mountpoint().resolve("f")).hasContent("x");
        volumes().remove("data");
        volumes().remove("data");
        assertThat(volumes().find("data")).isEmpty();
        assertThat(volume.mountpoint()).doesNotExist();
    }

    @Test
    void namesItselfWhenNobodyDid() throws IOException {
        var volume = volumes().create(VolumeSpec.anonymous());

        assertThat(volume.name()).matches("[0-9a-f]{64}");
        assertThat(volume.anonymous()).isTrue();
    }

    @Test
    void refusesNamesThatArePathsAndUnknownDrivers() {
        for (var name : List.of("../x", ".", "a/b", "", "a", "-v", "x".repeat(300), "ü1", "a\0b")) {
            assertThatThrownBy(() -> VolumeSpec.named(name)).as(name).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> volumes().create(new VolumeSpec("ab", "nfs", Map.of(), Map.of())))
                .hasMessageContaining("nfs");
    }

    private List<ChainId> image() throws IOException {
        var meta = new FileMeta(01770, 7, 8, Instant.parse("2020-01-02T03:04:05Z"), Map.of());
        return temp.stack(new TarBall()
                .put(TarEntry.directory("data", meta))
                .put(TarEntry.file("data/f", 3, meta.withMode(04755)), "abc")
                .hardLink("data/h", "data/f")
                .symlink("data/s", "/etc/passwd")
                .put(TarEntry.directory("data/sub", meta))
                .symlink("link", "/data")
                .symlink("out", "../../.."));
    }

    private void copyUp(Volume volume, String path) throws IOException {
        try (var view = temp.snapshots().view(image());
                var root = view.root()) {
            volumes().copyUp(volume, root, path.getBytes(UTF_8));
        }
    }

    private static void assertCopied(Volume volume) throws IOException {
        try (var data = Dir.open(volume.mountpoint())) {
            var own = data.stat(new byte[] {'.'});
            assertThat(own.permissions()).isEqualTo(01770);
            assertThat(own.uid()).isEqualTo(7);
            assertThat(own.modified()).isEqualTo("2020-01-02T03:04:05Z");
            var file = data.stat("f".getBytes(UTF_8));
            assertThat(file.permissions()).isEqualTo(04755);
            assertThat(file.links()).isEqualTo(2);
            assertThat(data.readlink("s".getBytes(UTF_8))).isEqualTo("/etc/passwd".getBytes(UTF_8));
        }
        assertThat(volume.mountpoint().resolve("f")).hasContent("abc");
        assertThat(volume.mountpoint().resolve("sub")).isEmptyDirectory();
        assertThat(volume.mountpoint().resolveSibling("copied")).doesNotExist();
    }

    @Test
    void fillsAnEmptyVolumeFromTheImage() throws IOException {
        var volume = volumes().create(VolumeSpec.named("data"));
        copyUp(volume, "/data");

        assertCopied(volume);
    }

    @Test
    void followsALinkInsideTheImageOnly() throws IOException {
        var volume = volumes().create(VolumeSpec.named("data"));
        copyUp(volume, "link");
        assertCopied(volume);
        var other = volumes().create(VolumeSpec.named("other"));
        copyUp(other, "out");
        assertThat(other.mountpoint().resolve("data/f")).hasContent("abc");
    }

    @Test
    void leavesAVolumeThatHoldsSomethingAlone() throws IOException {
        var volume = volumes().create(VolumeSpec.named("data"));
        Files.writeString(volume.mountpoint().resolve("own"), "");
        copyUp(volume, "data");
        copyUp(volume, "missing");

        assertThat(volume.mountpoint().toFile().list()).containsExactly("own");
    }

    @Test
    void goesOnWithACopyThatWasCutOff() throws IOException {
        var volume = volumes().create(VolumeSpec.named("data"));
        Files.createDirectory(volume.mountpoint().resolveSibling("copying"));
        Files.writeString(volume.mountpoint().resolveSibling("copying").resolve("half"), "");
        copyUp(volume, "data");
        assertCopied(volume);

        Files.createDirectory(volume.mountpoint().resolveSibling("copied"));
        Files.writeString(volume.mountpoint().resolveSibling("copied").resolve("rest"), "");
        copyUp(volume, "data");
        assertThat(volume.mountpoint().resolve("rest")).exists();
    }
}

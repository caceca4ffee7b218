package dev.conex.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.linux.Fd;
import dev.conex.linux.Mounts;
import dev.conex.linux.OpenFlags;
import dev.conex.oci.Copy;
import dev.conex.oci.FileMeta;
import dev.conex.oci.Reference;
import dev.conex.oci.TarEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// On a disk of 64 MB that is full to the last byte.
final class FullDiskTest {
    private Path disk;
    private Storage storage;

    @BeforeEach
    void mount() throws IOException {
        disk = Files.createTempDirectory("cx-full");
        try (var mount = Mounts.tmpfs(Map.of("size", "64m", "mode", "0700"), List.of());
                var target = Fd.open(disk, OpenFlags.PATH, 0)) {
            mount.attach(target);
        }
        storage = Storage.open(disk.resolve("root"));
    }

    @AfterEach
    void unmount() throws IOException {
        storage.close();
        Mounts.unmount(disk);
        Files.delete(disk);
    }

    private void fill() throws IOException {
        try (var out = Files.newOutputStream(disk.resolve("filler"))) {
            var block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static byte[] layer(int size) {
        return new TarBall()
                .put(TarEntry.file("f", size, FileMeta.plain(0644)), "x".repeat(size))
                .bytes();
    }

    @Test
    void unpackingStopsBeforeTheDiskIsFullAndLeavesNothing() throws Exception {
        var tar = layer(50 << 20);
        assertThatThrownBy(() -> storage.snapshots().unpack(null, TarBall.diffId(tar), TarBall.stream(tar)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ENOSPC");

        assertThat(storage.layers().all()).isEmpty();
        assertThat(disk.resolve("root/unpacking")).isEmptyDirectory();
        awaitEmptyTrash();
        var small = layer(1 << 20);
        assertThat(storage.snapshots().unpack(null, TarBall.diffId(small), TarBall.stream(small)))
                .isNotNull();
    }

    private void awaitEmptyTrash() throws Exception {
        for (int i = 0; i < 500 && trashed() > 0; i++) {
            Thread.sleep(10);
        }
        assertThat(trashed()).isZero();
    }

    private long trashed() throws IOException {
        try (var trash = Files.list(disk.resolve("root/trash"))) {
            return trash.count();
        }
    }

    @Test
    void removingStillWorksAndTheRestComesBackWithTheRoom() throws Exception {
        var tar = layer(4 << 20);
        var chain = storage.snapshots().unpack(null, TarBall.diffId(tar), TarBall.stream(tar));
        storage.snapshots().prepare("container", List.of(chain));
        var blob = Copy.bytes(storage.content(), "x", tar);
        storage.names().point(Reference.parse("app"), blob);
        storage.volumes().create(VolumeSpec.named("data"));
        fill();
        assertThatThrownBy(() -> Copy.bytes(storage.content(), "x", layer(1 << 20)))
                .isInstanceOf(IOException.class);
        assertThat(disk.resolve("root/content/ingest")).isEmptyDirectory();

        storage.snapshots().remove("container");
        storage.volumes().remove("data");
        assertThat(storage.names().remove(Reference.parse("app"))).isTrue();
        var plan = storage.sweep().plan(List.of());
        assertThat(plan.layers()).containsOnlyKeys(chain);
        assertThat(storage.sweep().apply(plan)).isEqualTo(plan.bytes());
        awaitEmptyTrash();
        assertThat(storage.snapshots().keys()).isEmpty();
        assertThat(storage.volumes().list()).isEmpty();
        assertThat(storage.content().list()).isEmpty();
        Files.delete(disk.resolve("filler"));
        assertThat(storage.snapshots().unpack(null, TarBall.diffId(tar), TarBall.stream(tar)))
                .isEqualTo(chain);
    }

    @Test
    void startsOnAFullDiskAndKeepsWhatWasAcknowledged() throws IOException {
        var blob = Copy.bytes(storage.content(), "x", new byte[1000]);
        storage.names().point(Reference.parse("app"), blob);
        fill();
        storage.close();
        storage = Storage.open(disk.resolve("root"));

        assertThat(storage.names().list()).hasSize(1);
        assertThat(storage.names().remove(Reference.parse("app"))).isTrue();
    }
}

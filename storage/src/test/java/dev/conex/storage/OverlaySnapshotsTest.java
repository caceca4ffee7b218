package dev.conex.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.linux.DeviceNumber;
import dev.conex.linux.FileType;
import dev.conex.oci.BytePath;
import dev.conex.oci.ChainId;
import dev.conex.oci.Codecs;
import dev.conex.oci.Digest;
import dev.conex.oci.FileMeta;
import dev.conex.oci.MalformedContent;
import dev.conex.oci.TarEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OverlaySnapshotsTest {
    private TempStorage temp;
    private long mounts;

    @BeforeEach
    void open() throws IOException {
        mounts = mountCount();
        temp = new TempStorage();
    }

    @AfterEach
    void close() throws IOException {
        temp.close();
        assertThat(mountCount()).isEqualTo(mounts);
    }

    private static long mountCount() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return lines.filter(line -> line.contains("cx-storage")).count();
        }
    }

    private static byte[] b(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void keepsEverythingAboutAFile() throws IOException {
        var time = Instant.parse("2021-02-03T04:05:06.789Z");
        var meta = new FileMeta(04751, 70_000, 80_000, time, Map.of("user.k", b("v")));
        var chain = temp.stack(new TarBall()
                .put(TarEntry.directory("d", meta.withMode(01777).withXattrs(Map.of())))
                .put(TarEntry.file("d/f", 3, meta), "abc")
                .hardLink("h", "d/f")
                .symlink("s", "/nowhere")
                .device("c", 5, 1)
                .put(new TarEntry(BytePath.of("p"), new TarEntry.Kind.Fifo(), meta)));

        temp.view(chain, root -> {
            var file = root.stat(b("d/f"));
            assertThat(file.permissions()).isEqualTo(04751);
            assertThat(file.uid()).isEqualTo(70_000);
            assertThat(file.gid()).isEqualTo(80_000);
            assertThat(file.modified()).isEqualTo(time);
            assertThat(file.links()).isEqualTo(2);
            assertThat(root.stat(b("d")).modified()).isEqualTo(time);
            assertThat(root.stat(b("d")).permissions()).isEqualTo(01777);
            assertThat(root.stat(b("c")).type()).isEqualTo(FileType.CHARACTER_DEVICE);
            assertThat(root.stat(b("p")).type()).isEqualTo(FileType.FIFO);
            assertThat(root.readlink(b("s"))).isEqualTo(b("/nowhere"));
            try (var node = root.node(b("d/f"))) {
                assertThat(node.xattrs().get("user.k")).isEqualTo(b("v"));
            }
        });
    }

    @Test
    void whiteoutsAndOpaqueDirectoriesHideWhatIsBelow() throws IOException {
        var chain = temp.stack(
                new TarBall()
                        .directory("a")
                        .file("a/1", "")
                        .file("a/2", "")
                        .directory("b")
                        .file("b/1", "")
                        .file("c", ""),
                new TarBall()
                        .file("a/.wh.1", "")
                        .directory("b")
                        .file("b/.wh..wh..opq", "")
                        .file("b/2", "")
                        .file(".wh.c", ""),
                new TarBall().file("c/inner", ""));

        assertThat(temp.names(chain.subList(0, 2), "/")).containsExactly("a", "b");
        assertThat(temp.names(chain, "a")).containsExactly("2");
        assertThat(temp.names(chain, "b")).containsExactly("2");
        assertThat(temp.names(chain, "c")).containsExactly("inner");
    }

    @Test
    void aWhiteoutInTheSameLayerSpeaksOfTheLayersBelowOnly() throws IOException {
        var base = new TarBall().directory("d").file("d/old", "").file("f", "old");
        var before = temp.stack(
                base,
                new TarBall()
                        .directory("d")
                        .file("d/new", "")
                        .file(".wh.d", "")
                        .file("f", "new")
                        .file(".wh.f", ""));
        var after = temp.stack(
                base2(), new TarBall().file(".wh.d", "").directory("d").file("d/new", ""));

        assertThat(temp.names(before, "d")).containsExactly("new");
        temp.view(before, root -> assertThat(root.stat(b("f")).size()).isEqualTo(3));
        assertThat(temp.names(after, "d")).containsExactly("new");
    }

    private static TarBall base2() {
        return new TarBall().directory("d").file("d/older", "");
    }

    @Test
    void anOpaqueRootHidesAllBelow() throws IOException {
        var chain = temp.stack(
                new TarBall().directory("a").file("a/x", "").file("b", ""),
                new TarBall().directory("a").file("a/y", "").file(".wh..wh..opq", ""));

        assertThat(temp.names(chain, "/")).containsExactly("a");
        assertThat(temp.names(chain, "a")).containsExactly("y");
    }

    @Test
    void aDirectoryThatTheLayerDoesNotListIsLikeTheOneBelow() throws IOException {
        var meta = new FileMeta(02770, 5, 6, Instant.parse("2020-01-01T00:00:00Z"), Map.of());
        var chain = temp.stack(
                new TarBall()
                        .put(TarEntry.directory("d", meta))
                        .directory("usr")
                        .directory("usr/lib")
                        .symlink("lib", "usr/lib"),
                new TarBall().file("d/x", "").file("lib/y", "y"));

        temp.view(chain, root -> {
            assertThat(root.stat(b("d")).permissions()).isEqualTo(02770);
            assertThat(root.stat(b("d")).uid()).isEqualTo(5);
            assertThat(root.stat(b("lib")).type()).isEqualTo(FileType.SYMLINK);
            assertThat(root.stat(b("usr/lib/y")).size()).isEqualTo(1);
        });
    }

    @Test
    void aHardLinkMayNameAFileOfALayerBelow() throws IOException {
        var chain = temp.stack(new TarBall().file("f", "content"), new TarBall().hardLink("h", "f"));

        temp.view(chain, root -> {
            assertThat(root.stat(b("h")).size()).isEqualTo(7);
            assertThat(root.stat(b("h")).sameObject(root.stat(b("f")))).isTrue();
        });
    }

    @Test
    void laterMembersReplaceEarlierOnes() throws IOException {
        var chain = temp.stack(new TarBall()
                .file("x", "1")
                .directory("x")
                .file("x/y", "2")
                .symlink("x", "z")
                .file("x", "3")
                .directory("d")
                .directory("d")
                .file("x", "44"));

        temp.view(chain, root -> assertThat(root.stat(b("x")).size()).isEqualTo(2));
    }

    @Test
    void filesFollowADirectoryThatIsReplacedWhileTheyAreUnpacked() throws IOException {
        var chain = temp.stack(new TarBall()
                .file("a/b/1", "")
                .file("top", "")
                .file("a", "")
                .directory("a")
                .file("a/b/2", "")
                .symlink("a", "c")
                .directory("c")
                .file("a/b/3", ""));

        assertThat(temp.names(chain, "/")).containsExactly("a", "c", "top");
        assertThat(temp.names(chain, "c/b")).containsExactly("3");
    }

    @Test
    void aListOfLayersThatAPowerCutShortenedIsNoList() throws IOException {
        var chain = temp.stack(new TarBall().file("a", ""), new TarBall().file("b", ""));
        temp.snapshots().prepare("w", chain);
        var list = temp.root().resolve("writable/w/chain");
        var whole = Files.readString(list);
        for (var part : List.of("", whole.substring(0, 72), whole.substring(0, whole.length() - 4))) {
            Files.writeString(list, part);
            assertThatThrownBy(() -> temp.snapshots().open("w")).hasMessageContaining("list of layers is damaged");
        }
        assertThat(temp.storage().sweep().plan(List.of()).layers()).hasSize(2);
        temp.snapshots().remove("w");
    }

    @Test
    void namesOfAnyBytesAndAnyDepthSurvive() throws IOException {
        var odd = BytePath.of(new byte[] {(byte) 0xff, '\n', '\\', 'C', ':'});
        var deep = "d/".repeat(1000);
        var chain = temp.stack(new TarBall()
                .put(new TarEntry(odd, new TarEntry.Kind.File(0), FileMeta.plain(0644)))
                .file("n".repeat(255), "")
                .file(deep + "f", "deep"));

        temp.view(chain, root -> {
            assertThat(root.names()).anySatisfy(name -> assertThat(name).isEqualTo(odd.bytes()));
            assertThat(root.stat(b(deep + "f")).size()).isEqualTo(4);
        });
    }

    @Test
    void anArchiveWithAnotherDiffIdLeavesNothing() throws IOException {
        var tar = new TarBall().file("f", "x").bytes();
        var wrong = Digest.ofSha256(b("other"));

        assertThatThrownBy(() -> temp.snapshots().unpack(null, wrong, TarBall.stream(tar)))
                .isInstanceOf(MalformedContent.class)
                .hasMessageContaining(wrong.toString());
        assertThat(temp.snapshots().has(ChainId.of(wrong))).isFalse();
        assertThat(temp.storage().layers().all()).isEmpty();
        assertThat(temp.root().resolve("unpacking")).isEmptyDirectory();
    }

    @Test
    void severalLayersAtOnceAndTheSameOneTwice() throws Exception {
        var layers = new ArrayList<byte[]>();
        for (int i = 0; i < 20; i++) {
            layers.add(new TarBall().file("d/f" + i, "x".repeat(10_000 * i)).bytes());
        }
        var chain = ChainId.chain(layers.stream().map(TarBall::diffId).toList());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<ChainId>>();
            for (int i = 0; i < layers.size(); i++) {
                var parent = i == 0 ? null : chain.get(i - 1);
                var tar = layers.get(i);
                for (int twice = 0; twice < 2; twice++) {
                    running.add(threads.submit(() -> temp.unpack(parent, tar)));
                }
                while (!temp.snapshots().has(chain.get(i)) && i == 0) {
                    Thread.onSpinWait();
                }
                Thread.sleep(5);
            }
            for (var one : running) {
                one.get();
            }
        }
        assertThat(temp.names(chain, "d")).hasSize(20);
    }

    @Test
    void whoWaitsForABrokenStreamGoesOnWithItsOwn() throws Exception {
        var tar = new TarBall().file("f", "x".repeat(1 << 20)).bytes();
        var begun = new CountDownLatch(1);
        var broken = new SequenceInputStream(new ByteArrayInputStream(tar, 0, 1 << 19), new BrokenStream(begun));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> temp.snapshots().unpack(null, TarBall.diffId(tar), broken));
            Thread.sleep(50);
            var second = threads.submit(() -> temp.unpack(null, tar));
            Thread.sleep(50);
            begun.countDown();

            assertThatThrownBy(first::get).hasMessageContaining("client gone");
            assertThat(temp.snapshots().has(second.get())).isTrue();
        }
    }

    /// Fails once somebody allows it.
    private static final class BrokenStream extends InputStream {
        private final CountDownLatch allowed;

        BrokenStream(CountDownLatch allowed) {
            this.allowed = allowed;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
        }

        @Override
        public int read() throws IOException {
            try {
                allowed.await();
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
            throw new IOException("client gone");
        }
    }

    @Test
    void aWritableShowsItsLayersAndKeepsItsChanges() throws IOException {
        var chain =
                temp.stack(new TarBall().directory("d").file("d/a", "a").file("b", "b"), new TarBall().file("c", "c"));
        var writable = temp.snapshots().prepare("one", chain);
        try (var mount = temp.snapshots().mount(writable, MountOptions.VOLATILE);
                var root = mount.root()) {
            assertThat(TempStorage.read(mount, "c")).isEqualTo("c");
            TempStorage.write(mount, "new", "new");
            TempStorage.write(mount, "d/a", "A");
            root.unlink(b("b"));
            root.removeTree(b("d"));
            root.mkdir(b("d"), 0755);
            TempStorage.write(mount, "d/z", "z");
        }
        try (var mount = temp.snapshots().mount(writable, MountOptions.PLAIN)) {
            assertThat(TempStorage.read(mount, "new")).isEqualTo("new");
        }

        assertThat(temp.snapshots().changes(writable))
                .extracting(Change::toString)
                .containsExactly("D /b", "C /d", "D /d/a", "A /d/z", "A /new");
        assertThat(temp.snapshots().usage(writable).inodes()).isEqualTo(4);
    }

    @Test
    void readOnlyMountsRefuseWrites() throws IOException {
        var writable = temp.snapshots().prepare("ro", List.of());
        try (var mount = temp.snapshots().mount(writable, new MountOptions(true, true))) {
            assertThatThrownBy(() -> TempStorage.write(mount, "x", "")).hasMessageContaining("EROFS");
        }
    }

    @Test
    void aCommittedLayerUnpacksToTheSameTree() throws IOException {
        var chain = temp.stack(new TarBall().directory("d").file("d/a", "a").file("b", "b"));
        var writable = temp.snapshots().prepare("w", chain);
        try (var mount = temp.snapshots().mount(writable, MountOptions.VOLATILE);
                var root = mount.root()) {
            TempStorage.write(mount, "n", "new");
            root.link(b("n"), b("n2"));
            root.unlink(b("b"));
            root.removeTree(b("d"));
            root.mkdir(b("d"), 0700);
            root.mknod(b("fifo"), FileType.FIFO, 0600, DeviceNumber.NONE);
            root.mknod(b("socket"), FileType.SOCKET, 0600, DeviceNumber.NONE);
        }
        var content = temp.storage().content();
        var layer = temp.snapshots().commit(writable, content);
        assertThat(layer).isEqualTo(temp.snapshots().commit(writable, content));
        try (var in = Codecs.standard().decompress(content.open(layer.descriptor()))) {
            temp.snapshots().unpack(chain.getLast(), layer.diffId(), in);
        }

        var all = List.of(chain.getLast(), layer.chain());
        assertThat(temp.names(all, "/")).containsExactly("d", "fifo", "n", "n2");
        assertThat(temp.names(all, "d")).isEmpty();
        temp.view(all, root -> assertThat(root.stat(b("n")).links()).isEqualTo(2));
        assertThat(temp.snapshots().keys()).containsExactly("w");
    }

    @Test
    void aBuildStepBecomesALayerWithoutACopy() throws IOException {
        var chain = temp.stack(new TarBall().file("a", "a"));
        var writable = temp.snapshots().prepare("step", chain);
        try (var mount = temp.snapshots().mount(writable, MountOptions.VOLATILE)) {
            TempStorage.write(mount, "n", "new");
        }
        var layer = temp.snapshots().commitMoving(writable, temp.storage().content());

        assertThat(temp.snapshots().has(layer.chain())).isTrue();
        assertThat(temp.snapshots().keys()).isEmpty();
        assertThat(temp.names(List.of(chain.getLast(), layer.chain()), "/")).containsExactly("a", "n");
        assertThat(temp.storage().layers().parent(layer.chain())).contains(chain.getLast());
    }

    @Test
    void keysAreUniqueAndNeverPaths() throws IOException {
        temp.snapshots().prepare("k", List.of());
        assertThatThrownBy(() -> temp.snapshots().prepare("k", List.of()))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> temp.snapshots().prepare("../x", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> temp.snapshots().remove("..")).isInstanceOf(IllegalArgumentException.class);
        temp.snapshots().remove("k");
        temp.snapshots().remove("k");
        assertThat(temp.snapshots().open("k")).isEmpty();
    }

    @Test
    void writablesAndLayersAreThereAfterARestart() throws IOException {
        var chain = temp.stack(new TarBall().file("a", "a"), new TarBall().file("b", "b"));
        var writable = temp.snapshots().prepare("w", chain);
        Files.createDirectory(temp.root().resolve("layers/litter"));
        temp.reopened();

        assertThat(temp.snapshots().open("w")).contains(writable);
        assertThat(temp.storage().layers().all()).containsExactlyInAnyOrderElementsOf(chain);
        assertThat(temp.names(chain, "/")).containsExactly("a", "b");
        assertThat(temp.root().resolve("layers/litter")).doesNotExist();
    }

    @Test
    void anUnflushedLayerOfAnEarlierBootIsForgotten() throws IOException {
        var flushed = temp.unpack(null, new TarBall().file("a", "a").bytes());
        temp.storage().layers().flush();
        var waiting = temp.unpack(null, new TarBall().file("b", "b").bytes());
        var kind = Kind.of("layer");
        var records = temp.storage().records();
        for (var record : records.all(kind).entrySet()) {
            var older = new String(record.getValue(), UTF_8).replaceAll("\"boot\":\"[^\"]*\"", "\"boot\":\"earlier\"");
            records.put(kind, record.getKey(), older.getBytes(UTF_8), Durability.FLUSHED);
        }
        temp.reopened();

        assertThat(temp.snapshots().has(flushed)).isTrue();
        assertThat(temp.snapshots().has(waiting)).isFalse();
        assertThat(temp.unpack(null, new TarBall().file("b", "b").bytes())).isEqualTo(waiting);
    }

    @Test
    void nobodyElseCanEnterTheDataRoot() throws IOException {
        temp.stack(new TarBall().file("a", "a"));
        for (var name : List.of("", "layers", "writable", "content", "volumes", "trash", "unpacking")) {
            assertThat(Files.getAttribute(temp.root().resolve(name), "unix:mode"))
                    .as(name)
                    .isEqualTo(040700);
        }
    }
}

package dev.conex.linux;

import static dev.conex.linux.Scratch.bytes;
import static dev.conex.linux.Scratch.read;
import static dev.conex.linux.Scratch.text;
import static dev.conex.linux.Scratch.texts;
import static dev.conex.linux.Scratch.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirTest {
    private Scratch scratch;
    private Dir root;
    private long descriptors;

    @BeforeEach
    void open() throws IOException {
        scratch = new Scratch();
        scratch.dir().mkdir(bytes("root"), 0755);
        write(scratch.dir(), "secret", "outside");
        root = scratch.dir().directory(bytes("root"));
        descriptors = Scratch.openDescriptors();
    }

    @AfterEach
    void nothingIsLeftOpen() throws IOException {
        try (var _ = scratch;
                var _ = root) {
            assertThat(Scratch.openDescriptors()).isEqualTo(descriptors);
        }
        assertThat(scratch.path()).doesNotExist();
    }

    private static int errno(ThrowingCallable call) {
        return catchThrowableOfType(ErrnoException.class, call).errno();
    }

    @Test
    void dotDotAndAbsolutePathsEndAtTheRoot() throws IOException {
        write(root, "secret", "inside");
        assertThat(read(root, "../secret")).isEqualTo("inside");
        assertThat(read(root, "/secret")).isEqualTo("inside");
        assertThat(read(root, "/../../../../secret")).isEqualTo("inside");
        root.mkdir(bytes("../../made"), 0700);
        assertThat(texts(root.names())).containsExactly("made", "secret");
    }

    @Test
    void linksOnTheWayAreFollowedInsideTheRootOnly() throws IOException {
        root.symlink(bytes(scratch.path().toString()), bytes("absolute"));
        root.symlink(bytes("../../.."), bytes("up"));
        root.symlink(bytes("/etc"), bytes("etc"));
        assertThat(errno(() -> read(root, "absolute/secret"))).isEqualTo(Errno.ENOENT);
        assertThat(errno(() -> read(root, "etc/passwd"))).as("a link to itself").isEqualTo(Errno.ELOOP);
        root.mkdir(bytes("up/sub"), 0755);
        assertThat(root.find(bytes("sub"))).isPresent();
    }

    @Test
    void makingRemovingAndLookingNeverFollowTheLastPart() throws IOException {
        root.symlink(bytes("target"), bytes("link"));
        write(root, "target", "kept");
        assertThat(root.stat(bytes("link")).isSymlink()).isTrue();
        assertThat(text(root.readlink(bytes("link")))).isEqualTo("target");
        assertThat(errno(() -> root.mkdir(bytes("link"), 0755))).isEqualTo(Errno.EEXIST);
        try (var node = root.node(bytes("link"))) {
            node.chown(12, 34);
        }
        root.link(bytes("link"), bytes("second"));
        assertThat(root.stat(bytes("second"))).matches(s -> s.isSymlink() && s.uid() == 12 && s.gid() == 34);
        assertThat(root.stat(bytes("target")).uid()).isZero();
        root.unlink(bytes("link"));
        assertThat(read(root, "target")).isEqualTo("kept");
    }

    @Test
    void magicLinksAreRefused() throws IOException {
        try (var proc = Dir.open(Path.of("/proc"))) {
            assertThat(errno(() -> proc.directory(bytes("self/root")))).isEqualTo(Errno.ELOOP);
            assertThat(errno(() -> proc.openFile(bytes("self/fd/0"), OpenFlags.READ_ONLY, 0)))
                    .isEqualTo(Errno.ELOOP);
        }
    }

    @Test
    void namesThatEndInNoNameAreRefused() {
        for (var path : new String[] {"", "/", ".", "..", "a/..", "a/."}) {
            assertThat(errno(() -> root.mkdir(bytes(path), 0755))).as(path).isEqualTo(Errno.EINVAL);
            assertThat(errno(() -> root.removeTree(bytes(path)))).as(path).isEqualTo(Errno.EINVAL);
        }
        assertThatThrownBy(() -> root.mkdir(new byte[] {'a', 0, 'b'}, 0755))
                .hasMessage("name \"a\\x00b\": EINVAL (Invalid argument)");
    }

    @Test
    void namesAreBytes() throws IOException {
        var odd = new byte[] {(byte) 0xff, (byte) 0xfe, '\n', ' '};
        root.mkdir(odd, 0755);
        root.mkdir(bytes("z"), 0755);
        assertThat(root.names()).containsExactly(bytes("z"), odd);
        assertThatThrownBy(() -> root.mkdir(odd, 0755))
                .hasMessage("mkdirat \"\\xff\\xfe\\x0a \": EEXIST (File exists)");
    }

    @Test
    void attributesAreSetAndReadByDescriptor() throws IOException {
        write(root, "file", "12345");
        var time = Instant.ofEpochSecond(1_234_567_890, 123_456_789);
        try (var node = root.node(bytes("file"))) {
            node.chown(1000, 2000);
            node.chmod(04751);
            node.setXattr("user.a", bytes("one"));
            node.setXattr("user.b", new byte[0]);
            node.setXattr("trusted.c", new byte[] {0, 1});
            node.removeXattr("user.a");
            node.touch(time);
            assertThat(node.xattrs()).containsOnlyKeys("user.b", "trusted.c");
            assertThat(node.xattrs().get("trusted.c")).containsExactly(0, 1);
        }
        var stat = root.stat(bytes("file"));
        assertThat(stat)
                .matches(s -> s.permissions() == 04751 && s.uid() == 1000 && s.gid() == 2000)
                .matches(s -> s.size() == 5
                        && s.isRegular()
                        && s.links() == 1
                        && s.modified().equals(time));
        assertThat(stat.mode()).isEqualTo(0104751);
        assertThat(stat.inode()).isEqualTo(Files.getAttribute(scratch.path().resolve("root/file"), "unix:ino"));
    }

    @Test
    void linksDevicesAndFifosHaveAttributesToo() throws IOException {
        root.symlink(bytes("nowhere"), bytes("link"));
        root.mknod(bytes("null"), FileType.CHARACTER_DEVICE, 0666, new DeviceNumber(1, 3));
        root.mknod(bytes("big"), FileType.BLOCK_DEVICE, 0600, new DeviceNumber(300, 70_000));
        root.mknod(bytes("gone"), FileType.CHARACTER_DEVICE, 0, DeviceNumber.NONE);
        root.mknod(bytes("fifo"), FileType.FIFO, 0600, DeviceNumber.NONE);
        for (var name : texts(root.names())) {
            try (var node = root.node(bytes(name))) {
                node.setXattr("trusted.x", bytes(name));
                node.touch(Instant.EPOCH);
                assertThat(node.xattrs().get("trusted.x")).isEqualTo(bytes(name));
                assertThat(node.stat().modified()).isEqualTo(Instant.EPOCH);
            }
        }
        assertThat(root.stat(bytes("big")).special()).isEqualTo(new DeviceNumber(300, 70_000));
        assertThat(root.stat(bytes("null")).special()).isEqualTo(new DeviceNumber(1, 3));
        assertThat(root.stat(bytes("gone")).isWhiteout()).isTrue();
        assertThat(root.stat(bytes("fifo")).type()).isEqualTo(FileType.FIFO);
    }

    @Test
    void mkdirsMakesWhatIsMissingAndSaysWhat() throws IOException {
        root.mkdir(bytes("a"), 0755);
        root.symlink(bytes("/a"), bytes("link"));
        assertThat(texts(root.mkdirs(bytes("/link/b/c/"), 0755))).containsExactly("/link/b", "/link/b/c");
        assertThat(root.stat(bytes("a/b/c")).isDirectory()).isTrue();
        assertThat(root.mkdirs(bytes("a/b/c"), 0755)).isEmpty();
        write(root, "file", "");
        assertThat(errno(() -> root.mkdirs(bytes("file/x"), 0755))).isEqualTo(Errno.ENOTDIR);
    }

    @Test
    void mkdirsMakesWhatDanglingLinksNameInsideTheRoot() throws IOException {
        root.symlink(bytes("/run"), bytes("var-run"));
        root.symlink(bytes("../../outside/x"), bytes("up"));
        root.mkdirs(bytes("/var-run/app"), 0755);
        root.mkdirs(bytes("up/y"), 0755);
        assertThat(root.stat(bytes("run/app")).isDirectory()).isTrue();
        assertThat(root.stat(bytes("outside/x/y")).isDirectory()).isTrue();
        assertThat(texts(scratch.dir().names())).containsExactly("root", "secret");
        root.symlink(bytes("loop/a"), bytes("loop"));
        assertThat(errno(() -> root.mkdirs(bytes("loop/b"), 0755))).isEqualTo(Errno.ELOOP);
        write(root, "plain", "");
        root.symlink(bytes("plain"), bytes("to-plain"));
        assertThat(errno(() -> root.mkdirs(bytes("to-plain/b"), 0755))).isEqualTo(Errno.ENOTDIR);
    }

    @Test
    void renamesAcrossDirectoriesAndOnlyOntoFreeNamesWhenAsked() throws IOException {
        write(root, "one", "1");
        write(root, "two", "2");
        assertThat(errno(() -> root.renameNew(bytes("one"), root, bytes("two"))))
                .isEqualTo(Errno.EEXIST);
        root.rename(bytes("one"), scratch.dir(), bytes("moved"));
        assertThat(read(scratch.dir(), "moved")).isEqualTo("1");
        assertThat(root.find(bytes("one"))).isEmpty();
        assertThat(root.find(bytes("two/below"))).isEmpty();
    }

    @Test
    void removesTreesOfAnyDepthAndNothingElse() throws IOException {
        write(root, "kept", "");
        root.mkdirs(bytes("tree/a/b"), 0755);
        root.symlink(bytes("../../kept"), bytes("tree/a/link"));
        root.symlink(bytes("/"), bytes("tree/all"));
        for (var i = 0; i < 1500; i++) {
            write(root, "tree/a/f" + i, "");
        }
        deepen("tree/a/b", 3000);
        root.removeTree(bytes("tree"));
        root.removeTree(bytes("tree"));
        assertThat(texts(root.names())).containsExactly("kept");
        root.removeTree(bytes("kept"));
        assertThat(root.names()).isEmpty();
    }

    private void deepen(String start, int depth) throws IOException {
        var here = root.directory(bytes(start));
        for (var i = 0; i < depth; i++) {
            here.mkdir(bytes("deeper"), 0755);
            var next = here.directory(bytes("deeper"));
            here.close();
            here = next;
        }
        write(here, "end", "");
        here.close();
    }

    @Test
    void aDirectoryThatIsExchangedForALinkAllTheTimeNeverLetsUsOut() throws Exception {
        root.mkdir(bytes("real"), 0755);
        write(root, "real/secret", "inside");
        root.symlink(bytes(scratch.path().toString()), bytes("evil"));
        root.mkdir(bytes("turn"), 0755);
        var stop = new AtomicBoolean();
        var turner = Thread.ofPlatform().start(() -> exchange(stop));
        try {
            for (var i = 0; i < 2000; i++) {
                try {
                    assertThat(read(root, "turn/../turn/secret")).isEqualTo("inside");
                } catch (ErrnoException e) {
                    assertThat(e.errno()).isIn(Errno.ENOENT, Errno.EAGAIN, Errno.ENOTDIR);
                }
            }
        } finally {
            stop.set(true);
            turner.join();
        }
    }

    private void exchange(AtomicBoolean stop) {
        try {
            root.rmdir(bytes("turn"));
            while (!stop.get()) {
                root.rename(bytes("real"), root, bytes("turn"));
                root.rename(bytes("turn"), root, bytes("real"));
                root.rename(bytes("evil"), root, bytes("turn"));
                root.rename(bytes("turn"), root, bytes("evil"));
            }
        } catch (ErrnoException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void plainFilesAreOpenedAndNothingElse() throws IOException {
        root.mknod(bytes("fifo"), FileType.FIFO, 0600, DeviceNumber.NONE);
        root.symlink(bytes("/fifo"), bytes("passwd"));
        root.symlink(bytes("/real"), bytes("group"));
        write(root, "real", "content");
        assertThatThrownBy(() -> root.openPlain(bytes("passwd")))
                .hasMessage("open as a plain file \"passwd\": EINVAL (Invalid argument)");
        assertThat(errno(() -> root.openPlain(bytes(".")))).isEqualTo(Errno.EINVAL);
        try (var in = root.openPlain(bytes("group")).input()) {
            assertThat(text(in.readAllBytes())).isEqualTo("content");
        }
    }

    @Test
    void aCopiedFileKeepsItsHoles() throws IOException {
        var flags = OpenFlags.CREATE | OpenFlags.READ_WRITE;
        try (var sparse = root.openFile(bytes("sparse"), flags, 0600);
                var copy = root.openFile(bytes("copy"), flags, 0600)) {
            Extents.seek(sparse, 4 << 20);
            sparse.write(bytes("middle"));
            Extents.truncate(sparse, 8 << 20);
            Extents.copyFile(sparse, copy, 8 << 20);
            assertThat(new Node(copy).stat()).matches(s -> s.size() == 8 << 20 && s.blocks() < 100);
        }
        assertThat(read(root, "copy")).isEqualTo(read(root, "sparse")).contains("middle");
    }

    @Test
    void copiesAndFindsHoles() throws IOException {
        var flags = OpenFlags.CREATE | OpenFlags.READ_WRITE;
        try (var sparse = root.openFile(bytes("sparse"), flags, 0600);
                var copy = root.openFile(bytes("copy"), flags, 0600)) {
            Extents.truncate(sparse, 1 << 20);
            Extents.seek(sparse, 512 * 1024);
            sparse.write(bytes("data"));
            assertThat(Extents.nextData(sparse, 0, 1 << 20)).isEqualTo(512 * 1024);
            assertThat(Extents.nextHole(sparse, 512 * 1024, 1 << 20)).isEqualTo(516 * 1024);
            assertThat(Extents.nextData(sparse, 600 * 1024, 1 << 20)).isEqualTo(1 << 20);
            Extents.seek(sparse, 0);
            assertThat(Extents.copy(sparse, copy, Long.MAX_VALUE)).isEqualTo(1 << 20);
            Extents.allocate(copy, 0, 2 << 20);
            copy.syncData();
            assertThat(new Node(copy).stat().size()).isEqualTo(2 << 20);
            assertThat(FsSpace.of(copy).available()).isPositive();
        }
        try (var proc = Fd.open(Path.of("/proc/self/status"), OpenFlags.READ_ONLY, 0);
                var copy = root.openFile(bytes("status"), flags, 0600)) {
            assertThat(Extents.copy(proc, copy, Long.MAX_VALUE)).isGreaterThan(500);
        }
    }
}

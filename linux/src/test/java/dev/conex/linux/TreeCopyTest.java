package dev.conex.linux;

import static dev.conex.linux.Scratch.bytes;
import static dev.conex.linux.Scratch.read;
import static dev.conex.linux.Scratch.text;
import static dev.conex.linux.Scratch.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeCopyTest {
    private static void plant(Dir dir) throws IOException {
        dir.mkdirs(bytes("a/b"), 0755);
        write(dir, "a/file", "content");
        dir.link(bytes("a/file"), bytes("a/b/twin"));
        dir.symlink(bytes("/etc/passwd"), bytes("a/link"));
        dir.mknod(bytes("null"), FileType.CHARACTER_DEVICE, 0666, new DeviceNumber(1, 3));
        dir.mknod(bytes("fifo"), FileType.FIFO, 0640, DeviceNumber.NONE);
        var flags = OpenFlags.CREATE | OpenFlags.READ_WRITE;
        try (var sparse = dir.openFile(bytes("sparse"), flags, 0600)) {
            Extents.truncate(sparse, 8 << 20);
            Extents.seek(sparse, 4 << 20);
            sparse.write(bytes("middle"));
        }
        for (var name : List.of("a/b/twin", "a/link", "null", "fifo", "a/b", "a")) {
            try (var node = dir.node(bytes(name))) {
                node.chown(100, 200);
                node.setXattr("trusted.t", bytes(name));
                if (!node.stat().isSymlink()) {
                    node.chmod(node.stat().permissions() | 04000);
                }
                node.touch(Instant.ofEpochSecond(1_000_000, 42));
            }
        }
    }

    private static List<String> describe(Dir dir) throws IOException {
        var lines = new ArrayList<String>();
        TreeWalk.walk(dir, entry -> {
            var s = entry.stat();
            var more = s.isSymlink() ? text(entry.node().target()) : s.special().toString();
            lines.add("%s %o %d:%d %d %s %d %s %s"
                    .formatted(
                            text(entry.path()),
                            s.mode(),
                            s.uid(),
                            s.gid(),
                            s.isDirectory() ? 0 : s.size(),
                            more,
                            s.links(),
                            entry.node().xattrs().keySet(),
                            s.uid() == 100 ? s.modified().toString() : ""));
            return TreeWalk.Step.DESCEND;
        });
        return lines;
    }

    @Test
    void aCopyIsTheSameInEverything() throws IOException {
        try (var from = new Scratch();
                var to = new Scratch()) {
            plant(from.dir());
            var before = Scratch.openDescriptors();
            TreeCopy.copy(from.dir(), to.dir());
            assertThat(Scratch.openDescriptors()).isEqualTo(before);
            assertThat(describe(to.dir())).isEqualTo(describe(from.dir())).hasSize(8);
            assertThat(read(to.dir(), "a/b/twin")).isEqualTo("content");
            var sparse = to.dir().stat(bytes("sparse"));
            assertThat(sparse.blocks()).isLessThan(100);
            assertThat(read(to.dir(), "sparse")).contains("middle");
            assertThat(to.dir().stat(bytes("a/file")).sameObject(to.dir().stat(bytes("a/b/twin"))))
                    .isTrue();
        }
    }

    @Test
    void aNameThatIsTakenIsRefusedAndNothingIsWrittenThroughIt() throws IOException {
        try (var from = new Scratch();
                var to = new Scratch()) {
            write(from.dir(), "victim", "evil");
            write(to.dir(), "target", "kept");
            to.dir().symlink(bytes("target"), bytes("victim"));
            assertThatThrownBy(() -> TreeCopy.copy(from.dir(), to.dir())).hasMessageContaining("EEXIST");
            assertThat(read(to.dir(), "target")).isEqualTo("kept");
        }
    }

    @Test
    void copiesOntoAFileSystemWithoutThoseAttributes() throws IOException {
        try (var from = new Scratch();
                var memory = Mounts.tmpfs(Map.of("size", "32m"), List.of());
                var to = memory.root()) {
            plant(from.dir());
            TreeCopy.copy(from.dir(), to);
            assertThat(read(to, "a/b/twin")).isEqualTo("content");
        }
    }
}

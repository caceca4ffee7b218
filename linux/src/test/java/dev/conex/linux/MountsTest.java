package dev.conex.linux;

import static dev.conex.linux.Scratch.bytes;
import static dev.conex.linux.Scratch.read;
import static dev.conex.linux.Scratch.texts;
import static dev.conex.linux.Scratch.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MountsTest {
    private Scratch scratch;
    private List<String> mounts;
    private long descriptors;

    @BeforeEach
    void open() throws IOException {
        scratch = new Scratch();
        for (var name : List.of("low1", "low2", "upper", "work", "target")) {
            scratch.dir().mkdir(bytes(name), 0755);
        }
        write(scratch.dir(), "low1/a", "bottom");
        write(scratch.dir(), "low1/b", "bottom");
        write(scratch.dir(), "low2/b", "top");
        mounts = mountsHere();
        descriptors = Scratch.openDescriptors();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        try (var _ = scratch) {
            assertThat(mountsHere()).isEqualTo(mounts).isEmpty();
            assertThat(Scratch.openDescriptors()).isEqualTo(descriptors);
        }
        assertThat(scratch.path()).doesNotExist();
    }

    /// Those in the scratch directory; others come and go as other programs like.
    private List<String> mountsHere() throws IOException {
        var here = scratch.path().toString();
        return Scratch.mountTable().stream().filter(line -> line.contains(here)).toList();
    }

    private Fd fd(String name) throws IOException {
        return scratch.dir().directory(bytes(name)).fd();
    }

    private Mount overlay(boolean isVolatile) throws IOException {
        try (var low1 = fd("low1");
                var low2 = fd("low2");
                var upper = fd("upper");
                var work = fd("work")) {
            return Mounts.overlay(List.of(low2, low1), upper, work, isVolatile);
        }
    }

    @Test
    void anOverlayIsUsableWithoutBeingInTheMountTable() throws IOException {
        try (var mount = overlay(true);
                var root = mount.root()) {
            assertThat(read(root, "a")).isEqualTo("bottom");
            assertThat(read(root, "b")).isEqualTo("top");
            write(root, "new", "x");
            root.unlink(bytes("a"));
            assertThat(FsSpace.of(root.fd()).magic()).isEqualTo(FsSpace.OVERLAY);
            assertThat(mountsHere()).isEqualTo(mounts);
        }
        assertThat(read(scratch.dir(), "upper/new")).isEqualTo("x");
        assertThat(scratch.dir().stat(bytes("upper/a")).isWhiteout()).isTrue();
    }

    @Test
    void aMountIsAttachedAndDetachedByDescriptor() throws IOException {
        try (var mount = overlay(false);
                var target = fd("target")) {
            mount.attach(target);
            assertThat(read(scratch.dir(), "target/b")).isEqualTo("top");
            assertThat(mountsHere()).anyMatch(line -> line.contains("/target ") && line.contains("- overlay"));
            mount.detach();
        }
        assertThat(scratch.dir().find(bytes("target/b"))).isEmpty();
    }

    @Test
    void unmountsByPathWhatStaysAfterClose() throws IOException {
        try (var mount = Mounts.tmpfs(Map.of("size", "1m"), List.of());
                var target = fd("target")) {
            mount.attach(target);
        }
        Mounts.unmount(scratch.path().resolve("target"));
        assertThatThrownBy(() -> Mounts.unmount(scratch.path().resolve("target")))
                .hasMessageContaining("EINVAL");
    }

    @Test
    void anExceptionRepeatsWhatTheKernelSaid() throws IOException {
        try (var low = fd("low1");
                var upper = fd("upper");
                var work = fd("work")) {
            var tooMany = Collections.nCopies(Mounts.MAX_LOWER_LAYERS + 1, low);
            assertThatThrownBy(() -> Mounts.overlay(tooMany, upper, work, true))
                    .isInstanceOf(ErrnoException.class)
                    .hasMessageContaining("EINVAL")
                    .hasMessageContaining("too many lower directories");
        }
        assertThatThrownBy(() -> Mounts.fileSystem("tmpfs", "x", Map.of("nosuch", "1"), List.of()))
                .hasMessageContaining("nosuch");
    }

    @Test
    void viewsOfOneOrManyLayersCannotBeWritten() throws IOException {
        try (var low1 = fd("low1");
                var low2 = fd("low2")) {
            try (var mount = Mounts.overlayView(List.of(low1));
                    var root = mount.root()) {
                assertThat(texts(root.names())).containsExactly("a", "b");
                assertThatThrownBy(() -> write(root, "a", "")).hasMessageContaining("EROFS");
            }
            try (var mount = Mounts.overlayView(List.of(low2, low1));
                    var root = mount.root()) {
                assertThat(read(root, "b")).isEqualTo("top");
            }
        }
    }

    @Test
    void aBindTreeTakesAttributesOfItsOwn() throws IOException {
        try (var source = fd("low1");
                var bind = Mounts.bindTree(source, true)) {
            bind.set(EnumSet.of(MountFlag.READ_ONLY, MountFlag.NO_SUID, MountFlag.NO_DEV, MountFlag.NO_EXEC), true);
            bind.propagate(Propagation.PRIVATE, true);
            try (var root = bind.root()) {
                assertThat(read(root, "a")).isEqualTo("bottom");
                assertThatThrownBy(() -> write(root, "a", "")).hasMessageContaining("EROFS");
            }
            bind.clear(EnumSet.of(MountFlag.READ_ONLY), true);
            try (var root = bind.root()) {
                write(root, "a", "changed");
            }
        }
        assertThat(read(scratch.dir(), "low1/a")).isEqualTo("changed");
    }

    @Test
    void aFileCanBeBoundOverAFile() throws IOException {
        try (var source = scratch.dir().node(bytes("low1/a"));
                var target = scratch.dir().node(bytes("low2/b"));
                var bind = Mounts.bindTree(source.fd(), false)) {
            bind.attach(target.fd());
            assertThat(read(scratch.dir(), "low2/b")).isEqualTo("bottom");
            bind.detach();
        }
        assertThat(read(scratch.dir(), "low2/b")).isEqualTo("top");
    }

    @Test
    void olderKernelsGetLayersByTheirNamesInProc() throws IOException {
        try (var low1 = fd("low1");
                var low2 = fd("low2");
                var context = FsContext.open("overlay")) {
            context.string("lowerdir+", low2.procPath());
            context.string("lowerdir+", low1.procPath());
            try (var mount = context.mount(List.of());
                    var root = mount.root()) {
                assertThat(read(root, "b")).isEqualTo("top");
            }
        }
    }
}

package dev.conex.storage;

import dev.conex.linux.DeviceNumber;
import dev.conex.linux.Dir;
import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.Extents;
import dev.conex.linux.Fd;
import dev.conex.linux.FileType;
import dev.conex.linux.FsSpace;
import dev.conex.linux.Node;
import dev.conex.linux.OpenFlags;
import dev.conex.linux.Stat;
import dev.conex.oci.BytePath;
import dev.conex.oci.LayerName;
import dev.conex.oci.MalformedContent;
import dev.conex.oci.TarEntry;
import dev.conex.oci.TarReader;
import java.io.IOException;

/// Turns one layer archive into an overlay directory. Everything in the archive is foreign: no name of it is ever a
/// path of the host.
///
/// The layer's own root keeps mode 0755 whatever the archive says. Whiteouts become character devices 0:0, opaque
/// directories get overlay's attribute; neither can be brought in from outside.
final class LayerUnpack implements AutoCloseable {
    /// Unpacking stops when the disk has no more than this, so that everything else goes on.
    static final long FREE_BYTES_MIN = 32L << 20;
    private static final long LOOK_EVERY_BYTES = 16L << 20;
    private static final int BUFFER_BYTES = 1 << 17;
    private static final int BLOCK_BYTES = 4096;
    private static final int CREATE_NEW =
            OpenFlags.CREATE | OpenFlags.EXCLUSIVE | OpenFlags.WRITE_ONLY | OpenFlags.NO_FOLLOW;

    private final Dir root;
    private final Below below;
    private final Attributes attributes;
    private final LayerTree tree;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private boolean rootIsOpaque;
    private long bytes;
    private long inodes;
    private long writtenSinceLook;

    LayerUnpack(Dir root, Below below) {
        this.root = root;
        this.below = below;
        this.attributes = new Attributes(root);
        this.tree = new LayerTree(root, below, attributes);
    }

    /// Unpacks all members up to the end of the archive.
    ///
    /// @return what they take
    Usage unpack(TarReader tar) throws IOException {
        for (var entry = tar.next(); entry.isPresent(); entry = tar.next()) {
            put(entry.get(), tar);
        }
        if (rootIsOpaque) {
            hideAllBelow();
        }
        tree.close();
        attributes.finish();
        return new Usage(bytes, inodes);
    }

    private void put(TarEntry entry, TarReader tar) throws IOException {
        switch (LayerName.of(entry.name())) {
            case LayerName.Bookkeeping _ -> {}
            case LayerName.Opaque opaque -> opaque(opaque.directory());
            case LayerName.Whiteout whiteout -> whiteout(whiteout.path());
            case LayerName.Plain plain when plain.path().isEmpty() -> root(entry);
            case LayerName.Plain plain -> make(tree.spot(plain.path()), entry, tar);
        }
    }

    private void root(TarEntry entry) throws MalformedContent {
        if (!(entry.kind() instanceof TarEntry.Kind.Directory)) {
            throw new MalformedContent("layer: the root is no directory");
        }
        attributes.time(BytePath.EMPTY, entry.meta().mtime());
    }

    private void opaque(BytePath directory) throws IOException {
        if (below.isNothing()) {
            return;
        }
        if (directory.isEmpty()) {
            rootIsOpaque = true;
        } else {
            tree.makeOpaque(tree.realDirectory(directory));
        }
    }

    /// Whiteouts speak of the layers below only: what this layer itself has made stays.
    private void whiteout(BytePath path) throws IOException {
        if (below.isNothing()) {
            return;
        }
        var spot = tree.spot(path);
        var own = spot.find();
        if (own.isEmpty()) {
            spot.directory().mknod(spot.name(), FileType.CHARACTER_DEVICE, 0, DeviceNumber.NONE);
        } else if (own.get().isDirectory()) {
            tree.makeOpaque(spot.path());
        }
    }

    /// Overlay does not obey the attribute on a layer's root, so each name below gets its whiteout.
    private void hideAllBelow() throws IOException {
        for (var name : below.names(BytePath.EMPTY)) {
            var own = root.find(name.bytes());
            if (own.isEmpty()) {
                root.mknod(name.bytes(), FileType.CHARACTER_DEVICE, 0, DeviceNumber.NONE);
            } else if (own.get().isDirectory()) {
                tree.makeOpaque(name);
            }
        }
    }

    private void make(LayerTree.Spot spot, TarEntry entry, TarReader tar) throws IOException {
        switch (entry.kind()) {
            case TarEntry.Kind.File _ -> file(spot, entry, tar);
            case TarEntry.Kind.Directory _ -> directory(spot, entry);
            case TarEntry.Kind.HardLink link -> hardLink(spot.path(), link.target());
            case TarEntry.Kind.Symlink link -> {
                replacing(spot, () -> spot.directory().symlink(link.target().bytes(), spot.name()));
                finish(spot, entry, true);
            }
            case TarEntry.Kind.Fifo _ -> special(spot, entry, FileType.FIFO, DeviceNumber.NONE);
            case TarEntry.Kind.Device device -> device(spot, entry, device);
        }
    }

    private void device(LayerTree.Spot spot, TarEntry entry, TarEntry.Kind.Device device) throws IOException {
        var number = new DeviceNumber(device.major(), device.minor());
        if (!device.block() && number.equals(DeviceNumber.NONE)) {
            throw new MalformedContent("layer: \"%s\": character device 0:0 is reserved".formatted(spot.path()));
        }
        special(spot, entry, device.block() ? FileType.BLOCK_DEVICE : FileType.CHARACTER_DEVICE, number);
    }

    private void special(LayerTree.Spot spot, TarEntry entry, FileType type, DeviceNumber number) throws IOException {
        replacing(spot, () -> spot.directory().mknod(spot.name(), type, 0600, number));
        finish(spot, entry, false);
    }

    private void finish(LayerTree.Spot spot, TarEntry entry, boolean isLink) throws IOException {
        inodes++;
        try (var node = spot.directory().node(spot.name())) {
            Attributes.set(node, spot.path(), entry.meta(), isLink);
            node.touch(entry.meta().mtime());
        }
    }

    private void directory(LayerTree.Spot spot, TarEntry entry) throws IOException {
        var own = spot.find();
        if (own.isEmpty() || !own.get().isDirectory()) {
            var hidden = own.filter(Stat::isWhiteout).isPresent();
            replacing(spot, () -> spot.directory().mkdir(spot.name(), Attributes.DIRECTORY_MODE));
            if (hidden) {
                tree.makeOpaque(spot.path());
            }
            inodes++;
            bytes += BLOCK_BYTES;
        }
        tree.made(spot.path());
        attributes.directory(spot.path(), entry.meta());
    }

    private void file(LayerTree.Spot spot, TarEntry entry, TarReader tar) throws IOException {
        try (var file = create(spot)) {
            for (int got = tar.read(buffer, 0, buffer.length); got >= 0; got = tar.read(buffer, 0, buffer.length)) {
                room(got);
                file.write(buffer, 0, got);
            }
            var node = new Node(file);
            Attributes.set(node, spot.path(), entry.meta(), false);
            node.touch(entry.meta().mtime());
        }
        inodes++;
        bytes += (entry.size() + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
    }

    private Fd create(LayerTree.Spot spot) throws IOException {
        try {
            return spot.directory().openFile(spot.name(), CREATE_NEW, 0600);
        } catch (ErrnoException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
            tree.clear(spot);
            return spot.directory().openFile(spot.name(), CREATE_NEW, 0600);
        }
    }

    private void room(int count) throws IOException {
        writtenSinceLook += count;
        if (writtenSinceLook >= LOOK_EVERY_BYTES) {
            writtenSinceLook = 0;
            if (FsSpace.of(root.fd()).available() < FREE_BYTES_MIN) {
                throw new ErrnoException(
                        "unpack", "layer, %d bytes are kept free".formatted(FREE_BYTES_MIN), Errno.ENOSPC);
            }
        }
    }

    private void hardLink(BytePath path, BytePath stored) throws IOException {
        var target = stored.inRoot();
        if (target.isEmpty()) {
            throw new MalformedContent("layer: \"%s\": hard link to the root".formatted(path));
        }
        var from = tree.spot(target);
        if (from.path().equals(path)) {
            return;
        }
        var own = from.find();
        if (own.isEmpty()) {
            copyUp(from);
        } else if (own.get().isDirectory() || own.get().isWhiteout()) {
            throw new MalformedContent("layer: \"%s\": hard link to \"%s\", which is no file".formatted(path, target));
        }
        var existing = from.path().bytes();
        var spot = tree.spot(path);
        replacing(spot, () -> root.link(existing, spot.path().bytes()));
    }

    /// Brings a file of the layers below into this layer, so that it can get a second name.
    private void copyUp(LayerTree.Spot spot) throws IOException {
        var under = below.find(spot.path());
        if (under.isEmpty() || !under.get().isRegular()) {
            throw new MalformedContent("layer: hard link to \"%s\", which is not there".formatted(spot.path()));
        }
        try (var node = below.root().node(spot.path().bytes());
                var from = node.reopen(OpenFlags.READ_ONLY);
                var to = create(spot)) {
            var length = Extents.copy(from, to, under.get().size());
            bytes += length;
            inodes++;
            var copy = new Node(to);
            Attributes.set(copy, spot.path(), Attributes.meta(node, under.get()), false);
            copy.touch(under.get().modified());
        }
    }

    private interface Making {
        void run() throws IOException;
    }

    private void replacing(LayerTree.Spot spot, Making making) throws IOException {
        try {
            making.run();
        } catch (ErrnoException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
            tree.clear(spot);
            making.run();
        }
    }

    @Override
    public void close() {
        tree.close();
    }
}

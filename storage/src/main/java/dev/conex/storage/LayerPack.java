package dev.conex.storage;

import dev.conex.linux.Dir;
import dev.conex.linux.FileType;
import dev.conex.linux.Node;
import dev.conex.linux.TreeWalk;
import dev.conex.oci.BytePath;
import dev.conex.oci.FileMeta;
import dev.conex.oci.LayerName;
import dev.conex.oci.TarEntry;
import dev.conex.oci.TarWriter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// Turns an overlay's upper directory into a layer archive: names sorted, whiteouts and opaque directories as the
/// OCI layer format has them, hard links kept, sockets left out. The same tree gives the same bytes.
final class LayerPack implements TreeWalk.Visitor {
    private static final int BUFFER_BYTES = 1 << 17;

    private final TarWriter tar;
    private final Map<Inode, BytePath> linked = new HashMap<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];

    private LayerPack(TarWriter tar) {
        this.tar = tar;
    }

    static void pack(Dir upper, TarWriter tar) throws IOException {
        TreeWalk.walk(upper, new LayerPack(tar));
        tar.finish();
    }

    @Override
    public TreeWalk.Step enter(TreeWalk.Entry entry) throws IOException {
        var stat = entry.stat();
        var path = BytePath.of(entry.path());
        if (stat.isWhiteout()) {
            var name = BytePath.of(LayerName.WHITEOUT).concat(path.fileName());
            put(path.parent().resolve(name), new TarEntry.Kind.File(0), FileMeta.plain(0));
            return TreeWalk.Step.SKIP;
        }
        if (stat.type() == FileType.SOCKET) {
            return TreeWalk.Step.SKIP;
        }
        if (path.fileName().startsWith(LayerName.WHITEOUT)) {
            // whoever unpacks the layer takes it for an absence: refused here if it could be none
            LayerName.of(path);
        }
        var meta = Attributes.meta(entry.node(), stat);
        if (!stat.isDirectory() && stat.links() > 1) {
            var first = linked.putIfAbsent(Inode.of(stat), path);
            if (first != null) {
                put(path, new TarEntry.Kind.HardLink(first), meta);
                return TreeWalk.Step.SKIP;
            }
        }
        write(entry, path, meta);
        return TreeWalk.Step.DESCEND;
    }

    private void write(TreeWalk.Entry entry, BytePath path, FileMeta meta) throws IOException {
        var stat = entry.stat();
        switch (stat.type()) {
            case DIRECTORY -> directory(entry, path, meta);
            case REGULAR -> file(entry, path, meta);
            case SYMLINK ->
                put(path, new TarEntry.Kind.Symlink(BytePath.of(entry.node().target())), meta);
            case FIFO -> put(path, new TarEntry.Kind.Fifo(), meta);
            case CHARACTER_DEVICE, BLOCK_DEVICE -> {
                var block = stat.type() == FileType.BLOCK_DEVICE;
                var number = stat.special();
                put(path, new TarEntry.Kind.Device(block, number.major(), number.minor()), meta);
            }
            case SOCKET -> throw new IllegalStateException("sockets are left out");
        }
    }

    private void put(BytePath name, TarEntry.Kind kind, FileMeta meta) throws IOException {
        tar.put(new TarEntry(name, kind, meta));
    }

    private void directory(TreeWalk.Entry entry, BytePath path, FileMeta meta) throws IOException {
        put(path.concat(BytePath.of("/")), new TarEntry.Kind.Directory(), meta);
        if (isOpaque(entry.node())) {
            put(path.resolve(BytePath.of(LayerName.OPAQUE)), new TarEntry.Kind.File(0), FileMeta.plain(0));
        }
    }

    static boolean isOpaque(Node directory) throws IOException {
        var value = directory.xattrs().get(LayerTree.OPAQUE);
        return value != null && value.length == 1 && value[0] == 'y';
    }

    /// The file may change while it is read; the member has the size that was promised.
    private void file(TreeWalk.Entry entry, BytePath path, FileMeta meta) throws IOException {
        long left = entry.stat().size();
        put(path, new TarEntry.Kind.File(left), meta);
        try (var file = entry.open()) {
            while (left > 0) {
                int got = file.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (got == 0) {
                    tar.fill();
                    return;
                }
                tar.write(buffer, 0, got);
                left -= got;
            }
        }
    }
}

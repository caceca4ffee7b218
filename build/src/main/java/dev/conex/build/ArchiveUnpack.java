package dev.conex.build;

import dev.conex.linux.DeviceNumber;
import dev.conex.linux.Fd;
import dev.conex.linux.FileType;
import dev.conex.oci.BytePath;
import dev.conex.oci.MalformedContent;
import dev.conex.oci.TarEntry;
import dev.conex.oci.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Unpacks a foreign tar below a directory of a tree. Nothing gets out of the tree, whatever the archive says; links in
/// it
/// are made, and followed inside only.
final class ArchiveUnpack {
    /// How many members an archive may have.
    static final int ENTRIES_MAX = 4_000_000;

    private static final int BUFFER_BYTES = 64 << 10;

    private final TargetTree to;
    private final String directory;
    private final Owners.@Nullable Owner owner;
    private final Deque<Touch> touches = new ArrayDeque<>();

    private record Touch(String path, Instant modified) {}

    /// @param owner null = as in the archive
    ArchiveUnpack(TargetTree to, String directory, Owners.@Nullable Owner owner) {
        this.to = to;
        this.directory = directory;
        this.owner = owner;
    }

    /// @param tar uncompressed
    void unpack(InputStream tar) throws IOException {
        to.directories(directory, owner == null ? Owners.Owner.ROOT : owner);
        var reader = new TarReader(tar);
        int count = 0;
        for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            if (++count > ENTRIES_MAX) {
                throw new MalformedContent("archive has more than %d members".formatted(ENTRIES_MAX));
            }
            add(entry.get(), reader);
        }
        while (!touches.isEmpty()) {
            var touch = touches.removeLast();
            if (to.isDirectory(touch.path)) {
                to.touch(touch.path, touch.modified);
            }
        }
    }

    private void add(TarEntry entry, TarReader reader) throws IOException {
        var name = text(entry.name());
        if (name.isEmpty()) {
            return;
        }
        var path = NameText.join(directory, name);
        to.directories(NameText.parent(path), owner == null ? Owners.Owner.ROOT : owner);
        var meta = entry.meta();
        var who = owner != null ? owner : new Owners.Owner((int) meta.uid(), (int) meta.gid());
        var look = new TargetTree.Look(meta.mode(), who, meta.mtime(), meta.xattrs());
        switch (entry.kind()) {
            case TarEntry.Kind.File _ -> to.file(path, look, file -> write(reader, file));
            case TarEntry.Kind.Directory _ -> directory(path, look);
            case TarEntry.Kind.Symlink(var target) -> to.symlink(path, target.bytes(), look);
            case TarEntry.Kind.HardLink(var target) -> to.hardLink(path, NameText.join(directory, text(target)));
            case TarEntry.Kind.Device(var block, var major, var minor) ->
                to.special(
                        path,
                        block ? FileType.BLOCK_DEVICE : FileType.CHARACTER_DEVICE,
                        new DeviceNumber(major, minor),
                        look);
            case TarEntry.Kind.Fifo _ -> to.special(path, FileType.FIFO, DeviceNumber.NONE, look);
        }
    }

    private void directory(String path, TargetTree.Look look) throws IOException {
        to.directory(path, look);
        touches.addLast(new Touch(path, look.modified()));
    }

    private static void write(TarReader reader, Fd file) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        for (int n = reader.read(buffer, 0, buffer.length); n > 0; n = reader.read(buffer, 0, buffer.length)) {
            file.write(buffer, 0, n);
        }
    }

    private static String text(BytePath name) throws MalformedContent {
        return NameText.text(name.inRoot().bytes());
    }
}

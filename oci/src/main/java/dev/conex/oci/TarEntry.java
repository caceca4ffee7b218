package dev.conex.oci;

/// One member of a tar archive: its name as stored, what it is, and what every kind of file has.
public record TarEntry(BytePath name, Kind kind, FileMeta meta) {

    /// What a member is. The data of a [File] follows it in the stream, expanded where it was stored sparse.
    public sealed interface Kind {
        record File(long size) implements Kind {
            public File {
                if (size < 0) {
                    throw new IllegalArgumentException("negative size %d".formatted(size));
                }
            }
        }

        record Directory() implements Kind {}

        /// `target` as stored; relative to nothing but the link itself.
        record Symlink(BytePath target) implements Kind {}

        /// `target` names an earlier member of the same archive or of a layer below.
        record HardLink(BytePath target) implements Kind {}

        record Device(boolean block, int major, int minor) implements Kind {}

        record Fifo() implements Kind {}
    }

    public static TarEntry file(String name, long size, FileMeta meta) {
        return new TarEntry(BytePath.of(name), new Kind.File(size), meta);
    }

    public static TarEntry directory(String name, FileMeta meta) {
        return new TarEntry(BytePath.of(name), new Kind.Directory(), meta);
    }

    public static TarEntry symlink(String name, String target) {
        return new TarEntry(BytePath.of(name), new Kind.Symlink(BytePath.of(target)), FileMeta.plain(0777));
    }

    public static TarEntry hardLink(String name, String target) {
        return new TarEntry(BytePath.of(name), new Kind.HardLink(BytePath.of(target)), FileMeta.plain(0644));
    }

    public TarEntry withName(BytePath other) {
        return new TarEntry(other, kind, meta);
    }

    /// The bytes of data that follow.
    public long size() {
        return kind instanceof Kind.File file ? file.size() : 0;
    }
}

package dev.conex.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// The files inside containers, running or not, reached by descriptors only.
public interface ContainerFiles {
    /// One file, its symbolic link not followed.
    PathStat stat(String ref, String path);

    /// A file or a tree as a tar; a trailing `/.` means the contents.
    FileArchive archive(String ref, String path);

    /// Unpacks a tar (maybe compressed) into a directory.
    void extract(String ref, String path, ExtractOptions options, InputStream tar) throws IOException;

    /// The whole root as a tar.
    FileArchive export(String ref);

    /// What the writable layer changed, sorted by path.
    List<PathChange> changes(String ref);

    /// Makes an image of it; answers the image's id.
    String commit(String ref, CommitRequest request);

    /// How to extract.
    record ExtractOptions(boolean noOverwriteDirNonDir, boolean copyUidGid) {
        public static final ExtractOptions PLAIN = new ExtractOptions(false, false);
    }

    /// One changed path.
    record PathChange(Kind kind, String path) {
        /// Wire numbers are 0, 1, 2 in this order.
        public enum Kind {
            MODIFIED,
            ADDED,
            DELETED
        }
    }
}

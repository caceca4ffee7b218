package dev.conex.registry;

import java.io.IOException;
import java.nio.file.Path;

/// A registry's store in one directory:
///
/// ```
/// blobs/sha256/<hex>                              contents
/// uploads/                                        contents on their way in; emptied when opened
/// repositories/<name>/_blobs/sha256/<hex>         the blob belongs to the repository
/// repositories/<name>/_manifests/sha256/<hex>     holds the manifest's media type
/// repositories/<name>/_tags/<tag>                 holds a digest
/// repositories/<name>/_referrers/sha256/<hex>/    one file a manifest whose subject this is
/// ```
///
/// No component of a repository name begins with `_`, so names and marks can't meet. Every file is written
/// aside, flushed and renamed, and its directory flushed.
public final class DiskRegistry {
    private DiskRegistry() {}

    /// Opens the directory, or makes it. One process at a time.
    public static RegistryStore open(Path root) throws IOException {
        DurableFiles files = DurableFiles.in(root.resolve("uploads"));
        return new RegistryStore(
                new DiskBlobs(root.resolve("blobs"), files), new DiskIndex(root.resolve("repositories"), files));
    }
}

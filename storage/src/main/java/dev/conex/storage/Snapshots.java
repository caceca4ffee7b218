package dev.conex.storage;

import dev.conex.linux.Mount;
import dev.conex.oci.BlobSink;
import dev.conex.oci.ChainId;
import dev.conex.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// File trees: read-only layers named by their chain id, and writable ones on top of them, named by a key.
public interface Snapshots {

    /// Unpacks a layer, unless it is there already; then nothing is read. Several at once are welcome, begun from
    /// the bottom up. Nothing is visible before the diff id has been verified; a failure leaves nothing.
    ///
    /// @param tar uncompressed
    /// @throws dev.conex.oci.MalformedContent when it is no layer, or another one
    ChainId unpack(@Nullable ChainId parent, Digest diffId, InputStream tar) throws IOException;

    boolean has(ChainId chain);

    /// Makes an empty writable tree.
    ///
    /// @param key unique among writables: `[A-Za-z0-9][A-Za-z0-9_.-]*`, 128 characters at most
    /// @param chain of the layers below, bottom first; empty for none
    /// @throws java.nio.file.FileAlreadyExistsException when the key is taken
    Writable prepare(String key, List<ChainId> chain) throws IOException;

    /// A writable tree made earlier, also by an earlier process.
    Optional<Writable> open(String key) throws IOException;

    /// The tree as a detached mount; the caller closes it.
    Mount mount(Writable writable, MountOptions options) throws IOException;

    /// Layers alone, read-only, as a detached mount; the caller closes it.
    ///
    /// @param chain bottom first
    Mount view(List<ChainId> chain) throws IOException;

    /// Packs what was changed into a gzipped layer, stored in the sink. The writable stays as it is.
    Layer commit(Writable writable, BlobSink sink) throws IOException;

    /// As [#commit], and the writable becomes the snapshot of the new layer without a copy; its key is free again.
    /// Nobody may write to it or have it mounted.
    Layer commitMoving(Writable writable, BlobSink sink) throws IOException;

    /// What was changed, sorted by path, as `docker diff` shows it.
    List<Change> changes(Writable writable) throws IOException;

    /// Removes a writable for the user at once, from the disk soon; nothing happens when there is none.
    void remove(String key) throws IOException;

    /// Of what a writable itself holds, by walking it.
    Usage usage(Writable writable) throws IOException;

    /// Keys of all writables.
    Set<String> keys() throws IOException;
}

package dev.conex.storage;

import dev.conex.oci.ChainId;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// What sweeping, statistics and pulling need of the snapshots.
public interface SnapshotUpkeep {

    /// Of what a writable itself holds, by walking it.
    Usage usage(Writable writable) throws IOException;

    /// Of a layer alone, as counted when it was unpacked.
    Usage usage(ChainId chain) throws IOException;

    /// The layer below, empty for a bottom layer or one that is not there.
    Optional<ChainId> parent(ChainId chain);

    /// Removes a layer at once for everybody, from the disk soon. Mounts that use it keep it.
    void removeLayer(ChainId chain) throws IOException;

    /// Keys of all writables.
    Set<String> keys() throws IOException;

    /// All layers.
    Set<ChainId> chains();

    /// Makes all layers unpacked so far durable: one flush, however many. [Names#point] calls it.
    void flush() throws IOException;
}

package dev.conex.storage;

import dev.conex.oci.ChainId;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// The unpacked layers below all writables: what sweeping, statistics and pulling need of them.
public interface Layers {

    /// All that are there.
    Set<ChainId> all();

    /// Of a layer alone, as counted when it was unpacked.
    Usage usage(ChainId chain) throws IOException;

    /// The layer below, empty for a bottom layer or one that is not there.
    Optional<ChainId> parent(ChainId chain);

    /// Removes a layer at once for everybody, from the disk soon. Mounts that use it keep it.
    void remove(ChainId chain) throws IOException;

    /// Makes all layers unpacked so far durable: one flush, however many. [Names#point] calls it.
    void flush() throws IOException;
}

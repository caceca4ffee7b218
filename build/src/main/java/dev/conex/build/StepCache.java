package dev.conex.build;

import dev.conex.oci.Digest;
import java.io.IOException;
import java.util.Optional;

/// What earlier builds left, by key. An entry that can't be trusted any more (a layer is gone, the record is damaged)
/// is
/// reported as missing. Called from several threads.
public interface StepCache {
    Optional<CachedStep> find(Digest key) throws IOException;

    /// Keeps a result; the layers stay until it is pruned.
    void put(Digest key, CachedStep step) throws IOException;
}

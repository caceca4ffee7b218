package dev.conex.storage;

import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.Reference;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Which content a reference means. A name is given last, when all it leads to is there and durable.
public interface Names {

    /// Gives a name, or moves it. Flushes the snapshots first.
    void point(Reference reference, Descriptor target) throws IOException;

    Optional<Named> find(Reference reference) throws IOException;

    /// Sorted by reference.
    List<Named> list() throws IOException;

    /// Whether there was such a name.
    boolean remove(Reference reference) throws IOException;

    /// All names of a content.
    List<Named> of(Digest digest) throws IOException;
}

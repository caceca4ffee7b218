package dev.conex.engine;

import dev.conex.linux.Fd;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The containers, as the image, network and volume halves see them.
interface ContainerUses {
    /// All records now; takes no lock.
    List<ContainerUse> all();

    /// One by id, prefix or name; refused if there is none.
    ContainerUse find(String ref);

    /// Changes the endpoints of one under its command lock and stores the result.
    void changeEndpoints(ContainerId id, EndpointChange change);

    /// A pure-or-effectful change: the container as it is, and the network namespace while it runs (closed by
    /// the caller of this, absent when it doesn't run), to its new endpoints.
    @FunctionalInterface
    interface EndpointChange {
        List<Endpoint> apply(ContainerUse container, @Nullable Fd networkNamespace);
    }
}

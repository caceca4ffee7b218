package dev.conex.storage;

import dev.conex.oci.ChainId;
import dev.conex.oci.Digest;

/// Keeps things from being swept while somebody works on what will lead to them. Not durable: after a crash the
/// work is lost anyway.
public interface Lease extends AutoCloseable {

    /// Keeps a blob, whether it is there yet or not: say so before looking whether it is.
    void keep(Digest digest);

    /// Keeps a layer, whether it is there yet or not.
    void keep(ChainId chain);

    /// Lets go of everything.
    @Override
    void close();
}

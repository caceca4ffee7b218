package dev.conex.storage;

import dev.conex.oci.Digest;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/// Finds and removes what no root leads to. Names, leases and writables are roots by themselves.
public interface Sweep {

    /// What could go now. Reads, changes nothing.
    ///
    /// @param others roots that only the caller knows: containers' images, build cache
    SweepPlan plan(Collection<Root> others) throws IOException;

    /// Removes step by step; whatever got a lease meanwhile stays.
    ///
    /// @return bytes freed
    long apply(SweepPlan plan) throws IOException;

    /// Why a blob stays: the way from a root to it, one step a line; empty when nothing keeps it.
    List<String> why(Digest digest, Collection<Root> others) throws IOException;
}

package dev.conex.engine;

import java.util.List;

/// Volumes, by name.
public interface Volumes {
    /// Makes one, or answers the one of that name if its driver and options are the same.
    VolumeInspect create(VolumeCreate request);

    /// Everything known of one.
    VolumeInspect inspect(String name);

    /// Volumes that fit: filters `dangling driver label name`.
    List<VolumeInspect> list(Filters filters);

    /// Removes one that no container uses; `force` ignores that it isn't there.
    void remove(String name, boolean force);

    /// Removes anonymous ones (with filter `all=true` named ones too) that no container uses.
    Pruned prune(Filters filters);
}

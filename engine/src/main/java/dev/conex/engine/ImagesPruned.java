package dev.conex.engine;

import java.util.List;

/// What a prune removed, and what that gave back.
public record ImagesPruned(List<ImageRemoved> removed, long bytesReclaimed) {
    public ImagesPruned {
        removed = List.copyOf(removed);
    }
}

package dev.conex.engine;

import java.util.List;

/// What a prune removed, and what that gave back.
public record Pruned(List<String> deleted, long bytesReclaimed) {
    public Pruned {
        deleted = List.copyOf(deleted);
    }
}

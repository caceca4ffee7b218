package dev.conex.runtime;

import java.util.List;

/// Who a process runs as; numbers inside the container.
///
/// @param groups all supplementary groups
public record Identity(int uid, int gid, List<Integer> groups) {
    public static final Identity ROOT = new Identity(0, 0, List.of(0));

    public Identity {
        groups = List.copyOf(groups);
    }
}

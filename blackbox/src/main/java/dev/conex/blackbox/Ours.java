package dev.conex.blackbox;

import java.nio.file.Path;

/// How everything of one daemon is told from what others have on the same host.
///
/// @param home its data root and run root lie below it
/// @param cgroup the name of its parent cgroup
/// @param tag what its links' labels and its firewall table are named after
public record Ours(Path home, String cgroup, String tag) {
    String table() {
        return "conex_" + tag;
    }

    /// What the alias of each of its links begins with.
    String label() {
        return "conex-" + tag + ":";
    }
}

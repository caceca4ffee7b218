package dev.conex.engine;

import dev.conex.engine.ContainerFiles.PathChange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Files and directories that a launch makes in a container's layer only to mount something on them. Docker has
/// them in a layer of their own, so that nobody sees them as changes. Pure.
final class MountPoints {
    private static final Set<String> MADE = Set.of(
            "/.dockerenv",
            "/dev",
            "/dev/console",
            "/dev/pts",
            "/dev/shm",
            "/etc/hostname",
            "/etc/hosts",
            "/etc/mtab",
            "/etc/resolv.conf",
            "/proc",
            "/sys");
    private static final Set<String> HOLDERS = Set.of("/", "/dev", "/etc");

    private MountPoints() {}

    /// Without what was only made for mounts, and directories that nothing else changed.
    static List<PathChange> without(List<PathChange> changes) {
        var own = changes.stream()
                .filter(c -> !(c.kind() == PathChange.Kind.ADDED && MADE.contains(c.path())))
                .toList();
        var changedIn = new HashSet<String>();
        for (var c : own) {
            for (int at = c.path().lastIndexOf('/'); at > 0; at = c.path().lastIndexOf('/', at - 1)) {
                changedIn.add(c.path().substring(0, at));
            }
        }
        boolean etcMade = own.size() < changes.size();
        return own.stream()
                .filter(c -> !etcMade || !HOLDERS.contains(c.path()) || changedIn.contains(c.path()))
                .toList();
    }
}

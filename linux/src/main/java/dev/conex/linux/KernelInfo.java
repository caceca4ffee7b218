package dev.conex.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the running kernel is and can do, looked up once.
///
/// @param release as `uname -r` says it
/// @param cgroups where controllers are mounted
/// @param seccomp whether system call filters work
/// @param appArmor whether AppArmor confines programs
/// @param fileSystems the names in `/proc/filesystems`; more may come with modules
public record KernelInfo(
        String release, Version version, Cgroups cgroups, boolean seccomp, boolean appArmor, Set<String> fileSystems) {

    private static final class Current {
        private static final KernelInfo INFO = read(Path.of("/"));
    }

    /// A kernel version as far as features depend on it.
    public record Version(int major, int minor) implements Comparable<Version> {
        static Version parse(String release) {
            var parts = release.split("[^0-9]+");
            try {
                return new Version(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IllegalArgumentException("kernel release \"" + release + "\"", e);
            }
        }

        @Override
        public int compareTo(Version other) {
            return major == other.major ? Integer.compare(minor, other.minor) : Integer.compare(major, other.major);
        }

        /// Whether it is this one or later.
        public boolean atLeast(int wantedMajor, int wantedMinor) {
            return compareTo(new Version(wantedMajor, wantedMinor)) >= 0;
        }
    }

    /// How a host arranges its control groups.
    public enum CgroupMode {
        /// Version 1 only.
        LEGACY,
        /// Version 2 only.
        UNIFIED,
        /// Controllers on version 1, and a tree of version 2 beside them.
        HYBRID
    }

    /// Where control groups are mounted.
    ///
    /// @param legacy controller → mount point of its version 1 tree; a named one stands as `name=systemd`
    /// @param unified mount point of the version 2 tree
    /// @param unifiedControllers the controllers that version 2 has at its root
    public record Cgroups(Map<String, Path> legacy, Optional<Path> unified, Set<String> unifiedControllers) {
        public Cgroups {
            legacy = Map.copyOf(legacy);
            unifiedControllers = Set.copyOf(unifiedControllers);
        }

        public CgroupMode mode() {
            var hasLegacy = legacy.keySet().stream().anyMatch(name -> !name.startsWith("name="));
            if (unified.isEmpty()) {
                return CgroupMode.LEGACY;
            }
            return hasLegacy ? CgroupMode.HYBRID : CgroupMode.UNIFIED;
        }

        /// Whether either version has it.
        public boolean has(String controller) {
            return legacy.containsKey(controller) || unifiedControllers.contains(controller);
        }
    }

    /// Of this machine.
    public static KernelInfo current() {
        return Current.INFO;
    }

    /// Reads everything below a root, `/` or a test's.
    static KernelInfo read(Path root) {
        try {
            var release =
                    Files.readString(root.resolve("proc/sys/kernel/osrelease")).strip();
            var mounts = MountTable.parse(Files.readString(root.resolve("proc/self/mountinfo")));
            return new KernelInfo(
                    release,
                    Version.parse(release),
                    MountTable.cgroups(mounts, root),
                    Files.exists(root.resolve("proc/sys/kernel/seccomp/actions_avail")),
                    text(root.resolve("sys/module/apparmor/parameters/enabled")).startsWith("Y"),
                    fileSystems(Files.readAllLines(root.resolve("proc/filesystems"))));
        } catch (IOException e) {
            throw new IllegalStateException("the kernel's description in /proc can't be read: " + e.getMessage(), e);
        }
    }

    private static Set<String> fileSystems(List<String> lines) {
        return Set.copyOf(lines.stream()
                .map(line -> line.substring(line.indexOf('\t') + 1))
                .toList());
    }

    static String text(Path file) throws IOException {
        return Files.isReadable(file) ? Files.readString(file).strip() : "";
    }
}

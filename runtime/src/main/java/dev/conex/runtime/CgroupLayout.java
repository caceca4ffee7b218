package dev.conex.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where the host's cgroups are mounted: version 1, version 2, or both.
///
/// @param v1 one mounted hierarchy each
/// @param v2 where version 2 is mounted
/// @param v2Controllers what may be limited there
public record CgroupLayout(List<Hierarchy> v1, Optional<Path> v2, Set<String> v2Controllers) {
    private static final Set<String> NO_CONTROLLERS = Set.of(
            "rw",
            "ro",
            "xattr",
            "noprefix",
            "clone_children",
            "cpuset_v2_mode",
            "favordynmods",
            "nosuid",
            "nodev",
            "noexec",
            "relatime");

    /// A version 1 hierarchy.
    ///
    /// @param name of its directory, such as `cpu,cpuacct` or `systemd`
    /// @param controllers empty for a named hierarchy
    public record Hierarchy(String name, Path mount, Set<String> controllers) {
        public Hierarchy {
            controllers = Set.copyOf(controllers);
        }
    }

    public CgroupLayout {
        v1 = List.copyOf(v1);
        v2Controllers = Set.copyOf(v2Controllers);
    }

    static CgroupLayout probe() throws IOException {
        CgroupLayout mounts = parse(Files.readString(Path.of("/proc/self/mountinfo")));
        if (mounts.v2.isEmpty()) {
            return mounts;
        }
        String controllers = Files.readString(mounts.v2.get().resolve("cgroup.controllers"));
        return new CgroupLayout(
                mounts.v1,
                mounts.v2,
                Set.copyOf(Arrays.asList(controllers.strip().split(" ", -1))));
    }

    /// From the text of /proc/self/mountinfo (proc(5)).
    static CgroupLayout parse(String mountinfo) {
        List<Hierarchy> v1 = new ArrayList<>();
        Optional<Path> v2 = Optional.empty();
        for (String line : mountinfo.lines().toList()) {
            String[] halves = line.split(" - ", 2);
            if (halves.length < 2) {
                continue;
            }
            String[] front = halves[0].split(" ");
            String[] back = halves[1].split(" ");
            Path mount = Path.of(front[4]);
            if (back[0].equals("cgroup2") && v2.isEmpty()) {
                v2 = Optional.of(mount);
            } else if (back[0].equals("cgroup") && v1.stream().noneMatch(h -> h.name.equals(name(mount)))) {
                v1.add(new Hierarchy(name(mount), mount, controllers(back[2])));
            }
        }
        return new CgroupLayout(v1, v2, Set.of());
    }

    private static String name(Path mount) {
        return String.valueOf(mount.getFileName());
    }

    private static Set<String> controllers(String options) {
        return Arrays.stream(options.split(","))
                .filter(o -> !NO_CONTROLLERS.contains(o) && !o.startsWith("name=") && !o.startsWith("release_agent="))
                .collect(java.util.stream.Collectors.toSet());
    }

    /// Whether limits are set on version 2 only.
    public boolean unified() {
        return v1.isEmpty() && v2.isPresent();
    }

    /// Docker's word for `info`.
    public String version() {
        return unified() ? "2" : "1";
    }

    /// Whether a controller can be used at all.
    public boolean has(String controller) {
        return v2Controllers.contains(controller) || v1.stream().anyMatch(h -> h.controllers.contains(controller));
    }
}

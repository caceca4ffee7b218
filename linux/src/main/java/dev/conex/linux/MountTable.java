package dev.conex.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Lines of `/proc/self/mountinfo`, see proc_pid_mountinfo(5).
final class MountTable {
    private static final int ROOT = 3;
    private static final int MOUNT_POINT = 4;
    private static final int FIXED_FIELDS = 6;
    private static final Set<String> NO_CONTROLLERS =
            Set.of("rw", "ro", "xattr", "noprefix", "clone_children", "nsdelegate");

    private MountTable() {}

    /// @param root which part of the file system is mounted
    /// @param superOptions options of the file system
    record Line(String root, Path mountPoint, String type, List<String> superOptions) {}

    static List<Line> parse(String text) {
        return text.lines().map(MountTable::line).flatMap(Optional::stream).toList();
    }

    private static Optional<Line> line(String text) {
        var fields = text.split(" ");
        var dash = Arrays.asList(fields).indexOf("-");
        if (dash < FIXED_FIELDS || fields.length < dash + 4) {
            return Optional.empty();
        }
        return Optional.of(new Line(
                unescape(fields[ROOT]),
                Path.of(unescape(fields[MOUNT_POINT])),
                fields[dash + 1],
                List.of(fields[dash + 3].split(","))));
    }

    /// Blanks stand as `\040`.
    private static String unescape(String field) {
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }

    static KernelInfo.Cgroups cgroups(List<Line> mounts, Path root) throws IOException {
        var legacy = new HashMap<String, Path>();
        var unified = Optional.<Path>empty();
        for (var mount : mounts) {
            if (mount.type.equals("cgroup")) {
                addControllers(legacy, mount);
            } else if (mount.type.equals("cgroup2") && unified.isEmpty()) {
                unified = Optional.of(mount.mountPoint);
            }
        }
        var controllers = new TreeSet<String>();
        if (unified.isPresent()) {
            var file = root.resolve(
                    "/".equals(unified.get().toString())
                            ? "."
                            : unified.get().toString().substring(1));
            controllers.addAll(
                    List.of(KernelInfo.text(file.resolve("cgroup.controllers")).split(" ")));
            controllers.remove("");
        }
        return new KernelInfo.Cgroups(legacy, unified, controllers);
    }

    private static void addControllers(Map<String, Path> legacy, Line mount) {
        for (var option : mount.superOptions) {
            if (!NO_CONTROLLERS.contains(option) && !option.startsWith("release_agent=")) {
                legacy.putIfAbsent(option, mount.mountPoint);
            }
        }
    }
}

package dev.conex.runtime;

import java.nio.file.Path;

/// What a daemon must remember of a launched container to take it back after a restart.
///
/// @param shimStart when the shim started, in clock ticks since boot: tells it from a later process of the same
///     number
/// @param cgroup the path of its cgroups below each hierarchy
public record ShimRecord(
        String id,
        int shimPid,
        long shimStart,
        int pid,
        Path runDir,
        Path logDir,
        String cgroup,
        boolean stdin,
        boolean tty) {
    private static final int FIELDS = 9;

    /// One line, for [#parse].
    public String text() {
        return String.join(
                "\t",
                id,
                "" + shimPid,
                "" + shimStart,
                "" + pid,
                runDir.toString(),
                logDir.toString(),
                cgroup,
                "" + stdin,
                "" + tty);
    }

    /// @throws IllegalArgumentException for what [#text] did not make
    public static ShimRecord parse(String text) {
        String[] f = text.split("\t", -1);
        if (f.length != FIELDS) {
            throw new IllegalArgumentException("shim record \"%s\"".formatted(text));
        }
        return new ShimRecord(
                f[0],
                Integer.parseInt(f[1]),
                Long.parseLong(f[2]),
                Integer.parseInt(f[3]),
                Path.of(f[4]),
                Path.of(f[5]),
                f[6],
                Boolean.parseBoolean(f[7]),
                Boolean.parseBoolean(f[8]));
    }
}

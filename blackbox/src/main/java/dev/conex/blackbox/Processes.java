package dev.conex.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Finds the processes of a daemon: those in its cgroups, shims that hold its directories, and shims of nobody.
final class Processes {
    private static final String SHIM = "conex-shim";
    private static final String JAVA = "java";
    /// Where a shim holds the run directory of its container.
    private static final String RUN_DIRECTORY = "11";

    private Processes() {}

    static int count(Ours ours) throws IOException {
        int count = 0;
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            List<Path> all = entries.filter(
                            path -> path.getFileName().toString().matches("\\d+"))
                    .toList();
            for (Path process : all) {
                if (is(ours, process)) {
                    count++;
                }
            }
        }
        return count;
    }

    private static boolean is(Ours ours, Path process) {
        try {
            String name = Files.readString(process.resolve("comm")).strip();
            if (!name.equals(SHIM)) {
                // the scripts of these tests sleep for moments, now and then: their shims count
                return !name.equals("sleep")
                        && Files.readString(process.resolve("cgroup")).contains("/" + ours.cgroup() + "/");
            }
            String held = Files.readSymbolicLink(process.resolve("fd").resolve(RUN_DIRECTORY))
                    .toString();
            if (held.startsWith("/dev/")) {
                String parent = Files.readString(Path.of("/proc", parent(process), "comm"))
                        .strip();
                return !parent.equals(JAVA) && !parent.equals(SHIM);
            }
            return held.startsWith(ours.home().toString());
        } catch (IOException _) {
            return false; // it ended meanwhile
        }
    }

    private static String parent(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[1];
    }
}

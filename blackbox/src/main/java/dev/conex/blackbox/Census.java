package dev.conex.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Counts what a daemon could leave behind: mounts, links, cgroups, firewall elements, directories, processes.
///
/// @param counts how many of each kind there are
public record Census(Map<String, Integer> counts) {
    public Census {
        counts = Map.copyOf(counts);
    }

    /// @param home the data root and run root lie below it; also what marks our processes
    /// @param cgroup the name of the daemon's parent cgroup
    /// @param table the daemon's nftables table
    static Census take(Path home, String cgroup, String table) throws IOException, InterruptedException {
        Map<String, Integer> counts = new TreeMap<>();
        counts.put("mounts", lines(Path.of("/proc/self/mountinfo")));
        counts.put("links", children(Path.of("/sys/class/net")));
        counts.put("cgroups", cgroups(cgroup));
        counts.put("firewall elements", elements(table));
        counts.put("processes", processes(home.toString()));
        counts.put(
                "container directories",
                children(home.resolve("run/containers")) + children(home.resolve("data/containers")));
        counts.put("writable layers", children(home.resolve("data/snapshots/writable")));
        return new Census(counts);
    }

    /// What there is more of than before, as text; empty when nothing is.
    String growthSince(Census before) {
        List<String> grown = new ArrayList<>();
        new TreeMap<>(counts).forEach((kind, count) -> {
            int was = before.counts.getOrDefault(kind, 0);
            if (count > was) {
                grown.add(kind + " " + was + " -> " + count);
            }
        });
        return String.join(", ", grown);
    }

    private static int lines(Path file) throws IOException {
        return Files.readAllLines(file).size();
    }

    private static int children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return (int) entries.count();
        }
    }

    private static int cgroups(String parent) throws IOException {
        int count = 0;
        try (Stream<Path> trees = Files.list(Path.of("/sys/fs/cgroup"))) {
            for (Path tree : trees.filter(Files::isDirectory).toList()) {
                Path ours = tree.getFileName().toString().equals(parent) ? tree : tree.resolve(parent);
                if (Files.isDirectory(ours)) {
                    try (Stream<Path> below = Files.list(ours)) {
                        count += (int) below.filter(Files::isDirectory).count();
                    }
                }
            }
        }
        return count;
    }

    private static int elements(String table) throws IOException, InterruptedException {
        Shell.Outcome outcome = new Shell(Map.of()).run("nft", "-j", "list", "table", "inet", table);
        return outcome.code() == 0 ? outcome.output().split("\"concat\"", -1).length - 1 : 0;
    }

    private static int processes(String mark) throws IOException {
        int count = 0;
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            for (Path entry : entries.filter(
                            path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                try {
                    String comm = Files.readString(entry.resolve("comm")).strip();
                    String environment = comm.equals("conex-shim") ? Files.readString(entry.resolve("cmdline")) : "";
                    if (environment.contains(mark)) {
                        count++;
                    }
                } catch (IOException _) {
                    // it ended meanwhile
                }
            }
        }
        return count;
    }
}

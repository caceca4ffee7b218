package dev.conex.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Counts what a daemon could leave behind: mounts, links, cgroups, firewall elements, files, processes.
/// [Leaks] proves that each of them is seen.
///
/// @param counts how many of each kind there are
public record Census(Map<String, Integer> counts) {
    /// Of these every file counts; of a layer or a blob its name, for what is inside never changes.
    private static final List<String> TREES = List.of(
            "run/containers",
            "data/containers",
            "data/writable",
            "data/preparing",
            "data/unpacking",
            "data/trash",
            "data/build-scratch",
            "data/content/ingest");

    private static final List<String> FOLDERS =
            List.of("data/layers", "data/volumes", "data/content/blobs/sha256", "data/content/blobs/sha512");

    public Census {
        counts = Map.copyOf(counts);
    }

    static Census take(Ours ours) throws IOException, InterruptedException {
        Map<String, Integer> counts = new TreeMap<>();
        counts.put("mounts", mounts(ours.home().toString()));
        counts.put("links", links(ours.label()));
        counts.put("cgroups", cgroups(ours.cgroup()));
        counts.put("firewall elements", elements(ours));
        counts.put("processes", Processes.count(ours));
        for (String tree : TREES) {
            counts.put(tree, below(ours.home().resolve(tree)));
        }
        for (String folder : FOLDERS) {
            counts.put(folder, names(ours.home().resolve(folder)).size());
        }
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

    /// What there is of the kinds that live in the kernel, as text; empty when there is nothing.
    String kernel() {
        return new Census(counts.entrySet().stream()
                        .filter(e -> !e.getKey().contains("/"))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .growthSince(new Census(Map.of()));
    }

    /// Overlays count wherever they are: their options may name directories by descriptor.
    private static int mounts(String home) throws IOException {
        return (int) Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                .filter(line -> line.contains(home) || line.contains(" - overlay "))
                .count();
    }

    /// Those with our label, those in a bridge of ours, and pairs that got neither label nor bridge.
    private static int links(String label) throws IOException {
        Path all = Path.of("/sys/class/net");
        Set<String> labelled = names(all).stream()
                .filter(name -> text(all.resolve(name).resolve("ifalias")).startsWith(label))
                .collect(Collectors.toSet());
        int count = labelled.size();
        for (String name : names(all)) {
            Path master = all.resolve(name).resolve("master");
            boolean bare = text(all.resolve(name).resolve("ifalias")).isEmpty();
            if (bare && Files.exists(master)) {
                count += labelled.contains(master.toRealPath().getFileName().toString()) ? 1 : 0;
            } else if (bare && name.startsWith("veth")) {
                count++;
            }
        }
        return count;
    }

    /// The parent and all below it, in every hierarchy.
    private static int cgroups(String parent) throws IOException {
        Path root = Path.of("/sys/fs/cgroup");
        int count = directories(root.resolve(parent));
        for (String tree : names(root)) {
            count += directories(root.resolve(tree).resolve(parent));
        }
        return count;
    }

    private static int elements(Ours ours) throws IOException, InterruptedException {
        Shell.Outcome outcome = new Shell(Map.of()).run("nft", "list", "table", "inet", ours.table());
        if (outcome.code() != 0) {
            return 0;
        }
        int count = 1; // the table itself
        for (String line : outcome.output().lines().toList()) {
            if (line.strip().startsWith("elements =") || line.startsWith("\t\t\t")) {
                count += line.split(",", -1).length;
            }
        }
        return count;
    }

    private static int directories(Path top) throws IOException {
        return count(top, true);
    }

    private static int below(Path top) throws IOException {
        return Math.max(0, count(top, false) - 1);
    }

    private static int count(Path top, boolean onlyDirectories) throws IOException {
        if (!Files.isDirectory(top)) {
            return 0;
        }
        try (Stream<Path> entries = Files.walk(top)) {
            return (int) entries.filter(entry -> !onlyDirectories || Files.isDirectory(entry))
                    .count();
        } catch (UncheckedIOException e) {
            return Integer.MAX_VALUE; // it is just being removed: look again
        }
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException _) {
            return ""; // it went away meanwhile
        }
    }
}

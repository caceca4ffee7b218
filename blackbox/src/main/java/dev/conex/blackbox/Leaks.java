package dev.conex.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Leaves something of each kind behind on purpose, and looks whether the [Census] sees it: a count that can't grow
/// proves nothing.
final class Leaks {
    private final Ours ours;
    private final Shell shell = new Shell(Map.of());

    private record Leak(String kind, List<String> make, List<String> undo) {}

    Leaks(Ours ours) {
        this.ours = ours;
    }

    /// The kinds that were not seen.
    List<String> unseen() throws IOException, InterruptedException {
        List<String> unseen = new ArrayList<>();
        for (Leak leak : kinds()) {
            Census before = Census.take(ours);
            shell.must(leak.make().toArray(String[]::new));
            String growth = Census.take(ours).growthSince(before);
            shell.must(leak.undo().toArray(String[]::new));
            if (!growth.contains(leak.kind())) {
                unseen.add(leak.kind());
            }
        }
        return unseen;
    }

    private List<Leak> kinds() throws IOException {
        String home = ours.home().toString();
        String link = "cxlk" + ours.tag().substring(0, 6);
        String container = home + "/run/containers/leak";
        Path group = Files.isDirectory(Path.of("/sys/fs/cgroup/unified"))
                ? Path.of("/sys/fs/cgroup/unified", ours.cgroup(), "leak")
                : Path.of("/sys/fs/cgroup", ours.cgroup(), "leak");
        return List.of(
                bash(
                        "mounts",
                        "mkdir %1$s/leak; mount -t tmpfs leak %1$s/leak".formatted(home),
                        "umount %1$s/leak; rmdir %1$s/leak".formatted(home)),
                bash(
                        "links",
                        "ip link add %1$s type bridge; ip link set %1$s alias %2$sleak".formatted(link, ours.label()),
                        "ip link del " + link),
                bash(
                        "links",
                        "ip link add veth%1$s type veth peer name p%1$s".formatted(link),
                        "ip link del veth" + link),
                bash("cgroups", "mkdir -p " + group, "rmdir " + group),
                bash(
                        "processes",
                        "mkdir -p %1$s; tail -f /dev/null > /dev/null 2>&1 & echo $! > %1$s/cgroup.procs; echo $! > %2$s/leak"
                                .formatted(group, home),
                        "kill -9 $(cat %2$s/leak); rm %2$s/leak; sleep 0.2; rmdir %1$s".formatted(group, home)),
                bash(
                        "processes",
                        shim(home, container),
                        "kill -9 $(cat %1$s/leak); rm -r %1$s/leak %1$s/conex-shim %2$s".formatted(home, container)),
                bash(
                        "firewall elements",
                        "nft add element inet %s bridges '{ \"%s\" }'".formatted(ours.table(), link),
                        "nft delete element inet %s bridges '{ \"%s\" }'".formatted(ours.table(), link)),
                files(home, "run/containers"),
                files(home, "data/containers"),
                files(home, "data/writable"),
                files(home, "data/content/ingest"),
                files(home, "data/layers"),
                files(home, "data/build-scratch"),
                files(home, "data/volumes"));
    }

    /// A process that is called as shims are, and holds a container's run directory as shims do.
    private static String shim(String home, String container) {
        return "mkdir -p %2$s; cp $(command -v tail) %1$s/conex-shim; %1$s/conex-shim -f /dev/null 11< %2$s > /dev/null 2>&1 & echo $! > %1$s/leak; sleep 0.2"
                .formatted(home, container);
    }

    private static Leak files(String home, String folder) {
        return bash(folder, "mkdir %s/%s/leak".formatted(home, folder), "rmdir %s/%s/leak".formatted(home, folder));
    }

    private static Leak bash(String kind, String make, String undo) {
        return new Leak(kind, List.of("bash", "-c", make), List.of("bash", "-c", undo));
    }
}

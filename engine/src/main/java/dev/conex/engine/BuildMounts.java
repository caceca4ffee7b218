package dev.conex.engine;

import dev.conex.build.BuildFailed;
import dev.conex.build.RunTask;
import dev.conex.build.dockerfile.RunMount;
import dev.conex.linux.Dir;
import dev.conex.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// The directories of `RUN --mount=type=cache`, one for each id; they outlive builds.
final class BuildMounts {
    private final Path directory;
    private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();

    BuildMounts(Path directory) {
        this.directory = directory;
    }

    /// Those of one step, until it is closed.
    static final class Held implements AutoCloseable {
        private final Map<String, Path> paths = new HashMap<>();
        private final Deque<Semaphore> taken = new ArrayDeque<>();

        Path path(String target) {
            var path = paths.get(target);
            if (path == null) {
                throw new IllegalStateException("no cache directory for " + target);
            }
            return path;
        }

        @Override
        public void close() {
            taken.forEach(Semaphore::release);
        }
    }

    /// Waits for those that only one step may have at a time.
    Held hold(List<RunTask.MountedInput> mounts) throws BuildFailed, IOException, InterruptedException {
        var held = new Held();
        try {
            for (var mount : mounts) {
                if (mount instanceof RunTask.MountedInput.Kept(var target, var cache)) {
                    held.paths.put(target, path(cache, held));
                }
            }
            return held;
        } catch (BuildFailed | IOException | InterruptedException | RuntimeException e) {
            held.close();
            throw e;
        }
    }

    private Path path(RunMount.Cache cache, Held held) throws BuildFailed, IOException, InterruptedException {
        if (!cache.from().isEmpty()) {
            throw BuildFailed.refused("cache mount %s: an initial content (from=) is not supported".formatted(cache.id()));
        }
        var name = Digest.ofSha256(cache.id().getBytes(StandardCharsets.UTF_8)).hex();
        if (cache.sharing().equals("shared")) {
            return made(name, cache);
        }
        for (int i = 0; ; i++) {
            var own = i == 0 ? name : name + "-" + i;
            var turn = turns.computeIfAbsent(own, _ -> new Semaphore(1));
            if (cache.sharing().equals("locked")) {
                turn.acquire();
            } else if (!turn.tryAcquire()) {
                continue;
            }
            held.taken.push(turn);
            return made(own, cache);
        }
    }

    private Path made(String name, RunMount.Cache cache) throws IOException {
        Files.createDirectories(directory);
        var path = directory.resolve(name);
        if (!Files.exists(path)) {
            Files.createDirectory(path);
            try (var dir = Dir.open(directory);
                    var node = dir.node(name.getBytes(StandardCharsets.US_ASCII))) {
                node.chown(cache.uid(), cache.gid());
                node.chmod(cache.mode());
            }
        }
        return path;
    }

    /// Removes all that no step has now; answers nothing, the room shows on the disk.
    void clear() throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (var dir = Dir.open(directory)) {
            for (var name : dir.names()) {
                var turn = turns.computeIfAbsent(
                        new String(name, StandardCharsets.US_ASCII), _ -> new Semaphore(1));
                if (turn.tryAcquire()) {
                    try {
                        dir.removeTree(name);
                    } finally {
                        turn.release();
                    }
                }
            }
        }
    }
}

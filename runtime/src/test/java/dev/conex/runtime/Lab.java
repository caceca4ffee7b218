package dev.conex.runtime;

import dev.conex.linux.Fd;
import dev.conex.linux.Mount;
import dev.conex.linux.Mounts;
import dev.conex.linux.OpenFlags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A runtime with a root of one program, for tests: `/bin/tiny` does the words that it gets as arguments.
final class Lab implements AutoCloseable {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    static final Path SHIM = built("shim", "conex-shim");
    private static final Path TINY = built("tiny", "tiny");

    final String mark = "cx%06x".formatted(ThreadLocalRandom.current().nextInt(1 << 24));
    final Path directory;
    final Path rootfs;
    final KernelInfo kernel;
    final Runtime runtime;
    private final AtomicInteger count = new AtomicInteger();

    Lab() throws IOException {
        directory = Files.createTempDirectory("cx");
        rootfs = Files.createDirectories(directory.resolve("rootfs"));
        Files.createDirectories(rootfs.resolve("bin"));
        Files.createDirectories(rootfs.resolve("etc"));
        Files.copy(TINY, rootfs.resolve("bin/tiny"));
        kernel = KernelInfo.probe();
        runtime = open();
    }

    /// Another runtime over the same state, as a restarted daemon has it.
    Runtime open() throws IOException {
        return Runtime.shim(SHIM, kernel, directory, mark);
    }

    private static Path built(String kind, String name) {
        try {
            Path out = Files.createDirectories(MODULE.resolve("target/test-programs"));
            List<String> command = kind.equals("shim")
                    ? List.of(MODULE.resolveSibling("shim/build").toString(), out.toString())
                    : List.of(
                            "musl-gcc",
                            "-static",
                            "-Os",
                            "-o",
                            out.resolve(name).toString(),
                            MODULE.resolve("src/test/c/tiny.c").toString());
            Process compiler = new ProcessBuilder(command).inheritIO().start();
            if (compiler.waitFor() != 0) {
                throw new IllegalStateException("%s failed".formatted(command));
            }
            return out.resolve(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static ProcessSpec tiny(String... words) {
        List<String> args = Stream.concat(Stream.of("tiny"), Stream.of(words)).toList();
        return ProcessSpec.of(args.toArray(String[]::new));
    }

    Mount root() throws IOException {
        try (Fd at = Fd.open(rootfs, OpenFlags.PATH, 0)) {
            return Mounts.bindTree(at, false);
        }
    }

    String nextId() {
        return mark + "-" + count.getAndIncrement();
    }

    /// Creates a container; the root mount is closed again at once, as the launched container holds it.
    Instance create(ProcessSpec process, UnaryOperator<Bundle> change) throws IOException {
        String id = nextId();
        Path own = Files.createDirectories(directory.resolve(id));
        try (Mount root = root()) {
            return runtime.create(change.apply(Bundle.of(id, own, root, process)));
        }
    }

    Instance create(String... words) throws IOException {
        return create(tiny(words), b -> b);
    }

    /// What a run came to.
    record Outcome(Exit exit, String out, String err) {}

    Outcome run(String... words) throws IOException, InterruptedException {
        return run(tiny(words), b -> b);
    }

    Outcome run(ProcessSpec process, UnaryOperator<Bundle> change) throws IOException, InterruptedException {
        try (Instance instance = create(process, change)) {
            try {
                instance.start();
                Exit exit = instance.await();
                return new Outcome(exit, text(instance.log(), 1), text(instance.log(), 2));
            } finally {
                instance.delete();
            }
        }
    }

    static String text(ContainerLog log, int stream) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        log.read(LogQuery.all(), line -> {
            if (line.stream() == stream) {
                text.append(new String(line.text(), StandardCharsets.UTF_8)).append(line.partial() ? "" : "\n");
            }
        });
        return text.toString();
    }

    /// Everything of ours that the kernel could have kept.
    record Leftovers(long mounts, long descriptors, long cgroups, long children) {}

    Leftovers leftovers() throws IOException {
        long cgroups = 0;
        for (CgroupLayout.Hierarchy h : kernel.cgroups().v1()) {
            cgroups += directoriesBelow(h.mount().resolve(mark));
        }
        if (kernel.cgroups().v2().isPresent()) {
            cgroups += directoriesBelow(kernel.cgroups().v2().get().resolve(mark));
        }
        return new Leftovers(
                Files.readString(Path.of("/proc/self/mountinfo")).lines().count(),
                descriptors(),
                cgroups,
                ProcessHandle.current()
                        .children()
                        .filter(p -> p.info().command().orElse("").contains("conex-shim"))
                        .count());
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private static long directoriesBelow(Path cgroup) throws IOException {
        if (!Files.exists(cgroup)) {
            return 0;
        }
        try (Stream<Path> below = Files.list(cgroup)) {
            return below.filter(Files::isDirectory).count();
        }
    }

    @Override
    public void close() throws IOException {
        runtime.close();
        for (CgroupLayout.Hierarchy h : kernel.cgroups().v1()) {
            CgroupFiles.remove(h.mount().resolve(mark));
        }
        if (kernel.cgroups().v2().isPresent()) {
            CgroupFiles.remove(kernel.cgroups().v2().get().resolve(mark));
        }
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
        }
    }
}

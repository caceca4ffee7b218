package dev.conex.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A directory that a test throws away, and what it counts in the kernel before and after.
final class Scratch implements AutoCloseable {
    private final Path path;
    private final Dir dir;

    Scratch() throws IOException {
        path = Files.createTempDirectory("cxlinux");
        dir = Dir.open(path);
    }

    Path path() {
        return path;
    }

    Dir dir() {
        return dir;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static List<String> texts(List<byte[]> names) {
        return names.stream().map(Scratch::text).toList();
    }

    static void write(Dir dir, String path, String content) throws IOException {
        var flags = OpenFlags.CREATE | OpenFlags.WRITE_ONLY | OpenFlags.TRUNCATE;
        try (var fd = dir.openFile(bytes(path), flags, 0644)) {
            fd.write(bytes(content));
        }
    }

    static String read(Dir dir, String path) throws IOException {
        try (var in = dir.openFile(bytes(path), OpenFlags.READ_ONLY, 0).input()) {
            return text(in.readAllBytes());
        }
    }

    /// How many descriptors this process has open, but those of jars, which come when they like.
    static long openDescriptors() throws IOException {
        var _ = Poller.common(); // its two are there to stay
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(Scratch::counts).count();
        }
    }

    private static boolean counts(Path descriptor) {
        try {
            var target = Files.readSymbolicLink(descriptor).toString();
            return !target.endsWith(".jar") && !target.endsWith("/fd");
        } catch (IOException e) {
            return false;
        }
    }

    static List<String> mountTable() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mountinfo"));
    }

    @Override
    public void close() throws IOException {
        try (var tmp = Dir.open(path.resolveSibling("."))) {
            dir.close();
            tmp.removeTree(bytes(path.getFileName().toString()));
        }
    }
}

package dev.conex.engine;

import dev.conex.linux.Dir;
import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.OpenFlags;
import dev.conex.linux.Pidfd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The root of a container as a directory handle, and small files in it.
final class RootFiles {
    private static final int CHUNK = 64 * 1024;

    private RootFiles() {}

    /// The root of a running process. The number can't have been given to another process meanwhile.
    static Dir ofRunning(int pid) throws IOException {
        try (var process = Pidfd.open(pid)) {
            var root = Dir.open(Path.of("/proc", Integer.toString(pid), "root"));
            if (process.hasEnded()) {
                root.close();
                throw new IOException("root of process %d: it has ended".formatted(pid));
            }
            return root;
        }
    }

    /// A plain file, empty if there is none. What is longer than the limit, or no plain file, is refused.
    static byte[] read(Dir root, String path, int bytesMax) throws IOException {
        var name = path.getBytes(StandardCharsets.UTF_8);
        try (var node = root.nodeFollowed(name)) {
            var stat = node.stat();
            if (!stat.isRegular() || stat.size() > bytesMax) {
                throw new IOException(
                        "\"/%s\" in the container: not a plain file of at most %d bytes".formatted(path, bytesMax));
            }
            try (var fd = node.reopen(OpenFlags.READ_ONLY)) {
                return readAll(fd, bytesMax);
            }
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) {
                return new byte[0];
            }
            throw e;
        }
    }

    private static byte[] readAll(dev.conex.linux.Fd fd, int bytesMax) throws IOException {
        var all = new ByteArrayOutputStream();
        var buffer = new byte[CHUNK];
        int n;
        while ((n = fd.read(buffer, 0, buffer.length)) > 0) {
            if (all.size() + n > bytesMax) {
                throw new IOException("a file of the container is longer than %d bytes".formatted(bytesMax));
            }
            all.write(buffer, 0, n);
        }
        return all.toByteArray();
    }
}

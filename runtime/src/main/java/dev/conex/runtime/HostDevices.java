package dev.conex.runtime;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads the device nodes of the host.
final class HostDevices {
    /// A host with more is cut off there.
    private static final int DEVICES_MAX = 4096;

    /// Directories that are file systems of their own in a container, and nodes that it has anyway.
    private static final Set<String> OWN = Set.of(
            "pts",
            "shm",
            "mqueue",
            "console",
            "fd",
            "null",
            "zero",
            "full",
            "tty",
            "random",
            "urandom",
            "ptmx",
            ".lxc",
            ".lxd-mounts");

    private HostDevices() {}

    static List<Device> list(Path dev) throws IOException {
        List<Device> found = new ArrayList<>();
        Files.walkFileTree(dev, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                return OWN.contains(dev.relativize(dir).toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isOther() && !OWN.contains(dev.relativize(file).toString())) {
                    node(file).ifPresent(found::add);
                }
                return found.size() < DEVICES_MAX ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException cause) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    /// A device of the host by its path, as `--device` wants it; empty when the file is no device.
    static java.util.Optional<Device> node(Path file) throws IOException {
        int mode = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        int type = mode & 0170000;
        if (type != 0020000 && type != 0060000) {
            return java.util.Optional.empty();
        }
        long number = (long) Files.getAttribute(file, "unix:rdev", LinkOption.NOFOLLOW_LINKS);
        int major = (int) (((number >> 8) & 0xfff) | ((number >> 32) & 0xfffff000L));
        int minor = (int) ((number & 0xff) | ((number >> 12) & 0xffffff00L));
        int uid = (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        int gid = (int) Files.getAttribute(file, "unix:gid", LinkOption.NOFOLLOW_LINKS);
        return java.util.Optional.of(
                new Device(file.toString(), type == 0060000, major, minor, mode & 0777, uid, gid, "rwm"));
    }
}

package dev.conex.build;

import dev.conex.build.dockerfile.Dockerfile;
import dev.conex.build.dockerfile.IgnoreRules;
import dev.conex.linux.Dir;
import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.OpenFlags;
import dev.conex.oci.Codecs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;

/// A context that came as an archive, unpacked into a private directory that goes with this object. Whatever links the
/// archive holds, nothing outside of that directory is read or written.
final class ContextArchive implements AutoCloseable {
    private static final int PADDING_BYTES_MAX = 16 << 20;
    private static final int IGNORE_BYTES_MAX = 1 << 20;
    private static final String USUAL = "Dockerfile";

    private final Path parent;
    private final String name;
    private final Dir root;

    private ContextArchive(Path parent, String name, Dir root) {
        this.parent = parent;
        this.name = name;
        this.root = root;
    }

    /// @param parent a directory of ours
    /// @param archive a tar, maybe compressed
    static ContextArchive unpack(Path parent, String name, InputStream archive, Codecs codecs) throws IOException {
        Files.createDirectories(parent);
        var path = parent.resolve(name);
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var context = new ContextArchive(parent, name, Dir.open(path));
        try {
            try (var plain = codecs.decompress(archive)) {
                new ArchiveUnpack(new TargetTree(context.root), "", null).unpack(plain);
                plain.skip(PADDING_BYTES_MAX); // so that the sender can end in peace
            }
            return context;
        } catch (IOException | RuntimeException e) {
            context.close();
            throw e;
        }
    }

    /// An empty one that holds a Dockerfile.
    static ContextArchive of(Path parent, String name, byte[] dockerfile) throws IOException {
        var context = unpack(parent, name, new ByteArrayInputStream(new byte[1024]), Codecs.standard());
        var look = TargetTree.Look.plain(0600, Owners.Owner.ROOT, Instant.EPOCH);
        new TargetTree(context.root).file(USUAL, look, file -> file.write(dockerfile));
        return context;
    }

    /// Reads the Dockerfile of that path, empty = the usual one.
    byte[] dockerfile(String wanted) throws BuildFailed, IOException {
        var path = wanted.isEmpty() ? USUAL : wanted;
        var found = read(path, Dockerfile.BYTES_MAX + 1);
        if (found.isEmpty() && path.equals(USUAL)) {
            found = read("dockerfile", Dockerfile.BYTES_MAX + 1);
        }
        return found.orElseThrow(() -> BuildFailed.refused("Cannot locate specified Dockerfile: " + path));
    }

    /// The rules beside that Dockerfile, else those of the context.
    BuildContext context(String wanted) throws BuildFailed, IOException {
        var own = (wanted.isEmpty() ? USUAL : wanted) + ".dockerignore";
        var bytes = ignore(own);
        if (bytes.isEmpty()) {
            bytes = ignore(".dockerignore");
        }
        var text = new String(bytes.orElse(new byte[0]), StandardCharsets.ISO_8859_1);
        return new BuildContext(root, IgnoreRules.parse(text));
    }

    private Optional<byte[]> ignore(String path) throws BuildFailed, IOException {
        var found = read(path, IGNORE_BYTES_MAX + 1);
        if (found.isEmpty() && root.find(NameText.bytes(NameText.text(path))).isPresent()) {
            throw BuildFailed.refused("%s: not a readable file inside the build context".formatted(path));
        }
        if (found.isPresent() && found.get().length > IGNORE_BYTES_MAX) {
            throw BuildFailed.refused("%s: more than %d bytes".formatted(path, IGNORE_BYTES_MAX));
        }
        return found;
    }

    private Optional<byte[]> read(String path, int bytesMax) throws IOException {
        var name = NameText.bytes(NameText.text(path));
        try (var node = root.nodeFollowed(name)) {
            if (!node.stat().isRegular()) {
                return Optional.empty();
            }
            try (var in = node.reopen(OpenFlags.READ_ONLY).input()) {
                return Optional.of(in.readNBytes(bytesMax));
            }
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) || e.is(Errno.ELOOP)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        root.close();
        try (var dir = Dir.open(parent)) {
            dir.removeTree(name.getBytes(StandardCharsets.US_ASCII));
        }
    }
}

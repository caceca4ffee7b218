package dev.conex.build;

import dev.conex.build.dockerfile.IgnoreRules;
import dev.conex.linux.Node;
import dev.conex.linux.OpenFlags;
import dev.conex.linux.Stat;
import dev.conex.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Hashes what an act reads from the context: names, kinds, modes, bytes and link targets. Owners and times don't
/// count,
/// as in Docker's own cache rule. Files are hashed once a build.
final class ContentHash {
    private static final int BUFFER_BYTES = 128 << 10;

    private final SourceTree tree;
    private final Map<String, Digest> files = new ConcurrentHashMap<>();

    ContentHash(SourceTree tree) {
        this.tree = tree;
    }

    /// Of all sources of an act, in order.
    Digest of(String instruction, List<String> sources, IgnoreRules excluded) throws BuildFailed, IOException {
        var hash = Digest.hasher(Digest.SHA256);
        for (var source : sources) {
            for (var path : tree.find(instruction, source)) {
                add(hash, path, excluded);
            }
        }
        return Digest.ofHash(hash);
    }

    private void add(MessageDigest hash, String path, IgnoreRules excluded) throws IOException {
        try (var node = tree.node(path)) {
            var stat = node.stat();
            if (!stat.isDirectory()) {
                add(hash, NameText.last(path), path, node, stat);
                return;
            }
        }
        hash.update(bytes("tree\n"));
        tree.walk(
                path,
                excluded,
                (below, entry) -> add(hash, below, NameText.join(path, below), entry.node(), entry.stat()));
    }

    private void add(MessageDigest hash, String name, String path, Node node, Stat stat) throws IOException {
        var what = switch (stat.type()) {
            case REGULAR -> file(path, node).toString();
            case SYMLINK -> NameText.text(node.target());
            case CHARACTER_DEVICE, BLOCK_DEVICE -> stat.special().toString();
            case DIRECTORY, FIFO, SOCKET -> "";
        };
        int mode = stat.isSymlink() ? 0 : stat.permissions();
        var owner = tree.isContext() ? "" : stat.uid() + ":" + stat.gid();
        hash.update(bytes("%s %s %o %s %d %s\n".formatted(name, stat.type(), mode, owner, what.length(), what)));
    }

    private Digest file(String path, Node node) throws IOException {
        var known = files.get(path);
        if (known == null) {
            known = hash(node);
            files.put(path, known);
        }
        return known;
    }

    /// Of the bytes of a plain file.
    static Digest hash(Node node) throws IOException {
        var hash = Digest.hasher(Digest.SHA256);
        var buffer = new byte[BUFFER_BYTES];
        try (var file = node.reopen(OpenFlags.READ_ONLY)) {
            for (int n = file.read(buffer, 0, buffer.length); n > 0; n = file.read(buffer, 0, buffer.length)) {
                hash.update(buffer, 0, n);
            }
        }
        return Digest.ofHash(hash);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

package dev.conex.build;

import dev.conex.linux.Dir;
import dev.conex.linux.OpenFlags;
import dev.conex.linux.TreeWalk;
import dev.conex.oci.Codecs;
import dev.conex.oci.Compression;
import dev.conex.oci.ContainerDefaults;
import dev.conex.oci.Copy;
import dev.conex.oci.Digest;
import dev.conex.oci.FileMeta;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.MediaType;
import dev.conex.oci.Platform;
import dev.conex.oci.Reference;
import dev.conex.oci.TarEntry;
import dev.conex.oci.TarWriter;
import dev.conex.storage.Lease;
import dev.conex.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A builder on real storage in a directory that goes afterwards, with programs that are played: `write NAME TEXT`,
/// `say TEXT`, `exit N`, `sleep`.
final class Workshop implements AutoCloseable, StepCache, BaseImages, BuildImages, StepRunner {
    final Path home;
    final Storage storage;
    final Lease lease;
    final Builder builder;
    final Map<Digest, CachedStep> cache = new ConcurrentHashMap<>();
    final List<RunTask> ran = new ArrayList<>();
    final List<String> onBuild = new ArrayList<>();

    Workshop() throws IOException {
        home = Files.createTempDirectory("cx-build-");
        storage = Storage.open(home.resolve("data"));
        lease = storage.leases().open("test");
        var rooms = new BuildRooms(
                storage.snapshots(),
                storage.content(),
                lease,
                home.resolve("scratch"),
                Codecs.standard(),
                FetchPolicy.USUAL);
        builder = new Builder(rooms, this, this, this, this);
    }

    /// Answers what the classic front door streams, or the failure.
    String classic(ClassicRequest request, byte[] context) throws BuildFailed {
        var all = new StringBuilder();
        new ClassicBuild(builder, home.resolve("scratch"))
                .build(request, new ByteArrayInputStream(context), collector(all));
        return all.toString();
    }

    static ClassicOutput collector(StringBuilder all) {
        return new ClassicOutput() {
            @Override
            public void text(String text) {
                all.append(text);
            }

            @Override
            public void imageId(String id) {
                all.append("[aux ").append(id).append("]\n");
            }
        };
    }

    static ClassicRequest request() {
        return request(Map.of(), "");
    }

    static ClassicRequest request(Map<String, String> args, String target) {
        return new ClassicRequest(
                "",
                "",
                List.of(Reference.parse("t:1")),
                args,
                Map.of(),
                target,
                Platform.parse("linux/amd64"),
                "default",
                false,
                false,
                false,
                true);
    }

    /// A tar of files by name; a name that ends in a slash is a directory, a text that begins with `->` a link.
    static byte[] tar(String... namesAndTexts) {
        var bytes = new ByteArrayOutputStream();
        var tar = new TarWriter(bytes);
        try {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                var name = namesAndTexts[i];
                var text = namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8);
                if (name.endsWith("/")) {
                    tar.put(TarEntry.directory(name, FileMeta.plain(0755)));
                } else if (namesAndTexts[i + 1].startsWith("->")) {
                    tar.put(TarEntry.symlink(name, namesAndTexts[i + 1].substring(2)));
                } else {
                    tar.put(TarEntry.file(name, text.length, FileMeta.plain(0644)));
                    tar.write(text, 0, text.length);
                }
            }
            tar.finish();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    /// The text of a file of a tree; empty when it is no file there.
    Optional<String> read(Tree tree, String path) throws IOException {
        try (var mount = storage.snapshots().view(tree.chain());
                var root = mount.root()) {
            if (root.find(path.getBytes(StandardCharsets.UTF_8)).isEmpty()) {
                return Optional.empty();
            }
            try (var file = root.openFile(path.getBytes(StandardCharsets.UTF_8), OpenFlags.READ_ONLY, 0);
                    var in = file.input()) {
                return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    /// Paths with modes and owners, of what is below a tree's directory.
    List<String> list(Tree tree, String directory) throws IOException {
        var all = new ArrayList<String>();
        try (var mount = storage.snapshots().view(tree.chain());
                var root = mount.root();
                var dir = root.directory(directory.getBytes(StandardCharsets.UTF_8))) {
            TreeWalk.walk(dir, entry -> {
                var stat = entry.stat();
                var target = stat.isSymlink() ? " -> " + new String(entry.node().target(), StandardCharsets.UTF_8) : "";
                all.add("%s %04o %d:%d%s"
                        .formatted(
                                new String(entry.path(), StandardCharsets.UTF_8) + (stat.isDirectory() ? "/" : ""),
                                stat.permissions(),
                                stat.uid(),
                                stat.gid(),
                                target));
                return TreeWalk.Step.DESCEND;
            });
        }
        return all;
    }

    @Override
    public Optional<CachedStep> find(Digest key) {
        return Optional.ofNullable(cache.get(key));
    }

    @Override
    public void put(Digest key, CachedStep step) {
        cache.put(key, step);
    }

    @Override
    public BaseImage resolve(Reference reference, Platform platform, boolean pull) throws BuildFailed, IOException {
        if (reference.path().contains("missing")) {
            throw BuildFailed.refused("pull access denied for " + reference.familiarName());
        }
        var tar = tar(
                "etc/",
                "",
                "etc/passwd",
                "root:x:0:0::/:/\napp:x:1000:1001::/:/\n",
                "etc/group",
                "grp:x:7:\n",
                "tmp/",
                "",
                "lib64",
                "->usr/lib",
                "usr/",
                "",
                "usr/lib/",
                "");
        var diffId = Digest.ofSha256(tar);
        storage.snapshots().unpack(null, diffId, new ByteArrayInputStream(tar));
        var packed = new ByteArrayOutputStream();
        try (var gzip = Codecs.standard().compress(packed, Compression.GZIP)) {
            gzip.write(tar);
        }
        var descriptor = Copy.bytes(storage.content(), MediaType.OCI_LAYER_GZIP, packed.toByteArray());
        var defaults = ContainerDefaults.NONE
                .withEnv(List.of("PATH=/bin", "FROM_BASE=yes"))
                .withOnBuild(onBuild);
        var config = ImageConfig.scratch(platform).withDefaults(defaults).withLayers(List.of(diffId), List.of());
        var tree = new Tree(List.of(new BuiltLayer(descriptor, diffId)));
        return new BaseImage(reference.familiar(), config.document().digest(), config, tree);
    }

    @Override
    public Digest store(ImageConfig config, Tree tree, List<Reference> names) {
        return config.document().digest();
    }

    @Override
    public int run(RunTask task, StepOutput output) throws IOException, InterruptedException {
        synchronized (ran) {
            ran.add(task);
        }
        var text = task.args().getLast();
        var words = text.split(" ", 3);
        try (var root = task.root().root()) {
            switch (words[0]) {
                case "write" -> write(root, task.cwd() + "/" + words[1], words[2]);
                case "say" -> say(output, 1, text.substring(4));
                case "err" -> say(output, 2, text.substring(4));
                case "sleep" -> Thread.sleep(60_000);
                case "exit" -> {
                    return Integer.parseInt(words[1]);
                }
                default -> throw new IOException("unknown program " + text);
            }
        }
        return 0;
    }

    private static void say(StepOutput output, int stream, String text) {
        var bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        output.write(stream, bytes, 0, bytes.length);
    }

    private static void write(Dir root, String path, String text) throws IOException {
        int flags = OpenFlags.WRITE_ONLY | OpenFlags.CREATE | OpenFlags.TRUNCATE;
        try (var file = root.openFile(path.getBytes(StandardCharsets.UTF_8), flags, 0644)) {
            file.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() throws IOException {
        lease.close();
        storage.close();
        try (var dir = Dir.open(Path.of(System.getProperty("java.io.tmpdir", "/tmp")))) {
            dir.removeTree(String.valueOf(home.getFileName()).getBytes(StandardCharsets.UTF_8));
        }
    }
}

package dev.conex.cli;

import dev.conex.api.JsonTree;
import dev.conex.cli.Command.Arity;
import dev.conex.http.Answer;
import dev.conex.http.Headers;
import dev.conex.http.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `build`: packs the context with `tar` and follows the builder's words. The daemon applies the ignore file.
final class BuildCommand {
    private static final String TAR = "application/x-tar";

    private BuildCommand() {}

    static Command command() {
        return Command.of(
                        "image build",
                        "[OPTIONS] PATH | URL | -",
                        "Build an image from a Dockerfile",
                        Arity.exactly(1),
                        flags(),
                        BuildCommand::build)
                .also("build", "builder build");
    }

    private static List<Flag> flags() {
        return List.of(
                Flag.list("t,tag", "Name and optionally a tag in the \"name:tag\" format"),
                Flag.string("f,file", "Name of the Dockerfile (default is \"PATH/Dockerfile\")"),
                Flag.list("build-arg", "Set build-time variables"),
                Flag.list("label", "Set metadata for an image"),
                Flag.string("target", "Set the target build stage to build"),
                Flag.string("platform", "Set platform if server is multi-platform capable"),
                Flag.string("network", "Set the networking mode for the RUN instructions during build"),
                Flag.list("add-host", "Add a custom host-to-IP mapping (\"host:ip\")"),
                Flag.list("cache-from", "Images to consider as cache sources"),
                Flag.bool("no-cache", "Do not use cache when building the image"),
                Flag.bool("pull", "Always attempt to pull a newer version of the image"),
                Flag.bool("q,quiet", "Suppress the build output and print image ID on success"),
                Flag.bool("rm", "Remove intermediate containers after a successful build (default true)"),
                Flag.bool("force-rm", "Always remove intermediate containers"),
                Flag.string("iidfile", "Write the image ID to the file"),
                Flag.of("m,memory", Flag.Kind.BYTES, "Memory limit"),
                Flag.of("shm-size", Flag.Kind.BYTES, "Size of \"/dev/shm\""));
    }

    private static int build(Invocation invocation, Session session) throws IOException, InterruptedException {
        Source source = Source.of(invocation, session);
        String query = query(invocation, source);
        boolean quiet = invocation.on("quiet");
        Tree aux;
        try (InputStream context = source.open();
                Answer answer = session.daemon()
                        .answer("POST", "/build" + query, Headers.NONE, new Payload.Streamed(TAR, context, -1))) {
            aux = new Progress(session.out(), false, false).follow(answer.body());
        }
        String id = aux.text("ID");
        if (!quiet && id.isEmpty()) {
            return 0;
        }
        if (invocation.has("iidfile")) {
            Files.writeString(Path.of(invocation.text("iidfile", "")), id);
        }
        return 0;
    }

    private static String query(Invocation invocation, Source source) {
        StringBuilder query = new StringBuilder(Daemon.query(
                "dockerfile", source.dockerfile(),
                "remote", source.remote(),
                "target", invocation.text("target"),
                "platform", invocation.text("platform"),
                "networkmode", invocation.text("network"),
                "buildargs", pairs(invocation.all("build-arg"), true),
                "labels", pairs(invocation.all("label"), false),
                "cachefrom", list(invocation.all("cache-from")),
                "extrahosts", list(invocation.all("add-host")),
                "nocache", invocation.on("no-cache") ? "1" : "",
                "pull", invocation.on("pull") ? "1" : "",
                "q", invocation.on("quiet") ? "1" : "",
                "rm", invocation.text("rm", "true").equals("false") ? "0" : "1",
                "forcerm", invocation.on("force-rm") ? "1" : "",
                "memory", invocation.text("memory"),
                "shmsize", invocation.text("shm-size"),
                "version", "1"));
        invocation.all("tag").forEach(tag -> query.append("&t=").append(Daemon.escape(tag)));
        return query.toString();
    }

    private static @Nullable String list(List<String> values) {
        return values.isEmpty() ? null : new String(JsonTree.write(values), StandardCharsets.UTF_8);
    }

    private static @Nullable String pairs(List<String> entries, boolean fromEnvironment) {
        if (entries.isEmpty()) {
            return null;
        }
        Map<String, @Nullable String> pairs = new LinkedHashMap<>();
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            String name = equals < 0 ? entry : entry.substring(0, equals);
            String without = fromEnvironment ? System.getenv(name) : "";
            pairs.put(name, equals < 0 ? without : entry.substring(equals + 1));
        }
        return new String(JsonTree.write(pairs), StandardCharsets.UTF_8);
    }

    /// Where the context comes from.
    ///
    /// @param dockerfile its path within the context
    /// @param remote a URL for the daemon to fetch, or null
    /// @param command the program that packs the context, or empty when `ready` is it
    private record Source(
            String dockerfile,
            @Nullable String remote,
            List<String> command,
            @Nullable InputStream ready,
            @Nullable Path scratch) {
        static Source of(Invocation invocation, Session session) throws IOException {
            String place = invocation.argument(0);
            String file = invocation.text("file", "Dockerfile");
            if (place.startsWith("http://") || place.startsWith("https://") || place.startsWith("git@")) {
                return new Source(file, place, List.of(), InputStream.nullInputStream(), null);
            }
            if (place.equals("-")) {
                return standardInput(session, file);
            }
            Path context = Path.of(place);
            if (!Files.isDirectory(context)) {
                throw new UsageError(
                        "unable to prepare context: path \"" + place + "\" not found", 1, UsageError.Tail.NOTHING);
            }
            if (file.equals("-")) {
                return folder(context, session.in().readAllBytes());
            }
            Path given = invocation.has("file") ? Path.of(file) : context.resolve(file);
            if (!Files.exists(given)) {
                throw new UsageError(
                        "unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat "
                                + given.toAbsolutePath() + ": no such file or directory",
                        1,
                        UsageError.Tail.NOTHING);
            }
            Path inside = context.toRealPath().relativize(given.toRealPath());
            return inside.startsWith("..")
                    ? folder(context, Files.readAllBytes(given))
                    : new Source(inside.toString(), null, packing(context), null, null);
        }

        private static List<String> packing(Path context) {
            return List.of("tar", "-c", "-f", "-", "-C", context.toString(), ".");
        }

        /// A folder whose Dockerfile stands outside of it: that goes along in a folder of its own.
        private static Source folder(Path context, byte[] dockerfile) throws IOException {
            Path scratch = scratchWith(dockerfile);
            String name = scratch.getFileName() + "/Dockerfile";
            List<String> command = new ArrayList<>(packing(context));
            command.addAll(List.of("-C", String.valueOf(scratch.getParent()), name));
            return new Source(name, null, command, null, scratch);
        }

        /// A Dockerfile, or a whole context as an archive, told apart by its first bytes.
        private static Source standardInput(Session session, String file) throws IOException {
            java.io.PushbackInputStream in = new java.io.PushbackInputStream(session.in(), 512);
            byte[] head = in.readNBytes(512);
            in.unread(head);
            if (isArchive(head)) {
                return new Source(file, null, List.of(), in, null);
            }
            Path scratch = scratchWith(in.readAllBytes());
            return new Source(
                    "Dockerfile", null, List.of("tar", "-c", "-f", "-", "-C", scratch.toString(), "."), null, scratch);
        }

        /// A tar header, or the first bytes of gzip, bzip2, xz or zstd.
        private static boolean isArchive(byte[] head) {
            String text = new String(head, StandardCharsets.ISO_8859_1);
            return text.startsWith("ustar", 257)
                    || text.startsWith("\u001f\u008b")
                    || text.startsWith("BZh")
                    || text.startsWith("\u00fd7zXZ")
                    || text.startsWith("(\u00b5/\u00fd");
        }

        private static Path scratchWith(byte[] dockerfile) throws IOException {
            Path scratch = Files.createTempDirectory(".conex-build");
            Files.write(scratch.resolve("Dockerfile"), dockerfile);
            return scratch;
        }

        /// Removes the Dockerfile that stood outside of the context, once it is packed.
        private static void forget(Process tar, Path scratch) {
            try {
                tar.waitFor();
                Files.deleteIfExists(scratch.resolve("Dockerfile"));
                Files.deleteIfExists(scratch);
            } catch (IOException | InterruptedException _) {
                // a small file of our own in the temporary folder stays
            }
        }

        InputStream open() throws IOException {
            if (ready != null) {
                return ready;
            }
            Process tar = new ProcessBuilder(new ArrayList<>(command))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Path made = scratch;
            if (made != null) {
                Thread.ofVirtual().start(() -> forget(tar, made));
            }
            return tar.getInputStream();
        }
    }
}

package dev.conex.build;

import dev.conex.build.dockerfile.Dockerfile;
import dev.conex.build.dockerfile.MalformedDockerfile;
import dev.conex.oci.Compression;
import dev.conex.oci.MalformedContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;

/// The front door `POST /build`: translates options, context and progress; the work is the [Builder]'s.
public final class ClassicBuild {
    private static final int TAR_MAGIC_AT = 257;

    private final Builder builder;
    private final Path scratch;

    /// @param scratch a directory of ours, for contexts
    public ClassicBuild(Builder builder, Path scratch) {
        this.builder = builder;
        this.scratch = scratch;
    }

    /// Builds, and tells of it. Nothing has been told when the request or the Dockerfile is refused.
    ///
    /// @param body a tar, maybe compressed; not read when the request names another place
    public BuiltImage build(ClassicRequest request, InputStream body, ClassicOutput output) throws BuildFailed {
        try (var context = context(request, body)) {
            var wanted = fromUrl(request) ? "" : request.dockerfile();
            var file = Dockerfile.parse(context.dockerfile(wanted));
            var translated = new BuildRequest(
                    file,
                    context.context(wanted),
                    request.target(),
                    request.platform(),
                    request.buildArgs(),
                    request.labels(),
                    request.names(),
                    request.noCache(),
                    request.pull(),
                    request.network());
            return run(request, translated, output);
        } catch (MalformedDockerfile e) {
            throw new BuildFailed(new BuildFailed.Reason.Malformed(e));
        } catch (MalformedContent e) {
            throw BuildFailed.refused("Error processing tar file: " + e.getMessage());
        } catch (IOException e) {
            throw new BuildFailed(new BuildFailed.Reason.Environment(e));
        }
    }

    private BuiltImage run(ClassicRequest request, BuildRequest translated, ClassicOutput output) throws BuildFailed {
        var quiet = new StringBuilder();
        var told = request.quiet() ? new Kept(quiet) : output;
        var progress = new ClassicProgress(told, builder.cache(), request.remove(), !request.noCache());
        progress.begun(translated);
        try {
            var image = builder.build(translated, progress);
            finish(request, image, progress, output);
            return image;
        } catch (BuildFailed e) {
            if (!quiet.isEmpty()) {
                output.text(quiet.toString());
            }
            throw e;
        }
    }

    private static void finish(ClassicRequest request, BuiltImage image, ClassicProgress progress, ClassicOutput output)
            throws BuildFailed {
        progress.finished(image.id());
        if (request.quiet()) {
            output.text(image.id() + "\n");
            return;
        }
        output.imageId(image.id().toString());
        if (!image.unusedArgs().isEmpty()) {
            output.text("[Warning] One or more build-args [%s] were not consumed\n"
                    .formatted(String.join(" ", image.unusedArgs())));
        }
        output.text("Successfully built %s\n".formatted(image.id().shortHex()));
        request.names()
                .forEach(n -> output.text(
                        "Successfully tagged %s\n".formatted(n.tagged().familiar())));
    }

    /// Keeps text of a quiet build for the case that it fails.
    private record Kept(StringBuilder all) implements ClassicOutput {
        private static final int CHARS_MAX = 4 << 20;

        @Override
        public void text(String text) {
            if (all.length() < CHARS_MAX) {
                all.append(text);
            }
        }

        @Override
        public void imageId(String id) {
            // a quiet build says it in its own way
        }
    }

    private static boolean fromUrl(ClassicRequest request) {
        return !request.remote().isEmpty() && !request.remote().equals("client-session");
    }

    private ContextArchive context(ClassicRequest request, InputStream body) throws BuildFailed, IOException {
        var name = "context-" + UUID.randomUUID();
        if (!fromUrl(request)) {
            return ContextArchive.unpack(scratch, name, body, builder.rooms().codecs());
        }
        var url = request.remote().toLowerCase(Locale.ROOT);
        if (!url.matches("https?://.*") || url.contains(".git")) {
            throw BuildFailed.refused(
                    "remote context \"%s\" is not supported: neither a Dockerfile nor an archive by http"
                            .formatted(request.remote()));
        }
        return fetched(request, name);
    }

    private ContextArchive fetched(ClassicRequest request, String name) throws BuildFailed, IOException {
        Files.createDirectories(scratch);
        var file = Files.createTempFile(scratch, "remote-", "");
        try {
            try (var out = Files.newOutputStream(file)) {
                new HttpFetch(builder.rooms().fetching()).get(request.remote(), out);
            }
            if (!isArchive(file)) {
                return ContextArchive.of(scratch, name, head(file, Dockerfile.BYTES_MAX + 1));
            }
            try (var in = Files.newInputStream(file)) {
                return ContextArchive.unpack(scratch, name, in, builder.rooms().codecs());
            }
        } finally {
            Files.delete(file);
        }
    }

    private static boolean isArchive(Path file) throws IOException {
        var head = head(file, TAR_MAGIC_AT + 5);
        return Compression.detect(head, head.length) != Compression.PLAIN
                || (head.length == TAR_MAGIC_AT + 5
                        && new String(head, TAR_MAGIC_AT, 5, StandardCharsets.ISO_8859_1).equals("ustar"));
    }

    private static byte[] head(Path file, int bytesMax) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(bytesMax);
        }
    }
}

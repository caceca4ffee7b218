package dev.conex.engine;

import dev.conex.oci.Codecs;
import dev.conex.oci.Compression;
import dev.conex.oci.ContainerDefaults;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.DigestingStream;
import dev.conex.oci.History;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.MalformedContent;
import dev.conex.oci.MediaType;
import dev.conex.oci.Platform;
import dev.conex.storage.Lease;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;

/// Makes an image of a plain tar. The layer stays packed as it came; what no layer may be packed with is
/// unpacked.
record ImageImporting(ImageCore core, Codecs codecs) {
    private static final int BUFFER_BYTES = 1 << 17;

    String importTar(ImageImport request, InputStream tar) throws IOException {
        var reference = request.reference() == null || request.reference().isEmpty()
                ? null
                : ImageNames.parse(request.reference()).tagged();
        if (reference != null && reference.digest() != null) {
            throw new Refusal.Invalid(Refusal.What.REFERENCE, reference.familiar(), "cannot import digest reference");
        }
        var wanted = ImageCore.platform(request.platform());
        var platform = wanted == null ? Platform.host() : wanted;
        var defaults = CommitChanges.apply(ContainerDefaults.NONE, request.changes());
        boolean done = false;
        try (var lease = core.storage().leases().open("import")) {
            var layer = layer(tar, lease);
            var now = Instant.now();
            var comment = Given.text(request.comment());
            var config = ImageConfig.scratch(platform)
                    .withCreated(now)
                    .withDefaults(defaults)
                    .withComment(comment)
                    .withLayers(
                            List.of(layer.diffId()),
                            List.of(new History(now, "", "", comment.isEmpty() ? "Imported from -" : comment, false)));
            var tree = new ImageWriter(core).write(config, List.of(layer.descriptor()), reference, lease);
            core.say("import", tree.id(), reference == null ? tree.id() : reference.familiar(), tree);
            done = true;
            return tree.id();
        } catch (MalformedContent e) {
            throw new Refusal.Invalid(Refusal.What.ARCHIVE, "", String.valueOf(e.getMessage()));
        } finally {
            if (!done) {
                Quietly.run("sweep after an import", core::sweep);
            }
        }
    }

    private record Imported(Descriptor descriptor, Digest diffId) {}

    private Imported layer(InputStream given, Lease lease) throws IOException {
        var in = new BufferedInputStream(given, BUFFER_BYTES);
        in.mark(Compression.MAGIC_BYTES);
        var head = new byte[Compression.MAGIC_BYTES];
        var packed = Compression.detect(head, in.readNBytes(head, 0, head.length));
        in.reset();
        return switch (packed) {
            case PLAIN, GZIP, ZSTD -> stored(in, packed, lease);
            case XZ, BZIP2 -> {
                try (var plain = ImageUnpacked.of(codecs, in)) {
                    yield stored(plain, Compression.PLAIN, lease);
                }
            }
        };
    }

    private Imported stored(InputStream in, Compression packed, Lease lease) throws IOException {
        var content = core.storage().content();
        try (var ingest = content.ingestUnknown(MediaType.ociLayer(packed))) {
            var tee = new PullTee(in, ingest, _ -> {});
            var plain = new DigestingStream(ImageUnpacked.of(codecs, tee));
            plain.transferTo(OutputStream.nullOutputStream());
            tee.drain();
            return new Imported(core.committed(ingest, lease), plain.digest());
        }
    }
}

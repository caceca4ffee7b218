package dev.conex.oci;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One image for one platform: a config and its layers, bottom first. Source: OCI image-spec, manifest.md; Docker's
/// schema 2.
public record Manifest(
        String mediaType,
        Descriptor config,
        List<Descriptor> layers,
        Map<String, String> annotations,
        @Nullable Descriptor subject,
        @Nullable String artifactType) {
    public static final int BYTES_MAX = 4 << 20;
    /// Overlay mounts no more lower directories than this.
    public static final int LAYERS_MAX = 500;

    public Manifest {
        layers = List.copyOf(layers);
        annotations = Map.copyOf(annotations);
        if (layers.size() > LAYERS_MAX) {
            throw new IllegalArgumentException("%d layers, the limit is %d".formatted(layers.size(), LAYERS_MAX));
        }
    }

    public Manifest(Descriptor config, List<Descriptor> layers) {
        this(MediaType.OCI_MANIFEST, config, layers, Map.of(), null, null);
    }

    /// @throws MalformedContent naming what is wrong
    public static Manifest parse(Document document) throws MalformedContent {
        var fields = DocumentKind.MANIFEST.fields(document);
        var config = fields.object("config");
        if (config == null) {
            throw fields.malformed("no config");
        }
        var layers = fields.objects("layers");
        if (layers.size() > LAYERS_MAX) {
            throw fields.malformed("%d layers, the limit is %d".formatted(layers.size(), LAYERS_MAX));
        }
        var subject = fields.object("subject");
        return new Manifest(
                document.mediaType(),
                DescriptorJson.read(config),
                DescriptorJson.readAll(layers),
                fields.textMap("annotations"),
                subject == null ? null : DescriptorJson.read(subject),
                fields.textOrNull("artifactType"));
    }

    /// The same values give the same bytes.
    public Document document() {
        var json = new JsonText()
                .always("schemaVersion", 2)
                .always("mediaType", mediaType)
                .put("artifactType", artifactType)
                .always("config", DescriptorJson.write(config))
                .always("layers", DescriptorJson.writeAll(layers))
                .put("subject", subject == null ? null : DescriptorJson.write(subject))
                .put("annotations", new TreeMap<>(annotations));
        return new Document(json.bytes(), mediaType);
    }

    /// Whether it is something that can be run, and not a signature, a chart or another artifact.
    public boolean isImage() {
        return MediaType.isConfig(config.mediaType());
    }
}

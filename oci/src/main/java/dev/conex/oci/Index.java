package dev.conex.oci;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One image for several platforms, or a list of whatever: points at manifests and further indexes.
/// Source: OCI image-spec, image-index.md; Docker's manifest list.
public record Index(
        String mediaType,
        List<Descriptor> manifests,
        Map<String, String> annotations,
        @Nullable Descriptor subject,
        @Nullable String artifactType) {
    public static final int BYTES_MAX = Manifest.BYTES_MAX;
    /// How deep indexes may stand in indexes; whoever follows them counts.
    public static final int DEPTH_MAX = 4;

    private static final String REFERENCE_TYPE = "vnd.docker.reference.type";

    public Index {
        manifests = List.copyOf(manifests);
        annotations = Map.copyOf(annotations);
    }

    public Index(List<Descriptor> manifests) {
        this(MediaType.OCI_INDEX, manifests, Map.of(), null, null);
    }

    /// @throws MalformedContent naming what is wrong
    public static Index parse(Document document) throws MalformedContent {
        var fields = DocumentKind.INDEX.fields(document);
        var subject = fields.object("subject");
        return new Index(
                document.mediaType(),
                DescriptorJson.readAll(fields.objects("manifests")),
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
                .always("manifests", DescriptorJson.writeAll(manifests))
                .put("subject", subject == null ? null : DescriptorJson.write(subject))
                .put("annotations", new TreeMap<>(annotations));
        return new Document(json.bytes(), mediaType);
    }

    /// The entry that fits the platform best; the first one of equals. An entry without a platform fits last.
    /// Attestations are never chosen.
    public Optional<Descriptor> choose(Platform wanted) {
        return manifests.stream()
                .filter(d -> !d.annotations().containsKey(REFERENCE_TYPE))
                .filter(d -> rank(wanted, d) > 0)
                .max(Comparator.comparingInt((Descriptor d) -> rank(wanted, d))
                        .thenComparingInt(d -> -manifests.indexOf(d)));
    }

    private static int rank(Platform wanted, Descriptor offered) {
        var platform = offered.platform();
        return platform == null ? 1 : wanted.rank(platform);
    }
}

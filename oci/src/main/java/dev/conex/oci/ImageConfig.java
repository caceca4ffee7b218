package dev.conex.oci;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an image is made of and how it wants to be run. `variant`, `author`, `osVersion` are empty where unset.
/// Source: OCI image-spec, config.md, and Docker's additions.
public record ImageConfig(
        @Nullable Instant created,
        String author,
        String architecture,
        String variant,
        String os,
        String osVersion,
        List<String> osFeatures,
        ContainerDefaults defaults,
        List<Digest> diffIds,
        List<History> history,
        String comment) {
    public static final int BYTES_MAX = 8 << 20;

    public ImageConfig {
        osFeatures = List.copyOf(osFeatures);
        diffIds = List.copyOf(diffIds);
        history = List.copyOf(history);
    }

    /// An image without anything, `FROM scratch`.
    public static ImageConfig scratch(Platform platform) {
        return new ImageConfig(
                null,
                "",
                platform.architecture(),
                platform.variant(),
                platform.os(),
                platform.osVersion(),
                platform.osFeatures(),
                ContainerDefaults.NONE,
                List.of(),
                List.of(),
                "");
    }

    public Platform platform() {
        return new Platform(os, architecture, variant, osVersion, osFeatures);
    }

    /// The chain ids of the layers, bottom first.
    public List<ChainId> chain() {
        return ChainId.chain(diffIds);
    }

    public ImageConfig withCreated(@Nullable Instant other) {
        return new ImageConfig(
                other, author, architecture, variant, os, osVersion, osFeatures, defaults, diffIds, history, comment);
    }

    public ImageConfig withAuthor(String other) {
        return new ImageConfig(
                created, other, architecture, variant, os, osVersion, osFeatures, defaults, diffIds, history, comment);
    }

    public ImageConfig withDefaults(ContainerDefaults other) {
        return new ImageConfig(
                created, author, architecture, variant, os, osVersion, osFeatures, other, diffIds, history, comment);
    }

    public ImageConfig withLayers(List<Digest> diffs, List<History> steps) {
        return new ImageConfig(
                created, author, architecture, variant, os, osVersion, osFeatures, defaults, diffs, steps, comment);
    }

    public ImageConfig withComment(String other) {
        return new ImageConfig(
                created, author, architecture, variant, os, osVersion, osFeatures, defaults, diffIds, history, other);
    }

    /// @throws MalformedContent naming what is wrong
    public static ImageConfig parse(byte[] bytes) throws MalformedContent {
        var fields = new JsonFields(StrictJson.object(bytes, BYTES_MAX, "image config"), "image config");
        fields.refuseOtherSpelling("rootfs", "config", "os", "architecture");
        var rootfs = fields.object("rootfs");
        var config = fields.object("config");
        var diffIds = rootfs == null ? List.<Digest>of() : rootfs.digests("diff_ids");
        if (diffIds.size() > Manifest.LAYERS_MAX) {
            throw fields.malformed("%d layers, the limit is %d".formatted(diffIds.size(), Manifest.LAYERS_MAX));
        }
        return new ImageConfig(
                fields.time("created"),
                fields.text("author"),
                fields.text("architecture"),
                fields.text("variant"),
                fields.text("os"),
                fields.text("os.version"),
                fields.texts("os.features"),
                config == null ? ContainerDefaults.NONE : ContainerDefaults.read(config),
                diffIds,
                histories(fields),
                fields.text("comment"));
    }

    private static List<History> histories(JsonFields fields) throws MalformedContent {
        var out = new ArrayList<History>();
        for (var step : fields.objects("history")) {
            out.add(History.read(step));
        }
        return out;
    }

    /// The same values give the same bytes.
    public Document document() {
        var rootfs = new JsonText().always("type", "layers").always("diff_ids", diffIds);
        var json = new JsonText()
                .put("created", created)
                .put("author", author)
                .always("architecture", architecture)
                .put("variant", variant)
                .always("os", os)
                .put("os.version", osVersion)
                .put("os.features", osFeatures)
                .always("config", defaults.write())
                .always("rootfs", rootfs)
                .put("history", history.stream().map(History::write).toList())
                .put("comment", comment);
        return new Document(json.bytes(), MediaType.OCI_CONFIG);
    }
}

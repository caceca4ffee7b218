package dev.conex.oci;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Descriptors inside documents.
final class DescriptorJson {
    private DescriptorJson() {}

    static Descriptor read(JsonFields in) throws MalformedContent {
        in.refuseOtherSpelling("mediaType", "digest", "size");
        var size = in.number("size");
        if (size < 0) {
            throw in.malformed("negative size %d".formatted(size));
        }
        var platform = in.object("platform");
        return new Descriptor(
                in.text("mediaType"),
                in.digest("digest"),
                size,
                in.texts("urls"),
                in.textMap("annotations"),
                platform == null ? null : platform(platform),
                in.textOrNull("artifactType"));
    }

    static List<Descriptor> readAll(List<JsonFields> all) throws MalformedContent {
        var out = new ArrayList<Descriptor>();
        for (var one : all) {
            out.add(read(one));
        }
        return List.copyOf(out);
    }

    private static Platform platform(JsonFields in) throws MalformedContent {
        return new Platform(
                in.text("os"),
                in.text("architecture"),
                in.text("variant"),
                in.text("os.version"),
                in.texts("os.features"));
    }

    static JsonText write(Descriptor d) {
        return new JsonText()
                .put("mediaType", d.mediaType())
                .always("digest", d.digest())
                .always("size", d.size())
                .put("urls", d.urls())
                .put("annotations", new TreeMap<>(d.annotations()))
                .put("platform", platform(d.platform()))
                .put("artifactType", d.artifactType());
    }

    static List<JsonText> writeAll(List<Descriptor> all) {
        return all.stream().map(DescriptorJson::write).toList();
    }

    private static @Nullable JsonText platform(@Nullable Platform p) {
        if (p == null) {
            return null;
        }
        return new JsonText()
                .put("architecture", p.architecture())
                .put("os", p.os())
                .put("os.version", p.osVersion())
                .put("os.features", p.osFeatures())
                .put("variant", p.variant());
    }
}

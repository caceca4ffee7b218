package dev.conex.daemon;

import dev.conex.api.DescriptorJson;
import dev.conex.api.DistributionJson;
import dev.conex.api.GraphDriverJson;
import dev.conex.api.HistoryRow;
import dev.conex.api.ImageConfigJson;
import dev.conex.api.ImageDeleted;
import dev.conex.api.ImageJson;
import dev.conex.api.ImageRow;
import dev.conex.api.ManifestJson;
import dev.conex.api.Nil;
import dev.conex.api.PlatformJson;
import dev.conex.api.Times;
import dev.conex.engine.ContainerConfig;
import dev.conex.engine.ImageDescriptor;
import dev.conex.engine.ImageDistribution;
import dev.conex.engine.ImageHistory;
import dev.conex.engine.ImageInspect;
import dev.conex.engine.ImageManifest;
import dev.conex.engine.ImageRemoved;
import dev.conex.engine.ImageSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Images as inspect and list show them.
final class ImageMapping {
    private ImageMapping() {}

    static ImageJson json(ImageInspect i, boolean manifests) {
        return new ImageJson(
                i.id(),
                i.tags(),
                i.digests(),
                i.parent(),
                i.comment(),
                i.created(),
                "",
                i.author(),
                config(i.config()),
                i.architecture(),
                i.variant(),
                i.os(),
                i.sizeBytes(),
                new GraphDriverJson(Nil.map(), ContainerMapping.DRIVER),
                new ImageJson.RootFsJson("layers", i.diffIds()),
                new ImageJson.MetadataJson(Times.orZero(i.lastTagged())),
                descriptor(i.descriptor()),
                manifests ? i.manifests().stream().map(ImageMapping::manifest).toList() : null);
    }

    private static ImageConfigJson config(ContainerConfig c) {
        return new ImageConfigJson(
                Nil.text(c.user()),
                Nil.omitEmpty(SpecMapping.set(c.exposedPorts())),
                Nil.list(c.env()),
                Nil.list(c.cmd()),
                SpecMapping.healthSettings(c.healthcheck()),
                Nil.omitFalse(c.argsEscaped()),
                SpecMapping.volumes(c.volumes()),
                Nil.text(c.workingDir()),
                Nil.list(c.entrypoint()),
                Nil.list(c.onBuild()),
                Nil.map(c.labels()),
                c.stopSignal(),
                c.shell());
    }

    static DescriptorJson descriptor(ImageDescriptor d) {
        return new DescriptorJson(d.mediaType(), d.digest(), d.size(), null, platform(d));
    }

    private static @Nullable PlatformJson platform(ImageDescriptor d) {
        return d.os() == null && d.architecture() == null
                ? null
                : new PlatformJson(Nil.text(d.architecture()), Nil.text(d.os()), d.variant());
    }

    private static ManifestJson manifest(ImageManifest m) {
        var platform = platform(m.descriptor());
        boolean image = m.kind().equals("image");
        return new ManifestJson(
                m.descriptor().digest(),
                descriptor(m.descriptor()),
                m.available(),
                new ManifestJson.SizesJson(m.contentBytes(), m.contentBytes() + m.unpackedBytes()),
                m.kind(),
                image
                        ? new ManifestJson.ImagePart(
                                platform == null ? new PlatformJson("", "", null) : platform,
                                m.containers(),
                                new ManifestJson.UnpackedJson(m.unpackedBytes()))
                        : null,
                m.attestationFor() == null ? null : new ManifestJson.AttestationPart(m.attestationFor()));
    }

    static ImageRow row(ImageSummary i, boolean manifests) {
        return new ImageRow(
                i.containers(),
                i.created().getEpochSecond(),
                i.id(),
                i.labels().isEmpty() ? Nil.map() : i.labels(),
                i.parentId(),
                descriptor(i.descriptor()),
                manifests ? i.manifests().stream().map(ImageMapping::manifest).toList() : null,
                i.digests(),
                i.tags(),
                i.sharedBytes(),
                i.sizeBytes());
    }

    static HistoryRow history(ImageHistory h) {
        return new HistoryRow(
                h.comment(),
                h.created().getEpochSecond(),
                h.createdBy(),
                h.id(),
                h.sizeBytes(),
                h.tags().isEmpty() ? Nil.list() : h.tags());
    }

    static List<ImageDeleted> deleted(List<ImageRemoved> removed) {
        return removed.stream().map(ImageMapping::deleted).toList();
    }

    private static ImageDeleted deleted(ImageRemoved removed) {
        return switch (removed) {
            case ImageRemoved.Untagged r -> new ImageDeleted(r.reference(), null);
            case ImageRemoved.Deleted r -> new ImageDeleted(null, r.id());
        };
    }

    static DistributionJson distribution(ImageDistribution d) {
        return new DistributionJson(
                descriptor(d.descriptor()),
                d.platforms().stream()
                        .map(p -> new PlatformJson(Nil.text(p.architecture()), Nil.text(p.os()), p.variant()))
                        .toList());
    }
}

package dev.conex.engine;

import dev.conex.oci.Copy;
import dev.conex.oci.Descriptor;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.Index;
import dev.conex.oci.Manifest;
import dev.conex.oci.MediaType;
import dev.conex.oci.Reference;
import dev.conex.registry.Remote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Looks at what a registry has under a name.
record ImageProbe(Remote remote, Reference reference) {

    ImageDistribution distribution() throws IOException {
        var resolved = remote.resolve(reference);
        var target = ImageViews.descriptor(resolved.descriptor(), null);
        if (!MediaType.isIndex(resolved.descriptor().mediaType())) {
            return new ImageDistribution(
                    target, List.of(ofManifest(resolved.descriptor(), Manifest.parse(resolved.document()))));
        }
        var platforms = new ArrayList<ImageDescriptor>();
        for (var entry : Index.parse(resolved.document()).manifests()) {
            if (entry.platform() != null) {
                platforms.add(ImageViews.descriptor(entry, null));
            }
        }
        return new ImageDistribution(target, platforms);
    }

    private ImageDescriptor ofManifest(Descriptor descriptor, Manifest manifest) throws IOException {
        if (!manifest.isImage()) {
            return ImageViews.descriptor(descriptor, null);
        }
        var config = ImageConfig.parse(Copy.read(remote.source(reference), manifest.config(), ImageConfig.BYTES_MAX));
        return ImageViews.descriptor(descriptor, config.platform());
    }
}

package dev.conex.engine;

import dev.conex.oci.Copy;
import dev.conex.oci.Descriptor;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.Manifest;
import dev.conex.oci.MediaType;
import dev.conex.oci.Reference;
import dev.conex.storage.Lease;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes an image of a configuration and layers whose blobs are in the store already: unpacks what isn't yet,
/// writes configuration and manifest, and gives the name last.
record ImageWriter(ImageCore core) {

    /// @param lease keeps all of it until it has its name
    /// @param reference absent for an image that nobody has named
    ImageTree write(ImageConfig config, List<Descriptor> layers, @Nullable Reference reference, Lease lease)
            throws IOException {
        var content = core.storage().content();
        for (var layer : layers) {
            core.keep(lease, layer.digest());
        }
        config.chain().forEach(lease::keep);
        var plan = core.plan(layers, config.diffIds());
        core.layers().carryOut(plan, content, ImageCore.UNPACK_PARALLEL, PullLayers.Watcher.NOBODY);
        var image = config.document();
        lease.keep(image.digest());
        Copy.bytes(content, MediaType.OCI_CONFIG, image.bytes());
        var manifest = new Manifest(image.descriptor(), layers).document();
        lease.keep(manifest.digest());
        Copy.bytes(content, MediaType.OCI_MANIFEST, manifest.bytes());
        core.names().point(reference, manifest.descriptor());
        return core.tree(manifest.descriptor());
    }
}

package dev.conex.engine;

import dev.conex.build.BuildImages;
import dev.conex.build.BuiltLayer;
import dev.conex.build.Tree;
import dev.conex.oci.Copy;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.Manifest;
import dev.conex.oci.MediaType;
import dev.conex.oci.Reference;
import dev.conex.storage.Lease;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Where built images go: config and manifest into the store, then the names. One without a name gets one that nobody
/// sees, as containerd's images have it, so that it stays until it is pruned.
record BuildStore(Core core, Lease lease) implements BuildImages {
    @Override
    public Digest store(ImageConfig config, Tree tree, List<Reference> names) throws IOException {
        var content = core.storage().content();
        var document = config.document();
        lease.keep(document.digest());
        Copy.bytes(content, MediaType.OCI_CONFIG, document.bytes());
        var layers = tree.layers().stream().map(BuiltLayer::descriptor).toList();
        var manifest = new Manifest(document.descriptor(), layers).document();
        lease.keep(manifest.digest());
        var target = Copy.bytes(content, MediaType.OCI_MANIFEST, manifest.bytes());
        var kept = new ImageNames(core.storage().names());
        if (names.isEmpty()) {
            kept.point(null, target);
        }
        for (var name : names) {
            name(kept, name.tagged(), target);
        }
        return target.digest();
    }

    private void name(ImageNames kept, Reference reference, Descriptor target) throws IOException {
        kept.point(reference, target);
        core.events()
                .publish(Event.Type.IMAGE, "tag", target.digest().toString(), Map.of("name", reference.familiar()));
    }
}

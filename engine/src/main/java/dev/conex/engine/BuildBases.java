package dev.conex.engine;

import dev.conex.build.BaseImage;
import dev.conex.build.BaseImages;
import dev.conex.build.BuildFailed;
import dev.conex.build.BuiltLayer;
import dev.conex.build.Tree;
import dev.conex.oci.Copy;
import dev.conex.oci.Digest;
import dev.conex.oci.Document;
import dev.conex.oci.Manifest;
import dev.conex.oci.Platform;
import dev.conex.oci.Reference;
import dev.conex.storage.Lease;
import java.io.IOException;
import java.util.ArrayList;

/// The engine's images as bases of a build; what is missing is fetched. The lease keeps them while the build goes on.
record BuildBases(Core core, Images images, BuildWish wish, Builds.BuildOutput output, Lease lease)
        implements BaseImages {

    @Override
    public BaseImage resolve(Reference reference, Platform platform, boolean pull) throws BuildFailed, IOException {
        try {
            return base(reference, found(reference, platform, pull));
        } catch (Refusal.NotFound e) {
            throw BuildFailed.refused("No such image: " + reference.familiar());
        } catch (Refusal e) {
            throw BuildFailed.refused(String.valueOf(e.getMessage()));
        }
    }

    private RunnableImage found(Reference reference, Platform platform, boolean pull) throws IOException {
        var wanted = wish.platform() == null ? null : platform.toString();
        if (!pull) {
            try {
                return core.images().resolve(reference.familiar(), wanted);
            } catch (Refusal.NotFound _) {
                // it is fetched
            }
        }
        images.pull(new ImagePull(reference.familiar(), false, wanted, credentials(reference)), output.pulling());
        return core.images().resolve(reference.familiar(), wanted);
    }

    private ImageCredentials credentials(Reference reference) {
        var domain = reference.domain();
        for (var host : new String[] {domain, "https://index.docker.io/v1/"}) {
            var given = wish.credentials().get(host);
            if (given != null && (host.equals(domain) || domain.equals(Reference.DEFAULT_DOMAIN))) {
                return given;
            }
        }
        return new ImageCredentials.Anonymous();
    }

    private BaseImage base(Reference reference, RunnableImage image) throws IOException {
        lease.keep(image.manifest().digest());
        image.chain().forEach(lease::keep);
        var bytes = Copy.read(core.storage().content(), image.manifest(), Manifest.BYTES_MAX);
        var manifest = Manifest.parse(new Document(bytes, image.manifest().mediaType()));
        var layers = new ArrayList<BuiltLayer>();
        for (int i = 0; i < manifest.layers().size(); i++) {
            layers.add(new BuiltLayer(manifest.layers().get(i), image.config().diffIds().get(i)));
        }
        return new BaseImage(reference.familiar(), Digest.parse(image.id()), image.config(), new Tree(layers));
    }
}

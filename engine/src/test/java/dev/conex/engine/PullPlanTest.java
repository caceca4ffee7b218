package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.oci.ChainId;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.Index;
import dev.conex.oci.MalformedContent;
import dev.conex.oci.Manifest;
import dev.conex.oci.MediaType;
import dev.conex.oci.Platform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PullPlanTest {
    private static final List<Descriptor> BLOBS = List.of(blob("one"), blob("two"), blob("three"), blob("four"));
    private static final List<Digest> DIFFS = List.of(digest("1"), digest("2"), digest("3"), digest("4"));

    private static Descriptor blob(String content) {
        return Descriptor.of(MediaType.OCI_LAYER_GZIP, content.getBytes(StandardCharsets.UTF_8));
    }

    private static Digest digest(String content) {
        return Digest.ofSha256(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void fetchesWhatIsMissingAndUnpacksWhatIsPacked() throws MalformedContent {
        var chains = ChainId.chain(DIFFS);
        var blobs = Set.of(BLOBS.get(0).digest(), BLOBS.get(1).digest());
        var unpacked = Set.of(chains.get(0), chains.get(2));

        var plan = PullPlan.of(BLOBS, DIFFS, blobs::contains, unpacked::contains);

        assertThat(plan.text())
                .isEqualTo("""
                        keep          %s 3
                        unpack        %s 3
                        fetch         %s 5
                        fetch, unpack %s 4
                        total 9 bytes to fetch, then flush, then name
                        """.formatted(BLOBS.stream().map(Descriptor::digest).toArray()));
        assertThat(plan.layers()).extracting(PullPlan.Layer::chain).containsExactlyElementsOf(chains);
    }

    @Test
    void refusesAConfigurationOfOtherLayers() {
        assertThatThrownBy(() -> PullPlan.of(BLOBS, DIFFS.subList(1, 4), _ -> true, _ -> true))
                .isInstanceOf(MalformedContent.class)
                .hasMessageContaining("its manifest has 4 layers, its configuration 3");
    }

    @Test
    void sendsLayersBeforeConfigurationsBeforeManifestsBeforeTheTag() {
        var config = ImageConfig.scratch(Platform.host());
        var manifest = new Manifest(blob("config"), BLOBS.subList(0, 2));
        var document = manifest.document();
        var part = new ImageTree.Part(document.descriptor().withPlatform(Platform.host()), manifest, config);
        var index = new Index(List.of(part.descriptor())).document().descriptor();
        var tree = new ImageTree(index, List.of(index), List.of(part));

        assertThat(PushPlan.of(tree, null).text()).isEqualTo("""
                        blob      %s 3
                        blob      %s 3
                        blob      %s 6
                        manifest  %s %d
                        tag       %s %d
                        """.formatted(
                        BLOBS.get(0).digest(),
                        BLOBS.get(1).digest(),
                        blob("config").digest(),
                        document.digest(),
                        document.bytes().length,
                        index.digest(),
                        index.size()));
        assertThat(PushPlan.of(tree, part).top().digest()).isEqualTo(document.digest());
    }
}

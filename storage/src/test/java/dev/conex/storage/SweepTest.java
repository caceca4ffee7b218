package dev.conex.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.oci.ChainId;
import dev.conex.oci.Copy;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.Index;
import dev.conex.oci.Manifest;
import dev.conex.oci.MediaType;
import dev.conex.oci.Platform;
import dev.conex.oci.Reference;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SweepTest {
    private static final Reference NAME = Reference.parse("app:1");

    private TempStorage temp;

    @BeforeEach
    void open() throws IOException {
        temp = new TempStorage();
    }

    @AfterEach
    void close() throws IOException {
        temp.close();
    }

    private record Image(Descriptor index, Descriptor manifest, Descriptor config, Descriptor layer, ChainId chain) {}

    private Image image(String marker) throws IOException {
        var content = temp.storage().content();
        var tar = new TarBall().file(marker, marker).bytes();
        var layer = Copy.bytes(content, MediaType.OCI_LAYER, tar);
        var chain = temp.unpack(null, tar);
        var config =
                ImageConfig.scratch(Platform.parse("linux/amd64")).withLayers(List.of(TarBall.diffId(tar)), List.of());
        var configBlob =
                Copy.bytes(content, MediaType.OCI_CONFIG, config.document().bytes());
        var manifest = new Manifest(configBlob, List.of(layer)).document();
        var manifestBlob = Copy.bytes(content, manifest.mediaType(), manifest.bytes());
        var index = new Index(List.of(manifestBlob)).document();
        return new Image(Copy.bytes(content, index.mediaType(), index.bytes()), manifestBlob, configBlob, layer, chain);
    }

    private SweepPlan plan(Root... roots) throws IOException {
        return temp.storage().sweep().plan(List.of(roots));
    }

    @Test
    void namesKeepAllTheyLeadTo() throws IOException {
        var image = image("a");
        temp.storage().names().point(NAME, image.index());

        assertThat(plan().isEmpty()).isTrue();
        assertThat(plan().text()).isEqualTo("total 0 blobs, 0 layers, 0 bytes\n");
    }

    @Test
    void whatNothingLeadsToGoes() throws IOException {
        var kept = image("a");
        var gone = image("b");
        temp.storage().names().point(NAME, kept.manifest());
        var plan = plan();

        assertThat(plan.digests())
                .containsExactlyInAnyOrder(
                        kept.index().digest(),
                        gone.index().digest(),
                        gone.manifest().digest(),
                        gone.config().digest(),
                        gone.layer().digest());
        assertThat(plan.layers()).containsOnlyKeys(gone.chain());
        assertThat(plan.text()).contains("remove layer " + gone.chain()).endsWith("bytes\n");
        assertThat(temp.storage().sweep().apply(plan)).isEqualTo(plan.bytes());
        assertThat(plan().isEmpty()).isTrue();
        assertThat(temp.snapshots().has(gone.chain())).isFalse();
        assertThat(temp.snapshots().has(kept.chain())).isTrue();
        assertThat(temp.storage().content().has(kept.layer().digest())).isTrue();
    }

    @Test
    void writablesLeasesAndTheCallersRootsKeepToo() throws IOException {
        var a = image("a");
        var b = image("b");
        var c = image("c");
        temp.snapshots().prepare("container", List.of(a.chain()));
        try (var lease = temp.storage().leases().open("pull")) {
            lease.keep(b.layer().digest());
            lease.keep(b.chain());
            var plan = plan(new Root.OfBlob("container x", c.manifest().digest()));

            assertThat(plan.layers()).isEmpty();
            assertThat(plan.digests())
                    .contains(a.layer().digest())
                    .doesNotContain(b.layer().digest(), c.config().digest());
        }
        assertThat(plan().layers()).containsOnlyKeys(b.chain(), c.chain());
    }

    @Test
    void aLeaseTakenAfterThePlanHoldsAgainstIt() throws IOException {
        var image = image("a");
        var plan = plan();
        try (var lease = temp.storage().leases().open("push")) {
            lease.keep(image.layer().digest());
            temp.storage().sweep().apply(plan);

            assertThat(temp.storage().content().list())
                    .containsExactly(image.layer().digest());
        }
    }

    @Test
    void saysWhyABlobStays() throws IOException {
        var image = image("a");
        temp.storage().names().point(NAME, image.index());

        assertThat(temp.storage().sweep().why(image.layer().digest(), List.of()))
                .containsExactly(
                        "name app:1: " + image.index().digest(),
                        "manifest of index: " + image.manifest().digest(),
                        "part of manifest: " + image.layer().digest());
        assertThat(temp.storage().sweep().why(Digest.ofSha256("?".getBytes(UTF_8)), List.of()))
                .isEmpty();
    }

    @Test
    void aNameOnDamagedContentKeepsIt() throws IOException {
        var bytes = "{\"manifests\":".getBytes(UTF_8);
        var broken = Copy.bytes(temp.storage().content(), MediaType.OCI_INDEX, bytes);
        temp.storage().names().point(NAME, broken);

        assertThat(plan().isEmpty()).isTrue();
    }

    @Test
    void namesMoveAndGo() throws IOException {
        var a = image("a");
        var names = temp.storage().names();
        names.point(NAME, a.index());
        names.point(NAME, a.manifest());
        names.point(Reference.parse("other"), a.manifest());

        assertThat(names.find(NAME).orElseThrow().descriptor()).isEqualTo(a.manifest());
        assertThat(names.of(a.manifest().digest()))
                .extracting(n -> n.reference().familiar())
                .containsExactly("app:1", "other");
        temp.reopened();
        assertThat(temp.storage().names().list()).hasSize(2);
        assertThat(temp.storage().names().remove(NAME)).isTrue();
        assertThat(temp.storage().names().remove(NAME)).isFalse();
    }

    @Test
    void twoProcessesCannotHaveOneDataRoot() {
        assertThatThrownBy(() -> Storage.open(temp.root()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use by another process");
    }
}

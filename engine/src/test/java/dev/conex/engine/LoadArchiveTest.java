package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.oci.Compression;
import dev.conex.oci.Digest;
import dev.conex.oci.FileMeta;
import dev.conex.oci.TarEntry;
import dev.conex.oci.TarWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadArchiveTest {
    private static final byte[] BASE = ImageLab.layer("etc/", "", "etc/name", "base");
    private static final byte[] TOP = ImageLab.layer("etc/", "", "etc/name", "top");
    private static final ImageLab.Census NOTHING = new ImageLab.Census(0, 0, 0, 0);

    private final ImageLab lab = new ImageLab();

    LoadArchiveTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    @Test
    void loadsADockerArchiveAndShowsWhatIsInIt() throws IOException {
        lab.load(ImageLab.tar(ImageLab.docker("a/b:1", BASE, TOP)));

        assertThat(lab.heard()).contains("Loaded image: a/b:1");
        var image = lab.images.inspect("a/b:1", null);
        assertThat(image.tags()).containsExactly("a/b:1");
        assertThat(image.digests()).containsExactly("a/b@" + image.id());
        assertThat(image.descriptor().digest()).isEqualTo(image.id());
        assertThat(image.config().cmd()).containsExactly("sh");
        assertThat(image.diffIds()).hasSize(2);
        assertThat(lab.file("a/b:1", "etc/name")).isEqualTo("top");
        assertThat(lab.census()).isEqualTo(new ImageLab.Census(4, 2, 1, 0));
    }

    @Test
    void loadsPackedArchivesAndPackedLayers() throws IOException {
        for (var how : new Compression[] {Compression.GZIP, Compression.ZSTD}) {
            lab.load(ImageLab.packed(ImageLab.tar(ImageLab.docker("outer:" + how, BASE)), how));
            var files = new LinkedHashMap<>(ImageLab.docker("inner:" + how, BASE));
            files.replaceAll((name, content) -> name.endsWith("layer.tar") ? packed(content, how) : content);
            lab.load(ImageLab.tar(files));
            assertThat(lab.file("outer:" + how, "etc/name")).isEqualTo("base");
            assertThat(lab.file("inner:" + how, "etc/name")).isEqualTo("base");
        }
        assertThat(lab.census().layers()).isEqualTo(1);
    }

    private static byte[] packed(byte[] content, Compression how) {
        try {
            return ImageLab.packed(content, how);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void givesTheSameIdHoweverTheMembersAreOrdered() throws IOException {
        var id = lab.loaded("x:1", BASE);
        var reversed = new LinkedHashMap<String, byte[]>();
        ImageLab.docker("y:1", BASE).forEach(reversed::putFirst);

        lab.load(ImageLab.tar(reversed));

        assertThat(lab.images.inspect("y:1", null).id()).isEqualTo(id);
    }

    @Test
    void namesAnImageWithoutTagsByItsIdAlone() throws IOException {
        lab.load(ImageLab.tar(ImageLab.docker(null, BASE)));

        var rows = lab.images.list(ImageQuery.NAMED);
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.tags()).isEmpty();
            assertThat(lab.heard()).contains("Loaded image ID: " + row.id());
            assertThat(lab.images.inspect(row.id().substring(7, 19), null).id()).isEqualTo(row.id());
        });
    }

    @Test
    void followsLinksAmongMembersOnly() throws IOException {
        var files = ImageLab.docker("x:1", BASE);
        var layer = Digest.ofSha256(BASE).hex() + "/layer.tar";
        var content = files.remove(layer);
        var bytes = new ByteArrayOutputStream();
        var tar = new TarWriter(bytes);
        tar.put(TarEntry.symlink(layer, "../other/layer.tar"));
        files.put("other/layer.tar", content);
        for (var file : files.entrySet()) {
            tar.put(TarEntry.file(file.getKey(), file.getValue().length, FileMeta.plain(0644)));
            tar.write(file.getValue(), 0, file.getValue().length);
        }
        tar.finish();

        lab.load(bytes.toByteArray());

        assertThat(lab.file("x:1", "etc/name")).isEqualTo("base");
    }

    @Test
    void refusesALinkThatLeadsOutOfTheArchive() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var tar = new TarWriter(bytes);
        tar.put(TarEntry.symlink("config.json", "../../etc/shadow"));
        tar.finish();

        refused(bytes.toByteArray(), "leads out of the root");
    }

    private void refused(byte[] archive, String why) throws IOException {
        assertThatThrownBy(() -> lab.load(archive))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class, e -> assertThat(e.what()).isEqualTo(Refusal.What.ARCHIVE))
                .hasMessageContaining(why);
        assertThat(lab.census()).isEqualTo(NOTHING);
        assertThat(lab.images.list(ImageQuery.NAMED)).isEmpty();
    }

    @Test
    void refusesAnArchiveThatIsCutAnywhere() throws IOException {
        var files = ImageLab.docker("x:1", BASE, TOP);
        var table = files.remove("manifest.json");
        files.put("manifest.json", table);
        var whole = ImageLab.tar(files);
        for (int length : new int[] {0, 100, 512, 700, 1024, 3000, whole.length / 2, whole.length - 1024 - 600}) {
            refused(Arrays.copyOf(whole, length), "");
        }
        refused(Arrays.copyOf(ImageLab.packed(whole, Compression.GZIP), 300), "");
    }

    @Test
    void refusesALayerWithAnotherDiffId() throws IOException {
        var files = ImageLab.docker("x:1", BASE);
        files.put(Digest.ofSha256(BASE).hex() + "/layer.tar", TOP);

        refused(ImageLab.tar(files), "diff id");
    }

    @Test
    void refusesWhatIsNoArchiveOfImages() throws IOException {
        refused("this is no archive".repeat(100).getBytes(StandardCharsets.UTF_8), "tar");
        refused(ImageLab.layer("a", "b"), "unrecognized image format");
        refused(ImageLab.tar(Map.of("manifest.json", "[{]".getBytes(StandardCharsets.UTF_8))), "manifest.json");
        refused(
                ImageLab.layer("manifest.json", "[{\"Config\":\"/etc/passwd\",\"RepoTags\":null,\"Layers\":[]}]"),
                "no file \"/etc/passwd\"");
    }

    @Test
    void refusesAnUpperCaseNameBeforeAnythingIsNamed() throws IOException {
        refused(ImageLab.tar(ImageLab.docker("Upper/Case:1", BASE)), "must be lowercase");
    }

    @Test
    void refusesABlobThatIsNotWhatItsNameSays() throws IOException {
        refused(
                ImageLab.layer(
                        "oci-layout",
                        "{\"imageLayoutVersion\":\"1.0.0\"}",
                        "blobs/sha256/" + "0".repeat(64),
                        "something else",
                        "index.json",
                        "{\"schemaVersion\":2,\"manifests\":[]}"),
                "digest");
    }
}

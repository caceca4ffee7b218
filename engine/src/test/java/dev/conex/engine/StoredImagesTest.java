package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.oci.Compression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoredImagesTest {
    private static final byte[] BASE = ImageLab.layer("etc/", "", "etc/name", "base");
    private static final byte[] TOP = ImageLab.layer("etc/", "", "etc/name", "top");

    private final ImageLab lab = new ImageLab();
    private final Images images = lab.images;

    StoredImagesTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    @Test
    void findsAnImageByAllItsNames() throws IOException {
        var id = lab.loaded("localhost:5000/a/b:1", BASE);

        for (var name : List.of(
                "localhost:5000/a/b:1",
                "localhost:5000/a/b@" + id,
                "localhost:5000/a/b:other@" + id,
                id,
                id.substring(7),
                id.substring(0, 20),
                id.substring(7, 19))) {
            assertThat(images.inspect(name, null).id()).isEqualTo(id);
        }
    }

    @Test
    void refusesNamesOfNothing() throws IOException {
        var id = lab.loaded("a:1", BASE);

        missing("b", "b:latest");
        missing("a:2", "a:2");
        missing("b@" + id, "b@" + id);
        missing("0".repeat(64), "0".repeat(64));
        missing("abcdef", "abcdef:latest");
        assertThatThrownBy(() -> images.inspect("Upper", null))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("must be lowercase");
    }

    private void missing(String name, String shown) {
        assertThatThrownBy(() -> images.inspect(name, null))
                .isInstanceOfSatisfying(
                        Refusal.NotFound.class, e -> assertThat(e.id()).isEqualTo(shown));
    }

    @Test
    void refusesAPrefixOfSeveralImages() throws IOException {
        lab.loaded("a:1", BASE);
        lab.loaded("b:1", TOP);
        lab.loaded("c:1", BASE, TOP);

        assertThatThrownBy(() -> images.inspect("sha256:", null)).isInstanceOf(Refusal.class);
        var ids = images.list(ImageQuery.NAMED).stream().map(ImageSummary::id).toList();
        for (char c : "0123456789abcdef".toCharArray()) {
            long fitting = ids.stream().filter(id -> id.charAt(7) == c).count();
            if (fitting > 1) {
                assertThatThrownBy(() -> images.inspect("sha256:" + c, null)).isInstanceOf(Refusal.Ambiguous.class);
            } else if (fitting == 1) {
                assertThat(images.inspect("sha256:" + c, null).id()).startsWith("sha256:" + c);
            }
        }
    }

    @Test
    void listsByFilter() throws IOException {
        lab.loaded("a/one:1", BASE);
        lab.load(ImageLab.tar(ImageLab.docker(null, TOP)));

        assertThat(list("dangling", "true")).hasSize(1);
        assertThat(list("dangling", "false")).hasSize(1);
        assertThat(list("reference", "a/*")).hasSize(1);
        assertThat(list("reference", "*")).isEmpty();
        assertThat(list("reference", "a/one:?")).hasSize(1);
        assertThat(list("label", "kind=test")).hasSize(2);
        assertThat(list("label", "kind=other")).isEmpty();
        assertThat(list("until", "2024-05-06T07:08:10Z")).hasSize(2);
        assertThat(list("until", "2020-01-01")).isEmpty();
        assertThatThrownBy(() -> list("nonsense", "1")).isInstanceOf(Refusal.Invalid.class);
        assertThatThrownBy(() -> list("dangling", "maybe")).hasMessageContaining("invalid filter 'dangling=[maybe]'");
    }

    private List<ImageSummary> list(String key, String value) {
        return images.list(new ImageQuery(false, false, false, Filters.of(key, value)));
    }

    @Test
    void countsSizesContainersAndWhatIsShared() throws IOException {
        var id = lab.loaded("a:1", BASE);
        lab.loaded("b:1", BASE, TOP);
        lab.uses(id, "a:1", true);

        var rows = images.list(new ImageQuery(false, true, true, Filters.NONE));

        assertThat(rows).hasSize(2).allSatisfy(row -> {
            assertThat(row.sharedBytes()).isPositive();
            assertThat(row.sizeBytes()).isGreaterThan(row.sharedBytes());
            assertThat(row.created()).isEqualTo(Instant.parse("2024-05-06T07:08:09Z"));
            assertThat(row.containers()).isEqualTo(row.id().equals(id) ? 1 : 0);
            assertThat(row.manifests()).singleElement().satisfies(m -> {
                assertThat(m.kind()).isEqualTo("image");
                assertThat(m.available()).isTrue();
            });
        });
    }

    @Test
    void keepsAnImageWhoseLastNameMovesAway() throws IOException {
        var id = lab.loaded("a:1", BASE);

        var other = lab.loaded("a:1", TOP);

        assertThat(images.inspect("a:1", null).id()).isEqualTo(other);
        assertThat(images.inspect(id, null).tags()).isEmpty();
        images.tag(id, "b");
        assertThat(images.inspect("b", null).id()).isEqualTo(id);
        assertThat(list("dangling", "true")).isEmpty();
    }

    @Test
    void removesANameAndWithTheLastOneTheImage() throws IOException {
        var id = lab.loaded("a:1", BASE);
        images.tag("a:1", "b:2");

        assertThat(images.remove("a:1", false, false)).containsExactly(new ImageRemoved.Untagged("a:1"));
        assertThat(images.remove("b:2", false, false))
                .containsExactly(new ImageRemoved.Untagged("b:2"), new ImageRemoved.Deleted(id));
        assertThat(lab.census()).isEqualTo(new ImageLab.Census(0, 0, 0, 0));
    }

    @Test
    void keepsLayersThatAnotherImageHas() throws IOException {
        lab.loaded("a:1", BASE);
        lab.loaded("b:1", BASE, TOP);

        images.remove("a:1", false, false);

        assertThat(lab.file("b:1", "etc/name")).isEqualTo("top");
        assertThat(lab.census().layers()).isEqualTo(2);
    }

    @Test
    void refusesToRemoveWhatContainersUse() throws IOException {
        var id = lab.loaded("a:1", BASE);
        var user = lab.uses(id, "a:1", false);

        inUse("a:1", false, "name");
        inUse(id, false, "stopped");
        assertThat(images.remove("a:1", true, false)).containsExactly(new ImageRemoved.Untagged("a:1"));
        assertThat(images.inspect(id, null).tags()).isEmpty();
        lab.users.clear();
        lab.uses(id, id, true);
        inUse(id, true, "running");
        lab.users.clear();
        assertThat(images.remove(id.substring(7, 19), false, false)).containsExactly(new ImageRemoved.Deleted(id));
        assertThat(user.running()).isFalse();
    }

    @Test
    void refusesToRemoveById_whatHasNamesInSeveralRepositories() throws IOException {
        var id = lab.loaded("a:1", BASE);
        images.tag("a:1", "b:1");

        inUse(id, false, "names");
        assertThat(images.remove(id, true, false))
                .containsExactlyInAnyOrder(
                        new ImageRemoved.Untagged("a:1"),
                        new ImageRemoved.Untagged("b:1"),
                        new ImageRemoved.Deleted(id));
    }

    private void inUse(String name, boolean force, String detail) {
        assertThatThrownBy(() -> images.remove(name, force, false))
                .isInstanceOfSatisfying(
                        Refusal.InUse.class, e -> assertThat(e.detail()).isEqualTo(detail));
    }

    @Test
    void prunesWhatNobodyNeeds() throws IOException {
        lab.loaded("a:1", BASE);
        lab.load(ImageLab.tar(ImageLab.docker(null, TOP)));
        var used = lab.loaded("c:1", BASE, TOP);
        lab.uses(used, "c:1", false);

        var dangling = images.prune(Filters.NONE);
        assertThat(dangling.removed()).singleElement().isInstanceOf(ImageRemoved.Deleted.class);
        assertThat(dangling.bytesReclaimed()).isPositive();
        var all = images.prune(Filters.of("dangling", "false"));
        assertThat(all.removed()).contains(new ImageRemoved.Untagged("a:1"));
        assertThat(images.list(ImageQuery.NAMED))
                .singleElement()
                .satisfies(row -> assertThat(row.id()).isEqualTo(used));
        assertThat(lab.file("c:1", "etc/name")).isEqualTo("top");
    }

    @Test
    void unpacksAgainWhatWasLost() throws IOException {
        lab.loaded("a:1", BASE, TOP);
        for (var chain : lab.storage.layers().all()) {
            lab.storage.layers().remove(chain);
        }

        assertThat(lab.file("a:1", "etc/name")).isEqualTo("top");
    }

    @Test
    void importsATarWithChanges() throws IOException {
        for (var how : new Compression[] {Compression.PLAIN, Compression.GZIP}) {
            var request = new ImageImport(
                    "imp:" + how,
                    "from a test",
                    List.of("CMD [\"a\", \"b\"]", "ENV X=\"1 2\" Y=3", "LABEL k=v", "EXPOSE 80"),
                    null);
            var id = images.importTar(request, new ByteArrayInputStream(ImageLab.packed(BASE, how)), lab.progress);

            var image = images.inspect("imp:" + how, null);
            assertThat(image.id()).isEqualTo(id);
            assertThat(image.comment()).isEqualTo("from a test");
            assertThat(image.config().cmd()).containsExactly("a", "b");
            assertThat(image.config().env()).containsExactly("X=1 2", "Y=3");
            assertThat(image.config().exposedPorts()).containsExactly("80/tcp");
            assertThat(lab.file(id, "etc/name")).isEqualTo("base");
            assertThat(images.history(id, null)).singleElement().satisfies(h -> {
                assertThat(h.id()).isEqualTo(id);
                assertThat(h.comment()).isEqualTo("from a test");
                assertThat(h.tags()).containsExactly("imp:" + how);
            });
        }
    }

    @Test
    void leavesNothingOfAnImportThatFails() {
        var request = new ImageImport("imp:1", null, List.of(), null);

        assertThatThrownBy(() -> images.importTar(
                        request,
                        new ByteArrayInputStream("no tar at all".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        lab.progress))
                .isInstanceOf(Refusal.Invalid.class);

        assertThat(images.list(ImageQuery.NAMED)).isEmpty();
    }

    @Test
    void commitsALayerOnTopOfAnImage() throws IOException {
        lab.loaded("a:1", BASE);
        var base = lab.half.runnableImages().resolve("a:1", null);
        var writable = lab.storage.snapshots().prepare("w", base.chain());
        var layer = lab.storage.snapshots().commit(writable, lab.storage.content());
        var diffs = new java.util.ArrayList<>(base.config().diffIds());
        diffs.add(layer.diffId());

        var id = lab.half
                .runnableImages()
                .commit(base.config().withLayers(diffs, List.of()), base, layer.descriptor(), "n/ew");

        assertThat(images.inspect("n/ew:latest", null).id()).isEqualTo(id);
        assertThat(lab.file(id, "etc/name")).isEqualTo("base");
        lab.storage.snapshots().remove("w");
    }

    @Test
    void savesWhatLoadsAgainWithTheSameIds() throws IOException {
        var one = lab.loaded("a:1", BASE);
        var two = lab.loaded("b:1", BASE, TOP);
        images.tag("b:1", "c/d:2");
        var archive = save("a:1", "b:1", "c/d:2");

        try (var other = new ImageLab()) {
            other.load(archive);
            assertThat(other.heard()).contains("Loaded image: a:1", "Loaded image: b:1", "Loaded image: c/d:2");
            assertThat(other.images.inspect("a:1", null).id()).isEqualTo(one);
            assertThat(other.images.inspect("c/d:2", null).id()).isEqualTo(two);
            assertThat(other.file("b:1", "etc/name")).isEqualTo("top");
        }
        assertThat(save("a:1", "b:1", "c/d:2")).isEqualTo(archive);
    }

    @Test
    void savesAnImageByIdWithoutAName() throws IOException {
        var id = lab.loaded("a:1", BASE);

        try (var other = new ImageLab()) {
            other.load(save(id));
            assertThat(other.heard()).contains("Loaded image ID: " + id);
        }
    }

    @Test
    void savesAllTagsOfARepositoryThatIsNamedAlone() throws IOException {
        lab.loaded("a/b:1", BASE);
        lab.loaded("a/b:2", TOP);

        try (var other = new ImageLab()) {
            other.load(save("a/b"));
            assertThat(other.heard()).contains("Loaded image: a/b:1", "Loaded image: a/b:2");
        }
    }

    @Test
    void checksAllNamesBeforeTheFirstByteOfASave() throws IOException {
        lab.loaded("a:1", BASE);
        var out = new ByteArrayOutputStream();

        assertThatThrownBy(() -> images.save(List.of("a:1", "nosuch"), null, out))
                .isInstanceOf(Refusal.NotFound.class);

        assertThat(out.size()).isZero();
    }

    private byte[] save(String... names) throws IOException {
        var out = new ByteArrayOutputStream();
        images.save(List.of(names), null, out);
        return out.toByteArray();
    }

    @Test
    void saysWhatHappened() throws IOException {
        try (var heard =
                lab.events.subscribe(new EventQuery(Instant.EPOCH, Instant.now().plusSeconds(5), Filters.NONE))) {
            lab.loaded("a:1", BASE);
            images.tag("a:1", "b:1");
            images.remove("a:1", false, false);
            images.remove("b:1", false, false);
            var actions = new java.util.ArrayList<String>();
            while (!actions.contains("delete")) {
                actions.add(heard.next().orElseThrow().action());
            }
            assertThat(actions).containsExactly("load", "tag", "untag", "untag", "delete");
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}

package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalVolumesTest {
    @TempDir
    private Path root;

    private final List<ContainerUse> containers = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private Storage storage;
    private LocalVolumes volumes;

    @BeforeEach
    void open() throws IOException {
        storage = Storage.open(root);
        var uses = new ContainerUses() {
            @Override
            public List<ContainerUse> all() {
                return List.copyOf(containers);
            }

            @Override
            public ContainerUse find(String ref) {
                throw new Refusal.NotFound(Refusal.Noun.CONTAINER, ref);
            }

            @Override
            public void changeEndpoints(ContainerId id, EndpointChange change) {
                throw new IllegalStateException("volumes change no endpoints");
            }
        };
        volumes = new LocalVolumes(
                storage.volumes(), uses, (type, action, id, _) -> events.add(type.word() + " " + action + " " + id));
    }

    @AfterEach
    void close() throws IOException {
        storage.close();
    }

    private ContainerId use(String volume) {
        var id = ContainerId.random();
        containers.add(new ContainerUse(
                id, "c", "", "", false, List.of(volume), List.of(), ContainerSpec.image("x"), Map.of()));
        return id;
    }

    @Test
    void creatingTwiceIsCreatingOnce() {
        var first = volumes.create(new VolumeCreate("v1", null, null, Map.of("a", "b")));
        assertThat(volumes.create(VolumeCreate.named("v1"))).isEqualTo(first);
        assertThat(first.driver()).isEqualTo("local");
        assertThat(first.mountpoint()).startsWith(root.toString());
        assertThat(events).containsExactly("volume create v1");
    }

    @Test
    void anAnonymousOneGetsARandomName() {
        var made = volumes.create(new VolumeCreate(null, null, null, null));
        assertThat(made.name()).matches("[0-9a-f]{64}");
        assertThat(made.anonymous()).isTrue();
    }

    @Test
    void oneInUseIsNotRemoved() {
        volumes.create(VolumeCreate.named("v1"));
        var id = use("v1");
        for (boolean force : new boolean[] {true, false}) {
            assertThatThrownBy(() -> volumes.remove("v1", force))
                    .isInstanceOfSatisfying(
                            Refusal.InUse.class, r -> assertThat(r.by()).containsExactly(id.value()));
        }
        containers.clear();
        volumes.remove("v1", false);
        assertThatThrownBy(() -> volumes.inspect("v1")).isInstanceOf(Refusal.NotFound.class);
        assertThatThrownBy(() -> volumes.remove("v1", false)).isInstanceOf(Refusal.NotFound.class);
        volumes.remove("v1", true);
    }

    @Test
    void refusesNamesAndDriversThatMakeNoSense() {
        for (var bad : List.of("/x", "../x", "a", "a b", "ä")) {
            assertThatThrownBy(() -> volumes.create(VolumeCreate.named(bad)))
                    .as(bad)
                    .isInstanceOf(Refusal.Invalid.class);
        }
        assertThatThrownBy(() -> volumes.create(new VolumeCreate("v1", "nfs", null, null)))
                .isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void listsByFilter() {
        volumes.create(new VolumeCreate("data-1", null, null, Map.of("a", "b")));
        volumes.create(VolumeCreate.named("data-2"));
        use("data-2");
        assertThat(names(Filters.NONE)).containsExactly("data-1", "data-2");
        assertThat(names(Filters.of("name", "data"))).hasSize(2);
        assertThat(names(Filters.of("label", "a"))).containsExactly("data-1");
        assertThat(names(Filters.of("dangling", "true"))).containsExactly("data-1");
        assertThat(names(Filters.of("dangling", "false"))).containsExactly("data-2");
        assertThatThrownBy(() -> names(Filters.of("x", "y"))).isInstanceOf(Refusal.Invalid.class);
    }

    private List<String> names(Filters filters) {
        return volumes.list(filters).stream().map(VolumeInspect::name).toList();
    }

    @Test
    void prunesAnonymousOnesAndNamedOnesOnlyIfAsked() throws IOException {
        var anonymous = volumes.create(new VolumeCreate(null, null, null, null));
        java.nio.file.Files.write(Path.of(anonymous.mountpoint(), "x"), new byte[10_000]);
        volumes.create(VolumeCreate.named("named"));
        volumes.create(VolumeCreate.named("used"));
        use("used");
        var pruned = volumes.prune(Filters.NONE);
        assertThat(pruned.deleted()).containsExactly(anonymous.name());
        assertThat(pruned.bytesReclaimed()).isGreaterThanOrEqualTo(10_000);
        assertThat(volumes.prune(Filters.of("all", "true")).deleted()).containsExactly("named");
        assertThat(names(Filters.NONE)).containsExactly("used");
    }

    @Test
    void containersObtainVolumesAndAnonymousOnesGoWithThem() {
        var made = volumes.obtain(VolumeCreate.named("v1"));
        assertThat(volumes.obtain(VolumeCreate.named("v1"))).isEqualTo(made);
        var anonymous = volumes.obtain(new VolumeCreate(null, null, null, null));
        volumes.removeAnonymous(List.of("v1", anonymous.name(), "nosuch"));
        assertThat(names(Filters.NONE)).containsExactly("v1");
    }
}

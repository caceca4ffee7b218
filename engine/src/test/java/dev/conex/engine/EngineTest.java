package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.linux.Nftables;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/// The engine as a library: opened by one call, without a daemon.
class EngineTest {
    private final String mark = "cx%06x".formatted(ThreadLocalRandom.current().nextInt(1 << 24));

    @Test
    void aProgramRunsAContainerOfAnImageThatItBrought() throws Exception {
        var directory = Files.createTempDirectory("cx");
        // no default bridge: this test shares the host's network with others
        var network = EngineConfig.NetworkDefaults.STANDARD.named("none", mark, mark);
        var config = EngineConfig.of(directory.resolve("data"), directory.resolve("run"), EngineLab.SHIM)
                .withCgroupParent(mark)
                .withNetwork(network);
        try {
            try (var engine = Engine.open(config)) {
                use(engine);
                assertThatThrownBy(() -> Engine.open(config)).isInstanceOf(IOException.class);
            }
            try (var engine = Engine.open(config)) {
                assertThat(engine.images().list(ImageQuery.NAMED)).hasSize(1);
                assertThat(engine.containers().list(ContainerQuery.ALL)).isEmpty();
            }
        } finally {
            EngineLab.removeCgroups(mark);
            try (var firewall = Nftables.open()) {
                // there only if the engine did not get as far as closing
                var _ = firewall.run(
                        "table of a test", "add table inet %s; delete table inet %s".formatted(mark, mark));
            }
            delete(directory);
        }
    }

    private static void use(Engine engine) throws Exception {
        var request = new ImageImport("tiny:latest", null, List.of("ENV PATH=/bin"), null);
        var id = engine.images()
                .importTar(request, new ByteArrayInputStream(EngineLab.FakeImages.layer()), (_, _, _, _) -> {});
        assertThat(id).startsWith("sha256:");
        var spec = EngineLab.tiny("write", "/made", "exit", "7");
        var container = engine.containers()
                .create(ContainerCreate.named("one", spec))
                .id()
                .value();
        try (var wait = engine.lives().wait("one", WaitCondition.NEXT_EXIT)) {
            engine.lives().start("one");
            assertThat(wait.await().exitCode()).isEqualTo(7);
        }
        assertThatThrownBy(() -> engine.images().remove("tiny", false, false)).isInstanceOf(Refusal.InUse.class);
        var made = engine.files()
                .commit(
                        "one",
                        new CommitRequest(
                                "made:1", null, null, List.of("CMD [\"tiny\", \"cat\", \"/made\"]"), null, true));
        var second = engine.containers()
                .create(ContainerCreate.of(ContainerSpec.image("made:1").withHost(spec.host())))
                .id()
                .value();
        try (var wait = engine.lives().wait(second, WaitCondition.NEXT_EXIT)) {
            engine.lives().start(second);
            assertThat(wait.await().exitCode()).isZero();
        }
        assertThat(engine.containers().inspect(second, true).image().id()).isEqualTo(made);
        var usage = engine.system().diskUsage(EnumSet.allOf(EngineSystem.Part.class));
        assertThat(usage.images()).hasSize(2);
        assertThat(usage.containers()).hasSize(2);
        assertThat(engine.system().info().counts().containers()).isEqualTo(2);
        engine.containers().remove(second, RemoveOptions.ALL);
        engine.containers().remove(container, RemoveOptions.ALL);
        engine.images().remove("made:1", false, false);
    }

    private static void delete(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
        }
    }
}

package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.conex.engine.stored.StoredContainer;
import dev.conex.engine.stored.StoredMount;
import dev.conex.engine.stored.StoredOrigin;
import dev.conex.engine.stored.StoredShim;
import io.avaje.jsonb.Jsonb;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordFormTest {
    static ContainerRecord record(ContainerState state) {
        var spec = ContainerSpec.image("busybox")
                .withCommand("true")
                .withHost(HostOptions.DEFAULTS
                        .withFiles(HostOptions.FileOptions.binds("/a:/b:ro"))
                        .withNetwork(HostOptions.NetworkOptions.mode("bridge")
                                .withPorts(
                                        Map.of("80/tcp", List.of(new HostOptions.PortBinding("127.0.0.1", "8080"))))));
        return new ContainerRecord(
                "a".repeat(64),
                "web",
                Instant.parse("2026-01-02T03:04:05.678901234Z"),
                new StoredOrigin("sha256:x", "m", "sha256:y", 3, "linux", "amd64", "", List.of("sha256:z")),
                spec,
                List.of(new StoredMount(
                        StoredMount.Kind.VOLUME,
                        "v",
                        "local",
                        "/s",
                        "/d",
                        "z",
                        true,
                        "",
                        true,
                        false,
                        true,
                        StoredMount.Listed.YES,
                        List.of())),
                List.of(new Endpoint("bridge", "n1", "e1", EndpointOptions.DEFAULTS, null)),
                state,
                2,
                true);
    }

    @Test
    void everyStateComesBackFromTheDisk() {
        var shim = new StoredShim("x", 1, 2, 3, "/run", "/log", "cg", true, false);
        var life = new ContainerState.Life(9, 137, true, "why", Instant.EPOCH, null);
        var states = List.of(
                new ContainerState.Created(ContainerState.Life.NONE),
                new ContainerState.Starting(life, ContainerState.Before.RESTARTING, null),
                new ContainerState.Starting(life, ContainerState.Before.EXITED, shim),
                new ContainerState.Running(life, shim),
                new ContainerState.Paused(life, shim),
                new ContainerState.Restarting(life),
                new ContainerState.Removing(life, true),
                new ContainerState.Exited(life),
                new ContainerState.Dead(life));
        var json = Jsonb.instance().type(StoredContainer.class);
        for (var state : states) {
            var before = record(state);
            assertThat(RecordForm.record(json.fromJson(json.toJson(RecordForm.stored(before)))))
                    .isEqualTo(before);
        }
    }

    @Test
    void whatWasAbsentInTheWishStaysAbsent() {
        var json = Jsonb.instance().type(ContainerSpec.class);
        var back = json.fromJson(json.toJson(ContainerSpec.image("x")));
        assertThat(back).isEqualTo(ContainerSpec.image("x"));
        assertThat(back.config().env()).isNull();
        assertThat(back.host().files().binds()).isNull();
    }
}

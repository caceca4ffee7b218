package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NetworkedTest {
    private static EngineLab lab;

    @BeforeAll
    static void open() throws Exception {
        lab = new EngineLab();
    }

    @AfterAll
    static void close() throws Exception {
        lab.close();
    }

    private static ContainerSpec bridged(String... words) {
        var spec = EngineLab.tiny(words);
        return spec.withHost(spec.host().withNetwork(HostOptions.NetworkOptions.DEFAULTS));
    }

    @Test
    void aConnectedContainerKnowsItsNameAndServers() throws Exception {
        var id = lab.create(bridged("cat", "/etc/hosts", "cat", "/etc/resolv.conf", "cat", "/etc/hostname", "wait"));
        assertThat(lab.inspect(id).network().endpoints().getFirst().assigned()).isNull();
        lab.engine.lives().start(id);
        lab.awaitLog(id, id.substring(0, 12) + "\n");
        var assigned = Objects.requireNonNull(
                lab.inspect(id).network().endpoints().getFirst().assigned());
        assertThat(lab.logs(id))
                .contains(assigned.ipv4Address() + "\t" + id.substring(0, 12))
                .contains("nameserver 10.0.0.53\nsearch example\n")
                .endsWith("\n" + id.substring(0, 12) + "\n");
        lab.engine.lives().kill(id, "KILL");
        assertThat(lab.networks.connected).isEmpty();
        assertThat(lab.inspect(id).network().endpoints().getFirst().assigned()).isNull();
        lab.engine.containers().remove(id, RemoveOptions.PLAIN);
    }

    @Test
    void aRefusedConnectionUndoesTheLaunch() throws Exception {
        var before = lab.census();
        var id = lab.create(bridged("wait"));
        lab.networks.refusal = new Refusal.LaunchRefused("e", Refusal.LaunchRefused.Step.NETWORK, 128, "port is taken");
        assertThatThrownBy(() -> lab.engine.lives().start(id)).isInstanceOf(Refusal.LaunchRefused.class);
        lab.networks.refusal = null;
        var state = lab.inspect(id).state();
        assertThat(state.status()).isEqualTo("created");
        assertThat(state.exitCode()).isEqualTo(128);
        assertThat(state.error()).isEqualTo("port is taken");
        assertThat(lab.census().cgroups()).isEqualTo(before.cgroups());
        lab.engine.lives().start(id);
        assertThat(lab.inspect(id).state().running()).isTrue();
        lab.engine.containers().remove(id, RemoveOptions.ALL);
        assertThat(lab.census()).isEqualTo(before);
    }

    @Test
    void aFailedProgramReleasesTheNetwork() {
        var id = lab.create(bridged().withCommand("nosuch"));
        assertThatThrownBy(() -> lab.engine.lives().start(id)).isInstanceOf(Refusal.LaunchRefused.class);
        assertThat(lab.networks.connected).isEmpty();
        lab.engine.containers().remove(id, RemoveOptions.PLAIN);
    }

    @Test
    void oneContainerMayShareAnothersNetworkAndProcesses() throws Exception {
        var id = lab.started(bridged("wait"));
        var spec = EngineLab.tiny("cat", "/etc/hosts", "exit", "0");
        var host = spec.host().withNetwork(HostOptions.NetworkOptions.mode("container:" + id));
        var other = lab.create(spec.withHost(host));
        assertThat(lab.run(other)).isZero();
        assertThat(lab.logs(other)).contains(id.substring(0, 12));
        lab.engine.containers().remove(other, RemoveOptions.PLAIN);
        lab.engine.lives().kill(id, "KILL");
        var late = lab.create(spec.withHost(host));
        assertThatThrownBy(() -> lab.engine.lives().start(late)).isInstanceOf(Refusal.Conflict.class);
        lab.engine.containers().remove(late, RemoveOptions.PLAIN);
        lab.engine.containers().remove(id, RemoveOptions.PLAIN);
    }

    @Test
    void thePlanCanBeReadBeforeAnythingIsDone() {
        var before = lab.engine.containers().list(ContainerQuery.ALL).size();
        var plan = lab.engine.containers().dryRun(ContainerCreate.of(bridged("out", "x")));
        assertThat(plan).startsWith("launch\n").contains("network\nconnect 1\n");
        var id = lab.create(bridged("out", "x"));
        assertThat(lab.engine.containers().explain(id)).contains("pivot");
        assertThat(lab.engine.containers().list(ContainerQuery.ALL)).hasSize(before + 1);
        lab.engine.containers().remove(id, RemoveOptions.PLAIN);
    }

    @Test
    void listsAreFilteredAsInDocker() throws Exception {
        var running = lab.started(bridged("wait"));
        var ended = lab.create(EngineLab.tiny("exit", "3"));
        lab.run(ended);
        assertThat(ids(ContainerQuery.RUNNING)).containsExactly(running);
        assertThat(ids(new ContainerQuery(false, 0, false, Filters.of("exited", "3"))))
                .containsExactly(ended);
        assertThat(ids(new ContainerQuery(true, 0, false, Filters.of("status", "running"))))
                .containsExactly(running);
        assertThat(ids(new ContainerQuery(true, 0, false, Filters.of("ancestor", "tiny"))))
                .containsExactly(ended, running);
        assertThat(ids(new ContainerQuery(true, 0, false, Filters.of("id", running.substring(0, 5)))))
                .containsExactly(running);
        assertThat(ids(new ContainerQuery(false, 1, false, Filters.NONE))).containsExactly(ended);
        assertThatThrownBy(() -> ids(new ContainerQuery(true, 0, false, Filters.of("nosuch", "x"))))
                .isInstanceOf(Refusal.Invalid.class);
        var pruned = lab.engine.containers().prune(Filters.NONE);
        assertThat(pruned.deleted()).containsExactly(ended);
        lab.engine.containers().remove(running, RemoveOptions.ALL);
    }

    private static java.util.List<String> ids(ContainerQuery query) {
        return lab.engine.containers().list(query).stream()
                .map(c -> c.id().value())
                .toList();
    }
}

package dev.conex.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.testkit.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {
    @ParameterizedTest
    @CsvSource({
        "container-running.json,ContainerJson",
        "container-exited.json,ContainerJson",
        "container-created.json,ContainerJson",
        "container-sizes.json,ContainerJson",
        "exec-created.json,ExecJson",
        "exec-done.json,ExecJson",
        "image.json,ImageJson",
        "network.json,NetworkJson",
        "volumes.json,VolumesJson",
        "version.json,VersionJson",
        "info.json,InfoJson",
        "df.json,DiskUsageJson",
        "event-container.json,EventJson",
        "event-network.json,EventJson",
        "stats.json,StatsJson",
        "stats-stopped.json,StatsJson",
        "top.json,TopJson",
    })
    void givesBackWhatDockerWrote(String file, String type) throws Exception {
        byte[] docker = Golden.bytes(file);
        Object record = Wire.read(Class.forName("dev.conex.api." + type), docker);
        assertThat(JsonTree.read(Wire.write(record))).isEqualTo(JsonTree.read(docker));
    }

    @ParameterizedTest
    @CsvSource({
        "containers.json,ContainerRow",
        "containers-sizes.json,ContainerRow",
        "images.json,ImageRow",
        "networks.json,NetworkJson",
        "history.json,HistoryRow",
        "changes.json,ChangeJson",
    })
    void givesBackListsThatDockerWrote(String file, String type) throws Exception {
        byte[] docker = Golden.bytes(file);
        List<?> records = Wire.readList(Class.forName("dev.conex.api." + type), docker);
        assertThat(JsonTree.read(Wire.write(records))).isEqualTo(JsonTree.read(docker));
    }

    @Test
    void readsTheCreateBodyOfDockersClient() throws Exception {
        var create = Wire.read(ContainerCreateSettings.class, Golden.bytes("create-request.json"));
        assertThat(create.config().image()).isEqualTo("busybox");
        assertThat(create.config().labels()).containsEntry("a", "b");
        assertThat(create.host().files().binds()).containsExactly("/a:/b");
        assertThat(create.host().limits().memory().memory()).isEqualTo(64 << 20);
        assertThat(create.host().limits().devices().deviceRequests()).hasSize(1);
        assertThat(create.networking().endpointsConfig()).isEmpty();
        var again = Wire.read(ContainerCreateSettings.class, Wire.write(create));
        assertThat(again).isEqualTo(create);
    }

    @Test
    void toleratesNullsUnknownFieldsAndOddCase() throws Exception {
        var json = """
                {"image":"x","TTY":null,"AttachStdin":null,"containerId":"z","Labels":null,"cmd":"echo hi",
                 "HostConfig":{"Memory":null,"binds":null,"PortBindings":{"80/tcp":null},"RestartPolicy":null}}""";
        var create = Wire.read(ContainerCreateSettings.class, json.getBytes(StandardCharsets.UTF_8));
        assertThat(create.config().image()).isEqualTo("x");
        assertThat(create.config().cmd()).containsExactly("echo hi");
        assertThat(create.host().network().portBindings()).containsKey("80/tcp");
        assertThat(create.host().life().restartPolicy()).isEqualTo(new RestartSettings("", 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Image\":5,\"Cmd\":{}}",
                "{\"Tty\":\"yes\"}",
                "{\"Labels\":[1]}",
                "{\"HostConfig\":{\"Memory\":\"64m\"}}",
                "{\"HostConfig\":{\"Memory\":1e999}}",
                "{\"HostConfig\":[]}",
                "[]",
                "{",
                "nonsense",
                "{\"StopTimeout\":1.5}",
                "{\"Env\":{\"a\":1}}",
            })
    void refusesWrongTypes(String json) {
        assertThatThrownBy(() -> Wire.read(ContainerCreateSettings.class, json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedJson.class);
    }

    @Test
    void refusesDepth() {
        byte[] deep = "[".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> JsonTree.read(deep)).hasMessageContaining("128");
        byte[] digits = ("[" + "9".repeat(1_000_000) + "]").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> JsonTree.read(digits)).hasMessageContaining("64 characters");
    }
}

package dev.conex.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.conex.engine.ContainerCreate;
import dev.conex.engine.ContainerCreated;
import dev.conex.engine.ContainerId;
import dev.conex.engine.ContainerLives;
import dev.conex.engine.Containers;
import dev.conex.engine.Refusal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings({"unused", "UnusedMethod", "UnusedVariable", "DoNotCallSuggester"})
class ApiHandlerTest {
    @TempDir
    private Path dir;

    /// Containers that take everything and have nothing.
    static final class Doors {
        ContainerCreate created = ContainerCreate.of(dev.conex.engine.ContainerSpec.image("none"));

        Containers containers() {
            return FakeDoor.of(Containers.class, this);
        }

        ContainerLives lives() {
            return FakeDoor.of(ContainerLives.class, this);
        }

        ContainerCreated create(ContainerCreate request) {
            created = request;
            return new ContainerCreated(new ContainerId("a".repeat(64)), List.of());
        }

        void start(String ref) {
            throw new Refusal.NotModified(ref);
        }

        Object inspect(String ref, boolean size) {
            throw new Refusal.NotFound(Refusal.Noun.CONTAINER, ref);
        }

        void rename(String ref, String name) {
            throw new Refusal.NameTaken(Refusal.Noun.CONTAINER, name, "b".repeat(64));
        }
    }

    @Test
    void everyAnswerSaysWhatIsSpoken() throws Exception {
        try (var served = new Served(dir, new Doors())) {
            assertThat(served.get("/_ping"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains(
                            "Api-Version: 1.51\r\n",
                            "Docker-Experimental: false\r\n",
                            "Ostype: linux\r\n",
                            "Server: Docker/28.5.2 (linux)\r\n",
                            "Swarm: inactive\r\n",
                            "Cache-Control: no-cache, no-store, must-revalidate")
                    .endsWith("\r\n\r\nOK");
            assertThat(served.get("/v1.30/_ping")).endsWith("OK");
        }
    }

    @Test
    void versionsOutOfRangeAreToldSo() throws Exception {
        try (var served = new Served(dir, new Doors())) {
            assertThat(served.get("/v1.52/info"))
                    .startsWith("HTTP/1.1 400")
                    .contains(
                            "{\"message\":\"client version 1.52 is too new. Maximum supported API version is 1.51\"}");
            assertThat(served.get("/v1.23/info"))
                    .startsWith("HTTP/1.1 400")
                    .endsWith(
                            "client version 1.23 is too old. Minimum supported API version is 1.24, please upgrade your"
                                    + " client to a newer version");
            assertThat(served.get("/nowhere")).startsWith("HTTP/1.1 404").contains("{\"message\":\"page not found\"}");
            assertThat(served.get("/v1.99/nowhere")).contains("page not found");
        }
    }

    @Test
    void refusalsHaveDockersWordsAndCodes() throws Exception {
        try (var served = new Served(dir, new Doors())) {
            assertThat(served.get("/v1.51/containers/web/json"))
                    .startsWith("HTTP/1.1 404")
                    .contains("{\"message\":\"No such container: web\"}");
            assertThat(served.post("/containers/web/start", "application/json", ""))
                    .startsWith("HTTP/1.1 304");
            assertThat(served.post("/containers/web/rename?name=x", "application/json", ""))
                    .startsWith("HTTP/1.1 409")
                    .contains("Conflict. The container name \\\"/x\\\" is already in use by container \\\"bbb");
            assertThat(served.post("/containers/web/rename", "application/json", ""))
                    .contains("Neither old nor new names may be empty");
        }
    }

    @Test
    void bodiesThatMakeNoSenseAreRefused() throws Exception {
        try (var served = new Served(dir, new Doors())) {
            var create = "/v1.51/containers/create";
            assertThat(served.post(create, "application/json", ""))
                    .contains("HTTP/1.1 400", "got EOF while reading request body");
            assertThat(served.post(create, "application/json", "{")).contains("HTTP/1.1 400", "invalid JSON");
            assertThat(served.post(create, "application/json", "{\"Image\":5,\"Cmd\":{\"a\":1}}"))
                    .contains("HTTP/1.1 400");
            assertThat(served.post(create, "text/plain", "{\"Image\":\"x\"}"))
                    .contains(
                            "HTTP/1.1 400", "unsupported Content-Type header (text/plain): must be 'application/json'");
            assertThat(served.post(create, "application/json", "[".repeat(100_000)))
                    .contains("HTTP/1.1 400");
            assertThat(served.post(create, "application/json", "{}"))
                    .contains("HTTP/1.1 400", "config cannot be empty in order to create a container");
        }
    }

    @Test
    void namesMayHaveSlashesAndVersionsAreOptional() throws Exception {
        var doors = new Doors();
        try (var served = new Served(dir, doors)) {
            assertThat(served.post(
                            "/containers/create?name=web",
                            "application/json",
                            "{\"Image\":\"x\",\"tty\":null,\"Odd\":1}"))
                    .startsWith("HTTP/1.1 201")
                    .contains("{\"Id\":\"aaaa", "\"Warnings\":[]}");
            assertThat(doors.created.name()).isEqualTo("web");
            assertThat(doors.created.spec().config().image()).isEqualTo("x");
        }
    }

    @Test
    void olderClientsAreLifted() throws Exception {
        var doors = new Doors();
        try (var served = new Served(dir, doors)) {
            var body =
                    "{\"Image\":\"x\",\"Healthcheck\":{\"StartInterval\":5},\"HostConfig\":{\"Annotations\":{\"a\":\"b\"},\"PidsLimit\":0}}";
            served.post("/v1.39/containers/create", "application/json", body);
            var host = doors.created.spec().host();
            assertThat(host.namespaces().ipc()).isEqualTo("shareable");
            assertThat(host.namespaces().cgroup()).isEqualTo("host");
            assertThat(host.life().annotations()).isNull();
            assertThat(host.resources().other().pidsMax()).isNull();
            served.post("/v1.51/containers/create", "application/json", body);
            assertThat(doors.created.spec().host().namespaces().ipc()).isNull();
            assertThat(doors.created.spec().host().life().annotations()).containsEntry("a", "b");
        }
    }

    @Test
    void swarmIsAbsentInDockersWords() throws Exception {
        try (var served = new Served(dir, new Doors())) {
            assertThat(served.get("/services")).contains("HTTP/1.1 503", "This node is not a swarm manager.");
            assertThat(served.get("/plugins")).contains("HTTP/1.1 200").endsWith("[]\n");
            assertThat(served.post("/session", "application/json", "")).contains("no upgrade proto in request");
        }
    }
}

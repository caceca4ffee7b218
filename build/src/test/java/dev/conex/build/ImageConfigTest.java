package dev.conex.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.conex.testkit.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The `config` object of images, against what BuildKit in Docker 28.5 made of the same files.
final class ImageConfigTest {
    @ParameterizedTest
    @ValueSource(strings = {"everything", "odd"})
    void saysOfContainersWhatTheReferenceSays(String name) throws IOException {
        var graph = Fixtures.graph(Fixtures.request(Golden.text("plans/" + name + ".Dockerfile")));
        var json = new String(graph.target().config().document().bytes(), StandardCharsets.UTF_8);
        assertThat(json)
                .contains("\"config\":"
                        + Golden.text("config/" + name + ".json").strip());
    }
}

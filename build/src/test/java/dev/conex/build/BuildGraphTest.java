package dev.conex.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.build.dockerfile.MalformedDockerfile;
import dev.conex.testkit.Golden;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BuildGraphTest {
    @ParameterizedTest
    @ValueSource(strings = {"everything", "stages", "heredocs", "mounts"})
    void plansAsTheGoldenFileSays(String name) throws IOException {
        var graph = Fixtures.graph(Fixtures.request(Golden.text("plans/" + name + ".Dockerfile")));
        Golden.check("plans/" + name + ".txt", graph.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything", "odd", "values", "config"})
    void tellsTheHistoryInTheWordsOfTheReference(String name) throws IOException {
        var graph = Fixtures.graph(Fixtures.request(Golden.text("plans/" + name + ".Dockerfile")));
        var told = graph.target().lines().stream()
                .map(BuildLine::createdBy)
                .filter(c -> !c.isEmpty())
                .toList();
        assertThat(String.join("\n", told) + "\n").isEqualTo(Golden.text("history/" + name + ".txt"));
    }

    @Test
    void leavesOutStagesThatTheTargetDoesNotNeed() {
        var file = "FROM busybox AS a\nRUN a\nFROM busybox AS b\nRUN b\nFROM a\nCOPY --from=nosuchstage:1 x y\n";
        assertThat(Fixtures.graph(Fixtures.request(file)).text())
                .contains("\"a\"]")
                .doesNotContain("\"b\"]");
        assertThat(Fixtures.graph(Fixtures.request(file, Map.of(), "b")).text()).doesNotContain("nosuchstage");
    }

    @Test
    void takesArgumentsFromRequestThenDefaultThenGlobalThenPlatform() {
        var file = """
                ARG A=global
                ARG B=$A-b
                FROM busybox
                ARG A
                ARG B=own
                ARG C=c
                ARG TARGETARCH
                ARG D
                ENV R=$A/$B/$C/$TARGETARCH/$D/$TARGETOS
                """;
        var graph = Fixtures.graph(Fixtures.request(file, Map.of("C", "given", "Z", "1"), ""));
        assertThat(graph.target().config().defaults().env()).contains("R=global/own/given/amd64//");
        assertThat(graph.unusedArgs()).containsExactly("Z");
    }

    @Test
    void runsTriggersOfTheBaseFirstAndDoesNotHandThemOn() {
        var graph = Fixtures.graph(Fixtures.request("FROM busybox\nRUN own\n"), List.of("RUN trigger", "COPY a /b"));
        assertThat(graph.target().lines().stream().map(BuildLine::createdBy))
                .containsExactly(
                        "",
                        "RUN /bin/sh -c trigger # buildkit",
                        "COPY a /b # buildkit",
                        "RUN /bin/sh -c own # buildkit");
        assertThat(graph.target().config().defaults().onBuild()).isEmpty();
    }

    @Test
    void keepsProxiesOutOfHistory() {
        var graph = Fixtures.graph(Fixtures.request("FROM busybox\nRUN x\n", Map.of("HTTP_PROXY", "http://u:p@h"), ""));
        assertThat(graph.text()).doesNotContain("u:p@h");
        assertThat(graph.steps()).anySatisfy(s -> assertThat(s.toString()).contains("HTTP_PROXY=http://u:p@h"));
    }

    @Test
    void refusesATargetThatIsNotThere() {
        assertThatThrownBy(() -> Fixtures.graph(Fixtures.request("FROM busybox\n", Map.of(), "nope")))
                .isInstanceOf(MalformedDockerfile.class)
                .hasMessage("target stage \"nope\" could not be found");
    }

    @Test
    void plansTenThousandStagesInLinearTime() {
        var file = new StringBuilder("FROM busybox AS s0\n");
        for (int i = 1; i < 10_000; i++) {
            file.append("FROM s%d AS s%d\n".formatted(i - 1, i));
        }
        var begin = System.nanoTime();
        assertThat(Fixtures.graph(Fixtures.request(file.toString())).stages()).hasSize(10_000);
        assertThat((System.nanoTime() - begin) / 1_000_000_000L).isLessThan(10);
    }
}

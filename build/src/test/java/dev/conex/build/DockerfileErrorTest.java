package dev.conex.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.conex.build.dockerfile.MalformedDockerfile;
import dev.conex.testkit.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every case of `golden/errors.txt` was put to Docker 28.5, to both of its builders; the answers stand beside it.
final class DockerfileErrorTest {
    private record Case(String dockerfile, String classic, String buildkit) {}

    @TestFactory
    List<DynamicTest> refusesWithTheWordsOfTheReference() throws IOException {
        return cases().stream()
                .map(c -> DynamicTest.dynamicTest(c.dockerfile.replace('\n', '|'), () -> check(c)))
                .toList();
    }

    private static void check(Case c) {
        var answer = answer(c.dockerfile);
        if (c.classic.equals("OK") || c.buildkit.equals("OK")) {
            assertThat(answer.classic)
                    .as("what one of the builders takes, we take")
                    .isEqualTo("OK");
        } else {
            assertThat(answer.classic).isEqualTo(c.classic);
            assertThat(answer.buildkit).isEqualTo(c.buildkit);
        }
    }

    private static Case answer(String dockerfile) {
        try {
            Fixtures.graph(Fixtures.request(dockerfile));
            return new Case(dockerfile, "OK", "OK");
        } catch (MalformedDockerfile e) {
            return new Case(dockerfile, e.classicMessage(), String.valueOf(e.getMessage()));
        }
    }

    private static List<Case> cases() throws IOException {
        var cases = new ArrayList<Case>();
        for (var part : Golden.text("errors.txt").split("(?m)^=== ")) {
            if (!part.isBlank()) {
                var lines = part.split("\n");
                cases.add(new Case(unquote(lines[0]), lines[1].substring(9), lines[2].substring(9)));
            }
        }
        return cases;
    }

    private static String unquote(String json) {
        return json.substring(1, json.length() - 1)
                .replace("\\n", "\n")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\");
    }
}

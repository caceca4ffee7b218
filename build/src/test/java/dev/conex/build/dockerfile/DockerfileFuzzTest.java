package dev.conex.build.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Throws damaged files at the parser. Every input that once broke it is kept in `fuzz/dockerfile`.
final class DockerfileFuzzTest {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz/dockerfile");
    private static final int ROUNDS = 4_000;
    private static final Duration TIME_MAX = Duration.ofSeconds(5);
    private static final List<String> PIECES = List.of(
            "FROM ",
            "RUN ",
            "COPY ",
            "<<EOF",
            "\nEOF\n",
            "${a:-",
            "${a%%*",
            "}",
            "\\\n",
            "\"",
            "'",
            "[\"",
            "\"]",
            "--mount=",
            "type=cache,target=",
            "$",
            "`",
            "#",
            "\u0000",
            "\uFFFD",
            "é",
            "\t",
            "HEALTHCHECK --interval=",
            "9".repeat(40));

    @Test
    void neverBreaksAndNeverHangs() throws IOException {
        var seeds = seeds();
        var random = new Random(7);
        for (int i = 0; i < ROUNDS; i++) {
            var text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
            for (int changes = random.nextInt(6); changes >= 0; changes--) {
                change(text, random, seeds);
            }
            check(text.toString());
        }
    }

    @Test
    void takesTheKeptCorpus() throws IOException {
        for (var text : corpus()) {
            check(text);
        }
    }

    @Test
    void isLinearInLongLinesAndDeepNests() {
        check("FROM a\nRUN " + "x".repeat(8 << 20));
        check("FROM a\nUSER " + "${a:-".repeat(200_000));
        check("FROM a\nUSER " + "\"".repeat(1 << 20));
        check("FROM a\nRUN " + "\\\n".repeat(1 << 20));
        check("FROM a\nCMD " + "[".repeat(1 << 20));
        check("FROM a\nCOPY " + "<<A ".repeat(2000) + "/x\n" + "A\n".repeat(2000));
        check("FROM a\n" + "ENV A=$A$A\n".repeat(100));
        check("FROM a\nUSER ${X//" + "*a".repeat(1000) + "/y}\n");
        assertThat(GlobPattern.of("*a".repeat(1000) + "b").matches("a".repeat(4000)))
                .isFalse();
    }

    private static void check(String text) {
        var begin = System.nanoTime();
        try {
            var file = Dockerfile.parse(text.getBytes(StandardCharsets.UTF_8));
            for (var stage : file.stages()) {
                stage.instructions().forEach(i -> expand(file, i));
            }
        } catch (MalformedDockerfile e) {
            assertThat(e.classicMessage()).isNotEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIME_MAX);
    }

    private static void expand(Dockerfile file, Instruction instruction) {
        Variables variables = name -> name.equals("a") ? "value/of/a" : name.equals("X") ? "a".repeat(8000) : null;
        switch (instruction) {
            case Instruction.User user -> file.expander().word(user.user(), variables);
            case Instruction.Env env ->
                env.variables().forEach(p -> file.expander().word(p.value(), variables));
            case Instruction.Expose expose ->
                expose.ports().forEach(p -> file.expander().words(p, variables));
            case Instruction.Run run -> run.mounts().forEach(m -> RunMount.parse(m, "/"));
            default -> {}
        }
    }

    private static void change(StringBuilder text, Random random, List<String> seeds) {
        int at = random.nextInt(text.length() + 1);
        switch (random.nextInt(4)) {
            case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
            case 2 -> text.insert(at, (char) random.nextInt(0x250));
            default -> {
                var other = seeds.get(random.nextInt(seeds.size()));
                text.append(other, random.nextInt(other.length() + 1), other.length());
            }
        }
    }

    private static List<String> seeds() throws IOException {
        var seeds = new ArrayList<String>();
        try (var plans = Files.list(Path.of("src/test/resources/golden/plans"))) {
            for (var plan : plans.filter(p -> p.toString().endsWith("Dockerfile"))
                    .sorted()
                    .toList()) {
                seeds.add(Files.readString(plan));
            }
        }
        for (var line : Files.readAllLines(Path.of("src/test/resources/golden/errors.txt"))) {
            if (line.startsWith("=== \"")) {
                seeds.add(line.substring(5).replace("\\n", "\n"));
            }
        }
        seeds.addAll(corpus());
        return seeds;
    }

    private static List<String> corpus() throws IOException {
        var texts = new ArrayList<String>();
        try (var files = Files.list(CORPUS)) {
            for (var file : files.sorted().toList()) {
                texts.add(Files.readString(file));
            }
        }
        return texts;
    }
}

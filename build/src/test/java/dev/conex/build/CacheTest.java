package dev.conex.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What makes a step run again and what does not (root).
final class CacheTest {
    private Workshop shop;

    @BeforeEach
    void open() throws IOException {
        shop = new Workshop();
    }

    @AfterEach
    void close() throws IOException {
        shop.close();
    }

    private BuiltImage build(Map<String, String> args, byte[] context) throws BuildFailed {
        return new ClassicBuild(shop.builder, shop.home.resolve("scratch"))
                .build(
                        Workshop.request(args, ""),
                        new ByteArrayInputStream(context),
                        Workshop.collector(new StringBuilder()));
    }

    /// How many programs ran for it.
    private int runs(Map<String, String> args, byte[] context) throws BuildFailed {
        int before = shop.ran.size();
        build(args, context);
        return shop.ran.size() - before;
    }

    private static byte[] files(String dockerfile, String a, String b) {
        return Workshop.tar("Dockerfile", dockerfile, "a", a, "b", b);
    }

    private static final String FILE =
            "FROM base\nARG X=1\nCOPY a /a\nRUN say one\nCOPY b /b\nRUN say two\nLABEL l=1\n";

    @Test
    void runsAgainOnlyWhatDependsOnAChange() throws Exception {
        assertThat(runs(Map.of(), files(FILE, "1", "1"))).as("first").isEqualTo(2);
        assertThat(runs(Map.of(), files(FILE, "1", "1"))).as("same").isZero();
        assertThat(runs(Map.of(), files(FILE, "1", "2"))).as("late file").isEqualTo(1);
        assertThat(runs(Map.of(), files(FILE, "2", "2"))).as("early file").isEqualTo(2);
        assertThat(runs(Map.of(), files(FILE, "1", "1"))).as("back again").isZero();
        assertThat(runs(Map.of("X", "2"), files(FILE, "1", "1"))).as("argument").isEqualTo(2);
        assertThat(runs(Map.of("HTTP_PROXY", "p"), files(FILE, "1", "1")))
                .as("proxy")
                .isZero();
        assertThat(runs(Map.of(), files(FILE.replace("l=1", "l=2"), "1", "1")))
                .as("label")
                .isZero();
        assertThat(runs(Map.of(), files(FILE.replace("say two", "say 2"), "1", "1")))
                .as("command")
                .isEqualTo(1);
        assertThat(runs(Map.of(), files(FILE.replace("ARG", "USER app\nARG"), "1", "1")))
                .as("user")
                .isEqualTo(2);
    }

    @Test
    void goesOnWithTheCacheWhereAStageComesOutTheSame() throws Exception {
        var file = """
                FROM base AS made
                COPY a /src
                RUN write /tmp/out same
                FROM base
                COPY --from=made /tmp/out /out
                RUN say after
                """;
        assertThat(runs(Map.of(), files(file, "1", ""))).isEqualTo(2);
        assertThat(runs(Map.of(), files(file, "2", ""))).as("only the stage").isEqualTo(1);
        assertThat(runs(Map.of(), files(file, "2", ""))).isZero();
        assertThat(runs(Map.of(), files(file.replace("same", "other"), "2", "")))
                .as("another content")
                .isEqualTo(2);
    }

    @Test
    void saysWhyAStepMissed() throws Exception {
        build(Map.of(), files(FILE, "1", "1"));
        var before = List.copyOf(shop.cache.values());
        build(Map.of("X", "2"), files(FILE, "1", "1"));
        var after = new ArrayList<>(shop.cache.values());
        after.removeAll(before);
        var old = named(before, "say one");
        assertThat(WhyMissed.between(old.parts(), named(after, "say one").parts()))
                .containsExactly("environment changed from \"X=1\" to \"X=2\"");
        assertThat(WhyMissed.between(old.parts(), old.parts())).isEmpty();
    }

    private static CachedStep named(List<CachedStep> steps, String word) {
        return steps.stream()
                .filter(s -> s.description().contains(word))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void runsIndependentStagesAndStopsThemAllAtTheFirstFailure() {
        var file = """
                FROM base AS a
                RUN sleep
                FROM base AS b
                RUN exit 9
                FROM base
                COPY --from=a / /a
                COPY --from=b / /b
                """;
        var begin = System.nanoTime();
        var told = new StringBuilder();
        assertThatThrownBy(() -> new ClassicBuild(shop.builder, shop.home.resolve("scratch"))
                        .build(
                                Workshop.request(),
                                new ByteArrayInputStream(files(file, "", "")),
                                Workshop.collector(told)))
                .hasMessage("The command '/bin/sh -c exit 9' returned a non-zero code: 9");
        assertThat((System.nanoTime() - begin) / 1_000_000_000L).isLessThan(20);
        assertThat(told.toString())
                .as("the failed step is told before its turn")
                .contains("Step 4/7 : RUN exit 9\n");
    }

    @Test
    void stopsWhenInterrupted() throws Exception {
        var failure = new ArrayList<Throwable>();
        var thread = Thread.ofVirtual().start(() -> {
            try {
                build(Map.of(), files("FROM base\nRUN sleep\n", "", ""));
            } catch (BuildFailed e) {
                failure.add(e);
            }
        });
        while (shop.ran.isEmpty()) {
            Thread.sleep(5);
        }
        thread.interrupt();
        thread.join();
        assertThat(failure).singleElement().satisfies(e -> assertThat(e).hasMessage("build cancelled"));
        assertThat(shop.storage.snapshots().keys()).isEmpty();
    }

    @Test
    void givesEveryThingTheTimeThatWasAskedFor() throws Exception {
        var image = build(Map.of("SOURCE_DATE_EPOCH", "1700000000"), files(FILE, "1", "1"));
        var time = Instant.ofEpochSecond(1_700_000_000);
        assertThat(image.config().created()).isEqualTo(time);
        assertThat(image.config().history())
                .allSatisfy(h -> assertThat(h.created()).isEqualTo(time));
    }

    @Test
    void tellsHistoryAndLayersAlike() throws Exception {
        var image = build(Map.of(), files(FILE, "1", "1"));
        var layers =
                image.config().history().stream().filter(h -> !h.emptyLayer()).count();
        assertThat(layers + 1)
                .as("with the base's")
                .isEqualTo(image.config().diffIds().size());
    }
}

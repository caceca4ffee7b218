package dev.conex.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.testkit.Golden;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whole builds on real overlays (root).
final class ClassicBuildTest {
    private Workshop shop;

    @BeforeEach
    void open() throws IOException {
        shop = new Workshop();
    }

    @AfterEach
    void close() throws IOException {
        assertThat(shop.storage.snapshots().keys()).as("writables left behind").isEmpty();
        try (var left = Files.list(Files.createDirectories(shop.home.resolve("scratch")))) {
            assertThat(left).as("files left behind").isEmpty();
        }
        shop.close();
    }

    private static final String FILE = """
            ARG BASE=base
            FROM $BASE AS one
            ARG X=5
            ENV A=1
            RUN say hi $X
            COPY a.txt d /data/
            WORKDIR /w
            CMD ["sh"]
            FROM base
            COPY --from=one /data /data
            RUN err oh
            """;

    private static byte[] context(String dockerfile) {
        return Workshop.tar("Dockerfile", dockerfile, "a.txt", "aaa", "d/", "", "d/b.txt", "bbb", "d/l", "->b.txt");
    }

    @Test
    void tellsInTheWordsAndTheOrderOfTheReference() throws Exception {
        var stream = masked(shop.classic(Workshop.request(), context(FILE)));
        assertThat(stream).isEqualTo(Golden.text("classic/first.txt"));
    }

    @Test
    void saysUsingCacheTheSecondTime() throws Exception {
        shop.classic(Workshop.request(), context(FILE));
        int ran = shop.ran.size();
        var stream = masked(shop.classic(Workshop.request(), context(FILE)));
        assertThat(stream).isEqualTo(Golden.text("classic/second.txt"));
        assertThat(shop.ran).hasSize(ran);
    }

    /// Ids and names differ each time.
    private static String masked(String stream) {
        return stream.replaceAll("sha256:[0-9a-f]{64}", "sha256:ID").replaceAll("\\b[0-9a-f]{12}\\b", "HEX");
    }

    @Test
    void saysOnlyTheIdWhenQuietAndEverythingWhenThatFails() throws Exception {
        var quiet = new ClassicRequest(
                "",
                "",
                List.of(),
                Map.of(),
                Map.of(),
                "",
                Workshop.request().platform(),
                "default",
                false,
                false,
                true,
                true);
        assertThat(shop.classic(quiet, context(FILE))).matches("sha256:[0-9a-f]{64}\n");
        var all = new StringBuilder();
        var failing = context("FROM base\nRUN exit 3\n");
        assertThatThrownBy(() -> new ClassicBuild(shop.builder, shop.home.resolve("scratch"))
                        .build(quiet, new ByteArrayInputStream(failing), Workshop.collector(all)))
                .isInstanceOf(BuildFailed.class)
                .hasMessage("The command '/bin/sh -c exit 3' returned a non-zero code: 3");
        assertThat(masked(all.toString())).isEqualTo("""
                Step 1/2 : FROM base
                 ---> HEX
                Step 2/2 : RUN exit 3
                 ---> Running in HEX
                """);
    }

    @Test
    void runsTriggersWithoutNumbers() throws Exception {
        shop.onBuild.addAll(List.of("RUN say t", "COPY a.txt /q"));
        assertThat(masked(shop.classic(Workshop.request(), context("FROM base\nCMD a\n"))))
                .startsWith("""
                Step 1/2 : FROM base
                 ---> HEX
                # Executing 2 build triggers
                 ---> Running in HEX
                t
                """);
    }

    @Test
    void warnsOfArgumentsThatNothingAskedFor() throws Exception {
        assertThat(shop.classic(Workshop.request(Map.of("foo", "y"), ""), context("FROM base\nCMD a\n")))
                .contains("[Warning] One or more build-args [foo] were not consumed\n");
    }

    @Test
    void tellsTheFirstStepWhenTheBaseIsNotThere() {
        var all = new StringBuilder();
        assertThatThrownBy(() -> new ClassicBuild(shop.builder, shop.home.resolve("scratch"))
                        .build(
                                Workshop.request(),
                                new ByteArrayInputStream(context("FROM missing\nCMD a\n")),
                                Workshop.collector(all)))
                .hasMessage("pull access denied for missing");
        assertThat(all.toString()).isEqualTo("Step 1/2 : FROM missing\n");
    }

    @Test
    void refusesContextsThatLeadOutside() throws IOException {
        var canary = Files.writeString(Files.createTempFile("cx-canary-", ""), "FROM base\n");
        try {
            for (var link : List.of(canary.toString(), "../../../../../.." + canary)) {
                assertThatThrownBy(() -> shop.classic(Workshop.request(), Workshop.tar("Dockerfile", "->" + link)))
                        .hasMessage("Cannot locate specified Dockerfile: Dockerfile");
                assertThatThrownBy(() -> shop.classic(
                                Workshop.request(),
                                Workshop.tar("Dockerfile", "FROM base\n", ".dockerignore", "->" + link)))
                        .hasMessage(".dockerignore: not a readable file inside the build context");
                var secret = Workshop.tar("Dockerfile", "FROM base\nCOPY s /s\n", "s", "->" + link);
                assertThatThrownBy(() -> shop.classic(Workshop.request(), secret))
                        .isInstanceOf(BuildFailed.class);
            }
            assertThatThrownBy(() ->
                            shop.classic(Workshop.request(), Workshop.tar("Dockerfile", "FROM base\n", "../out", "x")))
                    .hasMessageContaining("leads out of the root");
            assertThat(Files.readString(canary)).isEqualTo("FROM base\n");
        } finally {
            Files.delete(canary);
        }
    }

    @Test
    void copiesFromOtherStagesOnlyWhatLiesInThem() throws IOException {
        var canary = Files.writeString(Files.createTempFile("cx-canary-", ""), "secret");
        try {
            var tar = Workshop.tar(
                    "Dockerfile",
                    "FROM base AS a\nCOPY s /s\nFROM base\nCOPY --from=a /s/%s /x\n".formatted(canary.getFileName()),
                    "s/",
                    "",
                    "s/" + canary.getFileName(),
                    "->" + canary);
            assertThatThrownBy(() -> shop.classic(Workshop.request(), tar))
                    .hasMessageStartingWith("COPY failed: stat /s/");
        } finally {
            Files.delete(canary);
        }
    }

    @Test
    void writesThroughLinksOfAContextOnlyInsideIt() throws Exception {
        var outside = Path.of("/tmp/cx-outside-" + System.nanoTime());
        var tar = Workshop.tar(
                "Dockerfile", "FROM base\nCOPY . /c/\n", "l", "->/tmp", "l/" + outside.getFileName(), "evil");
        shop.classic(Workshop.request(), tar);
        assertThat(outside).doesNotExist();
    }

    @Test
    void refusesWhatIsNoArchive() {
        assertThatThrownBy(() -> shop.classic(Workshop.request(), "no tar at all".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BuildFailed.class);
        assertThatThrownBy(() -> shop.classic(Workshop.request(), new byte[0])).isInstanceOf(BuildFailed.class);
    }
}

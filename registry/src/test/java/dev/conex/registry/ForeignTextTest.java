package dev.conex.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Parsers of foreign text: known forms, and random ones, which must be refused or understood but never fail otherwise.
class ForeignTextTest {
    @Test
    void readsChallenges() {
        var challenge = Challenge.of(List.of(
                "Negotiate",
                "Bearer realm=\"https://a/t?x=1\",service=\"a \\\"b\\\"\" , scope=\"repository:a/b:pull,push\""));
        assertThat(challenge.scheme()).isEqualTo("bearer");
        assertThat(challenge.parameter("realm")).isEqualTo("https://a/t?x=1");
        assertThat(challenge.parameter("service")).isEqualTo("a \"b\"");
        assertThat(challenge.parameter("scope")).isEqualTo("repository:a/b:pull,push");
        assertThat(Challenge.of(List.of("BASIC Realm=x")).scheme()).isEqualTo("basic");
        assertThat(Challenge.of(List.of("Digest realm=\"x\""))).isEqualTo(Challenge.NONE);
        assertThat(Challenge.of(List.of("Bearer " + "a=\"".repeat(100_000)))).isEqualTo(Challenge.NONE);
    }

    @Test
    void routesByTheEndOfThePath() {
        assertThat(Route.of(List.of("v2", ""))).isEqualTo(new Route.Root());
        assertThat(Route.of(List.of("v2", "tags", "list", "tags", "list"))).isEqualTo(new Route.Tags("tags/list"));
        assertThat(Route.of(List.of("v2", "a", "blobs", "uploads", ""))).isEqualTo(new Route.Uploads("a"));
        assertThat(Route.of(List.of("v2", "blobs", "uploads", "blobs", "uploads", "id")))
                .isEqualTo(new Route.Upload("blobs/uploads", "id"));
        assertThat(Route.of(List.of("v1", "x", "y", "z"))).isEqualTo(new Route.Nowhere());
    }

    @Test
    void randomTextIsRefusedOrUnderstood() {
        var random = new Random(7);
        var words = List.of(
                "v2", "a", "blobs", "uploads", "manifests", "tags", "list", "referrers", "..", "", "sha256:", "A");
        for (int i = 0; i < 20_000; i++) {
            var path = new ArrayList<String>(List.of("v2"));
            for (int n = random.nextInt(6); n > 0; n--) {
                path.add(random.nextInt(5) == 0 ? noise(random) : words.get(random.nextInt(words.size())));
            }
            try {
                assertThat(Route.of(path)).isNotNull();
            } catch (Refused refused) {
                assertThat(refused.status()).isEqualTo(400);
            }
            assertThat(Challenge.of(List.of("Bearer " + noise(random)))).isNotNull();
            assertThat(ErrorBody.clean(noise(random), Credentials.anonymous())).doesNotContain("\u001b", "\n");
        }
    }

    private static String noise(Random random) {
        var noise = new StringBuilder();
        for (int n = random.nextInt(40); n > 0; n--) {
            noise.append(
                    random.nextBoolean() ? (char) random.nextInt(128) : "\"\\=,;[\u001b]m".charAt(random.nextInt(9)));
        }
        return noise.toString();
    }
}

package dev.conex.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.api.AuthHeader;
import dev.conex.api.AuthSettings;
import dev.conex.api.ProgressMessage;
import dev.conex.api.TransferCalls;
import dev.conex.engine.BuildWish;
import dev.conex.engine.Builds;
import dev.conex.engine.ImageCredentials;
import dev.conex.engine.ImageProgress;
import dev.conex.engine.ImagePull;
import dev.conex.engine.Images;
import dev.conex.engine.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings({"unused", "UnusedMethod", "UnusedVariable", "DoNotCallSuggester"})
class TransfersTest {
    @TempDir
    private Path dir;

    static final class Doors {
        final List<ImagePull> pulls = new ArrayList<>();
        final List<BuildWish> builds = new ArrayList<>();

        Images images() {
            return FakeDoor.of(Images.class, this);
        }

        Builds builds() {
            return FakeDoor.of(Builds.class, new BuildDoor(builds));
        }

        void pull(ImagePull request, ImageProgress progress) throws IOException {
            pulls.add(request);
            if (request.reference().startsWith("nosuch")) {
                throw new Refusal.NotFound(Refusal.Noun.IMAGE, request.reference());
            }
            progress.status("latest", "Pulling from library/x", 0, 0);
            progress.status("abc", "Pulling fs layer", 0, 0);
            progress.status("abc", "Downloading", 5, 10);
            progress.status("abc", "Downloading", 6, 10);
            progress.status("abc", "Downloading", 10, 10);
            if (request.reference().startsWith("breaks")) {
                throw new IOException("connection reset");
            }
            progress.status("", "Status: Downloaded newer image for x", 0, 0);
        }

        void load(InputStream archive, @Nullable String platform, ImageProgress progress) throws IOException {
            progress.status("", "noise", 0, 0);
            progress.text("Loaded image: " + new String(archive.readAllBytes(), StandardCharsets.UTF_8) + "\n");
        }

        void save(List<String> names, @Nullable String platform, OutputStream out) throws IOException {
            if (names.contains("nosuch")) {
                throw new Refusal.NotFound(Refusal.Noun.IMAGE, "nosuch:latest");
            }
            out.write(String.join("+", names).getBytes(StandardCharsets.UTF_8));
        }
    }

    record BuildDoor(List<BuildWish> wishes) {
        String build(BuildWish wish, InputStream context, Builds.BuildOutput output) {
            wishes.add(wish);
            output.text("Step 1/1 : FROM x\n");
            if (wish.tags().contains("breaks")) {
                throw new Refusal.BuildStopped("The command '/bin/sh -c exit 7' returned a non-zero code: 7", 7);
            }
            output.imageId("sha256:" + "a".repeat(64));
            output.text("Successfully built aaaaaaaaaaaa\n");
            return "sha256:" + "a".repeat(64);
        }
    }

    private static List<ProgressMessage> all(dev.conex.api.JsonLines<ProgressMessage> lines) throws IOException {
        var messages = new ArrayList<ProgressMessage>();
        try (lines) {
            lines.forEach(messages::add);
        }
        return messages;
    }

    @Test
    void pullSaysWhatDockerSays() throws Exception {
        var doors = new Doors();
        try (var served = new Served(dir, doors);
                var client = served.client()) {
            var auth = new AuthSettings("u", "p", null, null, null, null, null);
            var messages = all(client.transfers().pull("x", "latest", "linux/arm64", auth));
            assertThat(messages)
                    .extracting(ProgressMessage::status)
                    .containsExactly(
                            "Pulling from library/x",
                            "Pulling fs layer",
                            "Downloading",
                            "Downloading",
                            "Status: Downloaded newer image for x");
            assertThat(doors.pulls.getFirst().reference()).isEqualTo("x:latest");
            assertThat(doors.pulls.getFirst().platform()).isEqualTo("linux/arm64");
            assertThat(doors.pulls.getFirst().credentials()).isEqualTo(new ImageCredentials.Password("u", "p"));
            var raw = served.post("/images/create?fromImage=x&tag=sha256:" + "b".repeat(64), "text/plain", "");
            assertThat(raw)
                    .contains(
                            "{\"status\":\"Pulling from library/x\",\"id\":\"latest\"}\r\n",
                            "{\"status\":\"Pulling fs layer\",\"progressDetail\":{},\"id\":\"abc\"}\r\n",
                            "\"progressDetail\":{\"current\":5,\"total\":10}");
            assertThat(doors.pulls.getLast().reference()).startsWith("x@sha256:");
            served.post("/images/create?fromImage=x", "text/plain", "");
            assertThat(doors.pulls.getLast().allTags()).isTrue();
        }
    }

    @Test
    void anErrorBeforeTheFirstWordHasAStatusAndOneAfterItIsTheLastWord() throws Exception {
        try (var served = new Served(dir, new Doors());
                var client = served.client()) {
            assertThatThrownBy(() -> client.transfers().pull("nosuch", "latest", null, AuthHeader.ANONYMOUS))
                    .hasMessage("No such image: nosuch:latest");
            var messages = all(client.transfers().pull("breaks", "latest", null, AuthHeader.ANONYMOUS));
            assertThat(messages.getLast().error()).isEqualTo("connection reset");
            assertThatThrownBy(() -> client.transfers().save(List.of("nosuch"), null))
                    .hasMessage("No such image: nosuch:latest");
            try (var saved = client.transfers().save(List.of("a", "b"), null)) {
                assertThat(saved.tar().readAllBytes())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("a+b");
            }
        }
    }

    @Test
    void loadIsQuietWhenAsked() throws Exception {
        try (var served = new Served(dir, new Doors());
                var client = served.client()) {
            var tar = new ByteArrayInputStream("x:1".getBytes(StandardCharsets.UTF_8));
            var messages = all(client.transfers().load(tar, true));
            assertThat(messages).hasSize(1);
            assertThat(messages.getFirst().stream()).isEqualTo("Loaded image: x:1\n");
        }
    }

    @Test
    void buildReadsItsQueryAndEndsWithTheCode() throws Exception {
        var doors = new Doors();
        try (var served = new Served(dir, doors);
                var client = served.client()) {
            var target = TransferCalls.buildTarget()
                    .with("t", "a:1")
                    .with("t", "b:2")
                    .with("dockerfile", "D")
                    .with("buildargs", "{\"A\":\"1\",\"B\":null}")
                    .with("labels", "{\"l\":\"v\"}")
                    .with("nocache", "True")
                    .with("networkmode", "none")
                    .with("memory", "1000000")
                    .with("cachefrom", "[\"c\"]")
                    .with("rm", "0");
            var messages = all(client.transfers().build(target, Map.of(), new ByteArrayInputStream(new byte[0])));
            assertThat(messages.get(1).aux()).isNotNull();
            var wish = doors.builds.getFirst();
            assertThat(wish.tags()).containsExactly("a:1", "b:2");
            assertThat(wish.dockerfile()).isEqualTo("D");
            assertThat(wish.buildArgs()).containsEntry("A", "1").containsEntry("B", null);
            assertThat(wish.labels()).containsEntry("l", "v");
            assertThat(wish.noCache()).isTrue();
            assertThat(wish.remove()).isFalse();
            assertThat(wish.resources().memory().limitBytes()).isEqualTo(1000000);
            assertThat(wish.cacheFrom()).containsExactly("c");
            var failed = all(client.transfers()
                    .build(
                            TransferCalls.buildTarget().with("t", "breaks"),
                            Map.of(),
                            new ByteArrayInputStream(new byte[0])));
            var error = failed.getLast().errorDetail();
            assertThat(error)
                    .isNotNull()
                    .extracting(ProgressMessage.ProgressError::code)
                    .isEqualTo(7);
        }
    }
}

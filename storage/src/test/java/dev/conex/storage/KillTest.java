package dev.conex.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.conex.oci.ChainId;
import dev.conex.oci.Copy;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that works on a data root is killed at random; what it acknowledged is there, what it did not is whole
/// or absent.
final class KillTest {
    private static final int KILLS = 4;

    @TempDir
    Path dir;

    @Test
    void everythingAcknowledgedSurvivesTheDeathOfTheProcess() throws Exception {
        var random = new Random(11);
        var acknowledged = new ArrayList<String>();
        for (int i = 0; i < KILLS; i++) {
            acknowledged.addAll(runAndKill(i, 50 + random.nextInt(700)));
            check(acknowledged);
        }
        assertThat(acknowledged).isNotEmpty();
    }

    private List<String> runAndKill(int round, int millis) throws Exception {
        var output = dir.resolve("acknowledged" + round);
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        dir.resolve("root").toString(),
                        Integer.toString(round))
                .redirectOutput(output.toFile())
                .redirectError(dir.resolve("errors").toFile())
                .start();
        for (int i = 0; i < 2000 && Files.size(output) == 0 && process.isAlive(); i++) {
            Thread.sleep(10);
        }
        Thread.sleep(millis);
        assertThat(process.isAlive())
                .as(Files.readString(dir.resolve("errors")))
                .isTrue();
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        var text = Files.readString(output);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private void check(List<String> acknowledged) throws IOException {
        try (var storage = Storage.open(dir.resolve("root"))) {
            for (var id : acknowledged) {
                var named = storage.names().find(Reference.parse("app:" + id)).orElseThrow();
                Copy.read(storage.content(), named.descriptor(), 1 << 24);
                assertThat(storage.records().find(Kind.of("thing"), id)).isPresent();
                assertThat(storage.snapshots().open("w" + id)).isPresent();
                var chain = ChainId.of(TarBall.diffId(Worker.tar(id)));
                assertThat(storage.snapshots().has(chain)).isTrue();
            }
            for (var chain : storage.layers().all()) {
                try (var view = storage.snapshots().view(List.of(chain));
                        var root = view.root();
                        var d = root.directory("d".getBytes(UTF_8))) {
                    assertThat(d.names()).hasSize(Worker.FILES);
                }
            }
            for (var digest : storage.content().list().toList()) {
                Copy.read(storage.content(), storage.content().stat(digest).orElseThrow(), 1 << 24);
            }
        }
        assertThat(dir.resolve("root/unpacking")).isEmptyDirectory();
        assertThat(dir.resolve("root/content/ingest")).isEmptyDirectory();
    }

    /// The process that is killed.
    static final class Worker {
        static final int FILES = 40;

        private Worker() {}

        static byte[] tar(String id) {
            var tar = new TarBall().directory("d");
            for (int i = 0; i < FILES; i++) {
                tar.file("d/" + i, id.repeat(2000));
            }
            return tar.bytes();
        }

        public static void main(String[] args) throws IOException {
            try (var storage = Storage.open(Path.of(args[0]))) {
                for (int i = 0; true; i++) {
                    work(storage, args[1] + "." + i);
                }
            }
        }

        private static void work(Storage storage, String id) throws IOException {
            var tar = tar(id);
            Descriptor blob = Copy.bytes(storage.content(), "application/x-tar", tar);
            var chain = storage.snapshots().unpack(null, TarBall.diffId(tar), TarBall.stream(tar));
            storage.snapshots().prepare("w" + id, List.of(chain));
            storage.records().transaction(() -> {
                storage.records().put(Kind.of("thing"), id, "{}".getBytes(UTF_8), Durability.EPHEMERAL);
                storage.names().point(Reference.parse("app:" + id), blob);
            });
            System.out.println(id);
        }
    }
}

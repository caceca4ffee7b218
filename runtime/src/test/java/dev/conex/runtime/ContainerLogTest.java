package dev.conex.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerLogTest {
    @TempDir
    Path directory;

    private void append(int stream, long seconds, byte[] bytes, int declared) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(24 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(ShimWords.FRAME_MAGIC)
                .putInt(stream)
                .putLong(seconds * 1_000_000_000L)
                .putInt(declared)
                .putInt(0)
                .put(bytes);
        Files.write(
                directory.resolve("container.log"),
                frame.array(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private void append(int stream, long seconds, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        append(stream, seconds, bytes, bytes.length);
    }

    private List<String> read(LogQuery query) throws Exception {
        List<String> lines = new ArrayList<>();
        ContainerLog.open(directory)
                .read(
                        query,
                        l -> lines.add("%d@%d %s%s"
                                .formatted(
                                        l.stream(),
                                        l.time().getEpochSecond(),
                                        new String(l.text(), StandardCharsets.UTF_8),
                                        l.partial() ? "…" : "")));
        return lines;
    }

    @Test
    void joinsFramesIntoLinesPerStream() throws Exception {
        append(1, 10, "a\nb");
        append(2, 11, "x\n");
        append(1, 12, "c\nrest");
        assertThat(read(LogQuery.all())).containsExactly("1@10 a", "2@11 x", "1@12 bc", "1@12 rest…");
    }

    @Test
    void splitsLongLines() throws Exception {
        append(1, 10, "y".repeat(20_000) + "\nz\n");
        List<LogLine> lines = new ArrayList<>();
        ContainerLog.open(directory).read(LogQuery.all(), lines::add);
        assertThat(lines).extracting(l -> l.text().length).containsExactly(16384, 3616, 1);
        assertThat(lines).extracting(LogLine::partial).containsExactly(true, false, false);
    }

    @Test
    void choosesByTimeAndTail() throws Exception {
        for (int i = 0; i < 10; i++) {
            append(1, 100 + i, "l" + i + "\n");
        }
        Instant since = Instant.ofEpochSecond(103);
        Instant until = Instant.ofEpochSecond(106);
        assertThat(read(new LogQuery(since, until, LogQuery.ALL, () -> false)))
                .containsExactly("1@103 l3", "1@104 l4", "1@105 l5");
        assertThat(read(new LogQuery(null, null, 2, () -> false))).containsExactly("1@108 l8", "1@109 l9");
        assertThat(read(new LogQuery(null, null, 0, () -> false))).isEmpty();
    }

    @Test
    void goesOnBehindATornFrame() throws Exception {
        append(1, 1, "whole\n");
        append(1, 2, "torn".getBytes(StandardCharsets.UTF_8), 4000);
        append(1, 3, "after\n");
        append(1, 4, "x".repeat(9000) + "\n");
        assertThat(read(LogQuery.all())).hasSize(3).startsWith("1@1 whole", "1@3 after");
    }

    @Test
    void anAbsentLogIsEmpty() throws Exception {
        assertThat(read(LogQuery.all())).isEmpty();
        assertThat(ContainerLog.open(directory).bytes()).isZero();
    }

    @Test
    void followsAcrossRotationsWithoutALoss() throws Exception {
        try (Lab lab = new Lab()) {
            int lines = 30_000;
            try (Instance instance = lab.create(
                    Lab.tiny("flood", "" + lines), b -> Bundles.with(b, new LogPolicy.Files(100_000, 1000)))) {
                AtomicBoolean running = new AtomicBoolean(true);
                List<String> seen = new ArrayList<>();
                Thread reader = Thread.ofVirtual().start(() -> follow(instance.log(), running, seen));
                instance.start();
                instance.await();
                running.set(false);
                reader.join();
                assertThat(seen).hasSize(lines);
                assertThat(seen.get(lines - 1)).isEqualTo("line %d of a flood".formatted(lines - 1));
                assertThat(LogFiles.rotated(instance.record().logDir())).hasSizeGreaterThan(5);
                instance.delete();
            }
        }
    }

    private static void follow(ContainerLog log, AtomicBoolean running, List<String> seen) {
        try {
            log.read(
                    new LogQuery(null, null, LogQuery.ALL, running::get),
                    l -> seen.add(new String(l.text(), StandardCharsets.UTF_8)));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keepsNoMoreThanItsFiles() throws Exception {
        try (Lab lab = new Lab();
                Instance instance =
                        lab.create(Lab.tiny("flood", "20000"), b -> Bundles.with(b, new LogPolicy.Files(50_000, 3)))) {
            instance.start();
            instance.await();
            assertThat(instance.log().bytes()).isLessThanOrEqualTo(150_000);
            String text = Lab.text(instance.log(), 1);
            assertThat(text).endsWith("line 19999 of a flood\n");
            assertThat(LogFiles.rotated(instance.record().logDir())).hasSize(2);
            instance.delete();
        }
    }

    @Test
    void noneKeepsNothing() throws Exception {
        try (Lab lab = new Lab()) {
            assertThat(lab.run(Lab.tiny("out", "x"), b -> Bundles.with(b, new LogPolicy.None()))
                            .out())
                    .isEmpty();
        }
    }
}

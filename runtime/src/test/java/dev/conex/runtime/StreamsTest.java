package dev.conex.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@org.junit.jupiter.api.Timeout(20)
class StreamsTest {
    private static Lab lab;

    @BeforeAll
    static void open() throws IOException {
        lab = new Lab();
    }

    @AfterAll
    static void close() throws IOException {
        lab.close();
    }

    private static final class Collected implements OutputSink {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public synchronized void frame(int stream, byte[] bytes, int offset, int length) {
            (stream == STDOUT ? out : err).write(bytes, offset, length);
        }

        @Override
        public void end() {
            ended.countDown();
        }

        synchronized String text() {
            return out.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void everySinkGetsAllFromTheFirstByteToTheEnd() throws Exception {
        try (Instance instance = lab.create("out", "a", "err", "b", "flood", "20000")) {
            Collected first = new Collected();
            Collected second = new Collected();
            try (var one = instance.streams().attach(first);
                    var two = instance.streams().attach(second)) {
                instance.start();
                instance.await();
                one.await();
                two.await();
            }
            String log = Lab.text(instance.log(), 1);
            assertThat(log.lines().count()).isEqualTo(20001);
            assertThat(first.text()).isEqualTo(log).isEqualTo(second.text());
            assertThat(first.err.toString(StandardCharsets.UTF_8)).isEqualTo("b\n");
            instance.delete();
        }
    }

    @Test
    void attachingAfterTheEndEndsAtOnce() throws Exception {
        try (Instance instance = lab.create("out", "a")) {
            instance.start();
            instance.await();
            Collected late = new Collected();
            instance.streams().attach(late).await();
            assertThat(late.ended.getCount()).isZero();
            assertThat(late.text()).isEmpty();
            instance.delete();
        }
    }

    @Test
    void onlyAnAttachedClientHoldsTheContainerBack() throws Exception {
        try (Instance instance = lab.create("flood", "200000")) {
            CountDownLatch goOn = new CountDownLatch(1);
            AtomicLong seen = new AtomicLong();
            var attachment = instance.streams().attach((stream, bytes, offset, length) -> {
                seen.addAndGet(length);
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            });
            instance.start();
            Thread.sleep(300);
            long held = instance.log().bytes();
            Thread.sleep(200);
            assertThat(instance.log().bytes()).isEqualTo(held).isLessThan(1 << 20);
            attachment.close();
            goOn.countDown();
            assertThat(instance.await().code()).isZero();
            assertThat(Lab.text(instance.log(), 1).lines().count()).isEqualTo(200000);
            instance.delete();
        }
    }

    @Test
    void detachesAndAttachesAgain() throws Exception {
        try (Instance instance = lab.create(Lab.tiny("cat", "-"), Bundles.withStdin())) {
            instance.start();
            for (int i = 0; i < 20; i++) {
                Collected sink = new Collected();
                try (var _ = instance.streams().attach(sink)) {
                    instance.streams().stdin().write(("word " + i + "\n").getBytes(StandardCharsets.UTF_8));
                    while (!sink.text().endsWith("word " + i + "\n")) {
                        Thread.sleep(1);
                    }
                }
            }
            instance.streams().closeStdin();
            assertThat(instance.await().code()).isZero();
            assertThat(Lab.text(instance.log(), 1).lines().count()).isEqualTo(20);
            instance.delete();
        }
    }

    @Test
    void bigInputComesBackWhole() throws Exception {
        byte[] big = new byte[3_000_000];
        java.util.Arrays.fill(big, (byte) 'x');
        try (Instance instance = lab.create(Lab.tiny("cat", "-"), Bundles.withStdin())) {
            Collected sink = new Collected();
            try (var attachment = instance.streams().attach(sink)) {
                instance.start();
                instance.streams().stdin().write(big);
                instance.streams().closeStdin();
                assertThat(instance.await().code()).isZero();
                attachment.await();
            }
            assertThat(sink.out.size()).isEqualTo(big.length);
            instance.delete();
        }
    }

    @Test
    void aTerminalHasASizeAndEchoes() throws Exception {
        ProcessSpec process = Lab.tiny("tty", "cat", "-").withTerminal(new ProcessSpec.Terminal(30, 90));
        try (Instance instance = lab.create(process, Bundles.withStdin())) {
            Collected sink = new Collected();
            try (var attachment = instance.streams().attach(sink)) {
                instance.start();
                instance.streams().stdin().write("hi\n\u0004".getBytes(StandardCharsets.UTF_8));
                assertThat(instance.await().code()).isZero();
                attachment.await();
            }
            assertThat(sink.text()).startsWith("/dev/pts/0 30x90\r\n").contains("hi\r\nhi\r\n");
            instance.delete();
        }
    }

    @Test
    void aTerminalIsResized() throws Exception {
        ProcessSpec process =
                Lab.tiny("trap", "28", "out", "ready", "pause", "tty").withTerminal(new ProcessSpec.Terminal(1, 1));
        try (Instance instance = lab.create(process, Bundles.withStdin())) {
            instance.start();
            while (Lab.text(instance.log(), 1).isEmpty()) {
                Thread.sleep(2);
            }
            instance.streams().resize(44, 55);
            instance.await();
            assertThat(Lab.text(instance.log(), 1)).contains("44x55");
            instance.delete();
        }
    }

    @Test
    void anAddedProcessHasItsOwnStreams() throws Exception {
        try (Instance instance = lab.create("sleep", "30000")) {
            instance.start();
            try (Exec exec =
                    instance.exec(new ExecSpec("e", Lab.tiny("cat", "-", "err", "done", "exit", "4"), true, true))) {
                exec.io().stdin().write("through".getBytes(StandardCharsets.UTF_8));
                exec.io().stdin().close();
                Collected sink = new Collected();
                exec.io().pump(sink);
                assertThat(exec.await().code()).isEqualTo(4);
                assertThat(sink.text()).isEqualTo("through");
                assertThat(sink.err.toString(StandardCharsets.UTF_8)).isEqualTo("done\n");
            }
            try (Exec quiet = instance.exec(new ExecSpec("q", Lab.tiny("write", "/etc/made"), false, false))) {
                assertThat(quiet.await().code()).isZero();
            }
            assertThat(lab.rootfs.resolve("etc/made")).exists();
            assertThat(Lab.text(instance.log(), 1)).isEmpty();
            instance.delete();
        }
    }

    @Test
    void anAddedProcessThatCannotRunSaysWhy() throws Exception {
        try (Instance instance = lab.create("sleep", "30000")) {
            instance.start();
            var nosuch = new ExecSpec("n", ProcessSpec.of("nosuch"), false, true);
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> instance.exec(nosuch))
                    .hasMessage("exec: \"nosuch\": executable file not found in $PATH");
            var nowhere = new ExecSpec("w", Lab.tiny("out", "x").withCwd("/nosuch"), false, true);
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> instance.exec(nowhere))
                    .hasMessage("chdir to cwd (\"/nosuch\") set in config.json failed: no such file or directory");
            instance.delete();
        }
    }
}

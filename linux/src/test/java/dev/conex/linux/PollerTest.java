package dev.conex.linux;

import static dev.conex.linux.Scratch.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PollerTest {
    @Test
    void aThousandReadersWaitWithoutHoldingThreads() throws Exception {
        var before = Scratch.openDescriptors();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var pipes = new ArrayList<Pipe>();
            var results = new ArrayList<Future<byte[]>>();
            for (var i = 0; i < 1000; i++) {
                var pipe = Fd.pipe();
                pipes.add(pipe);
                results.add(executor.submit(() -> {
                    try (var in = pipe.reader().input()) {
                        return in.readAllBytes();
                    }
                }));
            }
            assertThat(executor.submit(() -> "free").get(5, TimeUnit.SECONDS)).isEqualTo("free");
            for (var i = 0; i < pipes.size(); i++) {
                try (var out = pipes.get(i).writer().output()) {
                    out.write(bytes("number " + i));
                }
            }
            for (var i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).isEqualTo(bytes("number " + i));
            }
        }
        assertThat(Scratch.openDescriptors()).isEqualTo(before);
    }

    @Test
    void aWriterWaitsForRoomAndLosesNothing() throws Exception {
        var content = new byte[1 << 20];
        for (var i = 0; i < content.length; i++) {
            content[i] = (byte) ((i * 31) >> 3);
        }
        for (var nonBlocking : new boolean[] {false, true}) {
            var pipe = Fd.pipe();
            pipe.writer().nonBlocking(nonBlocking);
            var writer = Thread.ofVirtual().start(() -> {
                try (var out = pipe.writer().output()) {
                    out.write(content);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            try (var in = pipe.reader().input()) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
            writer.join();
        }
    }

    @Test
    void closingWakesAReader() throws Exception {
        try (var pipe = Fd.pipe()) {
            var in = pipe.reader().input();
            var result = new CompletableFuture<Integer>();
            var reader = Thread.ofVirtual().start(() -> {
                try {
                    result.complete(in.read());
                } catch (IOException e) {
                    result.completeExceptionally(e);
                }
            });
            Thread.sleep(50);
            in.close();
            reader.join();
            assertThatThrownBy(result::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void aRegistrationCallsBackOnceAtATimeUntilClosed() throws Exception {
        var seen = new LinkedBlockingQueue<Integer>();
        try (var pipe = Fd.pipe()) {
            var registration = Poller.common().register(pipe.reader(), Poller.READABLE, _ -> {
                try {
                    seen.add(pipe.reader().read(new byte[1], 0, 1));
                } catch (IOException e) {
                    seen.add(-1);
                }
            });
            pipe.writer().write(bytes("ab"));
            assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(1);
            registration.close();
            pipe.writer().write(bytes("c"));
            assertThat(seen.poll(100, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void aPollerOfItsOwnEndsItsThread() throws Exception {
        var before = Scratch.openDescriptors();
        try (var poller = Poller.open("cx-poller");
                var pipe = Fd.pipe()) {
            var woken = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> {
                try {
                    poller.await(pipe.reader(), Poller.READABLE);
                    woken.countDown();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            pipe.writer().write(bytes("x"));
            assertThat(woken.await(5, TimeUnit.SECONDS)).isTrue();
        }
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(t -> t.getName().equals("cx-poller"))) {
            Thread.sleep(5);
        }
        assertThat(Scratch.openDescriptors()).isEqualTo(before);
    }

    @Test
    void plainFilesAreAlwaysReady() throws IOException {
        try (var in =
                Fd.open(Path.of("/proc/self/status"), OpenFlags.READ_ONLY, 0).input()) {
            assertThat(in.readAllBytes()).isNotEmpty();
        }
        try (var in = Fd.open(Path.of("/etc/passwd"), OpenFlags.READ_ONLY, 0).input()) {
            assertThat(in.readAllBytes()).startsWith(bytes("root:"));
        }
    }

    @Test
    void aTerminalHasASizeAndEndsWhenItsOtherSideCloses() throws Exception {
        try (var pair = Terminal.open();
                var in = pair.master().input()) {
            assertThat(Terminal.isTerminal(pair.master())).isTrue();
            Terminal.resize(pair.master(), new Terminal.Size(24, 80));
            assertThat(Terminal.size(pair.slave())).isEqualTo(new Terminal.Size(24, 80));
            pair.slave().write(bytes("hi"));
            pair.slave().close();
            assertThat(in.readAllBytes()).isEqualTo(bytes("hi"));
        }
        try (var pipe = Fd.pipe()) {
            assertThat(Terminal.isTerminal(pipe.reader())).isFalse();
        }
    }

    @Test
    void aBrokenPipeIsAnError() throws IOException {
        var pipe = Fd.pipe();
        pipe.reader().close();
        try (var out = pipe.writer().output()) {
            assertThatThrownBy(() -> out.write(1)).hasMessageContaining("EPIPE");
        }
    }

    @Test
    void aRegistrationIsToldOfAHangUpThatCameBeforeIt() throws Exception {
        var seen = new LinkedBlockingQueue<Integer>();
        try (var pipe = Fd.pipe()) {
            pipe.writer().close();
            try (var _ = Poller.common().register(pipe.reader(), 0, seen::add)) {
                assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(Poller.HANG_UP);
            }
        }
    }

    @Test
    void waitingCanHaveAnEnd() throws Exception {
        try (var pipe = Fd.pipe()) {
            assertThat(Poller.common().await(pipe.reader(), Poller.READABLE, Duration.ofMillis(20)))
                    .isFalse();
            pipe.writer().write(bytes("x"));
            assertThat(Poller.common().await(pipe.reader(), Poller.READABLE, Duration.ofMillis(20)))
                    .isTrue();
        }
    }

    @Test
    void plainFilesCannotBeRegistered() throws IOException {
        var before = Scratch.openDescriptors();
        try (var file = Fd.open(Path.of("/etc/passwd"), OpenFlags.READ_ONLY, 0)) {
            assertThatThrownBy(() -> Poller.common().register(file, Poller.READABLE, _ -> {}))
                    .hasMessageContaining("EPERM");
        }
        assertThat(Scratch.openDescriptors()).isEqualTo(before);
    }
}

package dev.conex.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SpawnTest {
    private static final Path SHELL = Path.of("/bin/sh");

    private static String output(Spawn spawn, Pipe pipe) throws Exception {
        try (var child = spawn.start()) {
            pipe.writer().close();
            try (var in = pipe.reader().input()) {
                var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(child.pidfd().await()).contains(new ExitStatus(0, 0, false));
                return text;
            }
        }
    }

    private static String shell(String script) throws Exception {
        var pipe = Fd.pipe();
        return output(Spawn.of(SHELL, List.of("sh", "-c", script), Map.of(1, pipe.writer())), pipe);
    }

    @Test
    void childBlocksAndIgnoresNoSignal() throws Exception {
        assertThat(shell("grep -E 'Sig(Blk|Ign)' /proc/self/status"))
                .isEqualTo("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
    }

    @Test
    void childSeesOnlyItsThreeDescriptors() throws Exception {
        try (var _ = new FileInputStream("/etc/hostname")) {
            assertThat(shell("ls /proc/$$/fd; true")).isEqualTo("0\n1\n2\n");
        }
    }

    @Test
    void childLeadsItsSession() throws Exception {
        assertThat(shell("read a b c d e f g < /proc/self/stat; test $a = $f && echo leader"))
                .isEqualTo("leader\n");
    }

    @Test
    void descriptorsMaySwapPlacesAndLeaveGaps() throws Exception {
        try (var one = MemFd.create("one");
                var two = MemFd.create("two")) {
            var pipe = Fd.pipe();
            var script = "cd /proc/$$/fd; ls; readlink %d %d; true".formatted(one.number(), two.number());
            var descriptors = Map.of(1, pipe.writer(), one.number(), two, two.number(), one);
            var text = output(Spawn.of(SHELL, List.of("sh", "-c", script), descriptors), pipe);
            assertThat(text)
                    .startsWith("0\n1\n2\n%d\n%d\n"
                            .formatted(Math.min(one.number(), two.number()), Math.max(one.number(), two.number())))
                    .containsSubsequence("/memfd:two", "/memfd:one");
        }
    }

    @Test
    void startsInTheGivenDirectoryWithTheGivenEnvironment() throws Exception {
        var pipe = Fd.pipe();
        try (var etc = Fd.open(Path.of("/etc"), OpenFlags.PATH | OpenFlags.DIRECTORY, 0)) {
            var spawn = new Spawn(
                    SHELL,
                    List.of(
                            "sh".getBytes(StandardCharsets.UTF_8),
                            "-c".getBytes(StandardCharsets.UTF_8),
                            "pwd; echo $A".getBytes(StandardCharsets.UTF_8)),
                    List.of("A=b c".getBytes(StandardCharsets.UTF_8)),
                    new TreeMap<>(Map.of(1, pipe.writer())),
                    Optional.of(etc));
            assertThat(output(spawn, pipe)).isEqualTo("/etc\nb c\n");
        }
    }

    @Test
    void tellsCodeAndSignalApart() throws Exception {
        try (var child =
                Spawn.of(SHELL, List.of("sh", "-c", "exit 7"), Map.of()).start()) {
            assertThat(child.pidfd().await()).contains(new ExitStatus(7, 0, false));
        }
        try (var child =
                Spawn.of(SHELL, List.of("sh", "-c", "exec sleep 100"), Map.of()).start()) {
            assertThat(child.pidfd().hasEnded()).isFalse();
            assertThat(child.pidfd().status()).isEmpty();
            child.pidfd().sendSignal(9);
            assertThat(child.pidfd().await().orElseThrow().shellCode()).isEqualTo(137);
        }
    }

    @Test
    void saysWhichProgramIsMissing() {
        assertThatThrownBy(() ->
                        Spawn.of(Path.of("/nosuch"), List.of("x"), Map.of()).start())
                .isInstanceOf(ErrnoException.class)
                .hasMessage("posix_spawn /nosuch: ENOENT (No such file or directory)");
    }

    @Test
    void runsASealedCopyThatNobodyCanChange() throws Exception {
        var pipe = Fd.pipe();
        try (var program = MemFd.sealed("echo", Files.readAllBytes(Path.of("/bin/echo")))) {
            assertThatThrownBy(() -> program.write(new byte[] {1})).hasMessageContaining("EPERM");
            var path = Path.of("/proc/" + ProcessHandle.current().pid() + "/fd/" + program.number());
            assertThat(output(Spawn.of(path, List.of("echo", "hi"), Map.of(1, pipe.writer())), pipe))
                    .isEqualTo("hi\n");
        }
    }

    @Test
    void remembersTheStatusOfAProcessThatItsParentReaped() throws Exception {
        var pipe = Fd.pipe();
        var gate = Fd.pipe();
        var script = "sh -c 'read x; exit 5' <&3 & echo $!; exec 3<&-; wait $!";
        try (var child = Spawn.of(SHELL, List.of("sh", "-c", script), Map.of(1, pipe.writer(), 3, gate.reader()))
                        .start();
                var in = pipe.reader().input()) {
            pipe.writer().close();
            var line = new StringBuilder();
            for (var c = in.read(); c != '\n'; c = in.read()) {
                line.append((char) c);
            }
            try (var grandchild = Pidfd.open(Integer.parseInt(line.toString()))) {
                gate.writer().write(new byte[] {'\n'});
                child.pidfd().await();
                assertThat(grandchild.await().map(ExitStatus::code)).contains(5);
            }
        }
        gate.close();
    }

    @Test
    void opensRootAndNamespacesOfAProcessWhileItLives() throws Exception {
        try (var child = Spawn.of(Path.of("/bin/sleep"), List.of("sleep", "100"), Map.of())
                .start()) {
            try (var root = child.pidfd().root();
                    var net = child.pidfd().namespace("net")) {
                assertThat(root.find("etc".getBytes(StandardCharsets.UTF_8))).isPresent();
                assertThat(new Node(net).stat().inode())
                        .isEqualTo(Files.getAttribute(Path.of("/proc/self/ns/net"), "unix:ino"));
            }
            child.pidfd().sendSignal(9);
            child.pidfd().await();
            assertThatThrownBy(() -> child.pidfd().namespace("net")).isInstanceOf(ErrnoException.class);
        }
    }

    @Test
    void runsAnUnnamedFileWhereMemoryMayNotBeExecuted() throws Exception {
        var pipe = Fd.pipe();
        try (var program = MemFd.unnamed(Path.of("/var/tmp"), Files.readAllBytes(Path.of("/bin/echo")))) {
            var path = Path.of("/proc/" + ProcessHandle.current().pid() + "/fd/" + program.number());
            assertThat(output(Spawn.of(path, List.of("echo", "hi"), Map.of(1, pipe.writer())), pipe))
                    .isEqualTo("hi\n");
        }
    }
}

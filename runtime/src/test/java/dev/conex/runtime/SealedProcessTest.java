package dev.conex.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What every process of a container must show, however it came to be.
class SealedProcessTest {
    private static final String[] LOOK = {"cat", "/proc/self/status", "out", "fds", "ls", "/proc/self/fd"};
    private static Lab lab;

    @BeforeAll
    static void open() throws IOException {
        lab = new Lab();
    }

    @AfterAll
    static void close() throws IOException {
        lab.close();
    }

    @Test
    void aFirstProcess() throws Exception {
        sealed(Lab.tiny(LOOK), b -> b);
    }

    @Test
    void oneWithoutNewPrivileges() throws Exception {
        sealed(Lab.tiny(LOOK).withNoNewPrivileges(true), b -> b);
    }

    @Test
    void oneBehindAnInit() throws Exception {
        sealed(Lab.tiny(LOOK), Bundles.withInit());
    }

    @Test
    void oneWithATerminal() throws Exception {
        sealed(Lab.tiny(LOOK).withTerminal(new ProcessSpec.Terminal(24, 80)), b -> b);
    }

    @Test
    void oneInTheHostsPidNamespace() throws Exception {
        sealed(
                Lab.tiny(LOOK),
                b -> Bundles.with(
                        b,
                        new Namespaces(
                                NamespaceMode.HOST,
                                NamespaceMode.PRIVATE,
                                NamespaceMode.PRIVATE,
                                NamespaceMode.PRIVATE,
                                NamespaceMode.PRIVATE)));
    }

    @Test
    void anAddedProcess() throws Exception {
        added(Lab.tiny(LOOK));
        added(Lab.tiny(LOOK).withTerminal(new ProcessSpec.Terminal(0, 0)));
    }

    private void added(ProcessSpec process) throws Exception {
        try (Instance instance = lab.create("sleep", "30000")) {
            instance.start();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (Exec exec = instance.exec(new ExecSpec("e1", process, false, true))) {
                exec.io().pump((stream, bytes, offset, length) -> out.write(bytes, offset, length));
                assertThat(exec.await().code()).isZero();
            }
            check(out.toString(StandardCharsets.UTF_8), process);
            instance.delete();
        }
    }

    private void sealed(ProcessSpec process, UnaryOperator<Bundle> change) throws Exception {
        check(lab.run(process, change).out(), process);
    }

    private static void check(String raw, ProcessSpec process) {
        String shown = raw.replace("\r", "");
        assertThat(shown)
                .contains(
                        "SigBlk:\t0000000000000000\n",
                        "SigIgn:\t0000000000000000\n",
                        "CapInh:\t0000000000000000\n",
                        "CapPrm:\t00000000a80425fb\n",
                        "CapEff:\t00000000a80425fb\n",
                        "CapBnd:\t00000000a80425fb\n",
                        "CapAmb:\t0000000000000000\n",
                        "NoNewPrivs:\t" + (process.noNewPrivileges() ? 1 : 0) + "\n",
                        "Seccomp:\t2\n");
        assertThat(shown).endsWith("fds\n0\n1\n2\n");
    }
}

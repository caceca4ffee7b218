package dev.conex.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.linux.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@org.junit.jupiter.api.Timeout(60)
class LeftoversTest {
    private static final int LAUNCHES = 300;
    private static final int AT_ONCE = 40;
    private static final int EIO = 5;
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
    void launchesLeaveNothing() throws Exception {
        lab.run("out", "warm");
        settle();
        Lab.Leftovers before = lab.leftovers();
        for (int i = 0; i < LAUNCHES; i++) {
            assertThat(lab.run("exit", "3").exit().code()).isEqualTo(3);
        }
        try (Instance instance = lab.create("sleep", "30000")) {
            instance.start();
            for (int i = 0; i < 20; i++) {
                try (Exec exec = instance.exec(new ExecSpec("e" + i, Lab.tiny("out", "x"), true, true));
                        var _ = instance.streams().attach((_, _, _, _) -> {})) {
                    exec.io().pump((_, _, _, _) -> {});
                    exec.await();
                }
            }
            instance.delete();
        }
        settle();
        assertThat(lab.leftovers()).isEqualTo(before);
    }

    @Test
    void manyAtOnce() throws Exception {
        lab.run("out", "warm");
        settle();
        Lab.Leftovers before = lab.leftovers();
        List<Thread> threads = new ArrayList<>();
        Queue<Integer> codes = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < AT_ONCE; i++) {
            int code = i;
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    codes.add(lab.run("out", "x", "exit", "" + code).exit().code());
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(codes).hasSize(AT_ONCE).doesNotHaveDuplicates();
        settle();
        assertThat(lab.leftovers()).isEqualTo(before);
    }

    @Test
    void everyStepThatFailsLeavesTheWorldAsItWas() throws Exception {
        lab.run("out", "warm");
        ShimRuntime runtime = (ShimRuntime) lab.runtime;
        String id = lab.nextId();
        Path own = Files.createDirectories(lab.directory.resolve(id));
        try (Mount model = lab.root()) {
            int steps = runtime.plan(Bundle.of(id, own, model, Lab.tiny("out", "x")))
                    .steps()
                    .size();
            settle();
            Lab.Leftovers before = lab.leftovers();
            for (int i = 0; i <= steps; i++) {
                fail(runtime, id, own, i);
            }
            settle();
            assertThat(lab.leftovers()).isEqualTo(before);
        }
        try (var files = Files.list(own)) {
            assertThat(files.map(p -> p.getFileName().toString())).allMatch(n -> n.startsWith("container.log"));
        }
    }

    /// Step `index` is a failure, before or behind the gate.
    private static void fail(ShimRuntime runtime, String id, Path own, int index) throws IOException {
        try (Mount root = lab.root()) {
            Bundle bundle = Bundle.of(id, own, root, Lab.tiny("out", "x"));
            LaunchPlan plan = runtime.plan(bundle);
            if (index == plan.steps().size()) {
                return; // behind the program nothing is done
            }
            LaunchPlan broken = plan.failingAt(index, EIO);
            assertThatThrownBy(() -> {
                        try (Instance instance = runtime.create(bundle, broken)) {
                            try {
                                instance.start();
                            } finally {
                                instance.delete();
                            }
                        }
                    })
                    .as("step %d", index)
                    .isInstanceOfSatisfying(
                            LaunchFailure.class, e -> assertThat(e.errno()).isEqualTo(EIO));
        }
    }

    /// Prepared shims come and go in the background.
    private static void settle() throws Exception {
        Lab.Leftovers last = lab.leftovers();
        for (int same = 0, i = 0; same < 10 && i < 300; i++) {
            Thread.sleep(20);
            Lab.Leftovers now = lab.leftovers();
            same = now.equals(last) ? same + 1 : 0;
            last = now;
        }
    }
}

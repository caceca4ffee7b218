package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.conex.storage.Records;
import dev.conex.storage.Storage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The n-th write of a record fails, n = 1, 2, 3 … until everything succeeds; and from the n-th on all of them.
class FullDiskTest {
    private static final int NEVER = Integer.MAX_VALUE;

    private final AtomicInteger left = new AtomicInteger(NEVER);
    private volatile boolean forGood;

    /// Fails when its turn has come.
    private Storage failing(Storage storage) {
        var records = (Records) Proxy.newProxyInstance(
                Records.class.getClassLoader(), new Class<?>[] {Records.class}, (_, method, args) -> {
                    if (method.getName().equals("put") && full()) {
                        throw new IOException("no space left on device");
                    }
                    return call(method, storage.records(), args);
                });
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(),
                new Class<?>[] {Storage.class},
                (_, method, args) -> method.getName().equals("records") ? records : call(method, storage, args));
    }

    private static Object call(java.lang.reflect.Method method, Object on, Object[] args) throws Throwable {
        try {
            return method.invoke(on, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private boolean full() {
        if (left.get() == NEVER) {
            return false;
        }
        int n = left.decrementAndGet();
        return forGood ? n <= 0 : n == 0;
    }

    @Test
    void oneFailedWriteLeavesNothingHalfDone() throws Exception {
        forGood = false;
        untilItSucceeds();
    }

    @Test
    void aFullDiskLeavesNothingHalfDone() throws Exception {
        forGood = true;
        untilItSucceeds();
    }

    private void untilItSucceeds() throws Exception {
        try (var lab = new EngineLab(this::failing)) {
            var before = lab.census();
            for (int n = 1; ; n++) {
                left.set(n);
                boolean whole = life(lab);
                boolean reached = left.get() <= 0;
                left.set(NEVER);
                for (var c : lab.engine.containers().list(ContainerQuery.ALL)) {
                    lab.engine.containers().remove(c.id().value(), RemoveOptions.ALL);
                }
                assertThat(lab.census()).as("write %d fails", n).isEqualTo(before);
                if (!reached) {
                    assertThat(whole).isTrue();
                    return;
                }
            }
        }
    }

    /// Whether everything went well; a refusal is fine, a hanging or lying container is not.
    private static boolean life(EngineLab lab) throws InterruptedException {
        try {
            var id = lab.create(EngineLab.tiny("polite", "wait"));
            lab.engine.lives().start(id);
            assertThat(lab.inspect(id).state().running()).isTrue();
            lab.engine.lives().kill(id, "KILL");
            assertThat(lab.inspect(id).state().running()).isFalse();
            assertThat(lab.inspect(id).state().exitCode()).isEqualTo(137);
            lab.engine.containers().remove(id, RemoveOptions.PLAIN);
            return true;
        } catch (Refusal e) {
            assertThat(e.getMessage()).contains("no space left");
            return false;
        }
    }
}

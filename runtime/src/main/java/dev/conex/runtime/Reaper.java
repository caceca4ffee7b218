package dev.conex.runtime;

import dev.conex.linux.Child;
import java.io.IOException;

/// Takes the end of shims that nobody waits for.
final class Reaper {
    private Reaper() {}

    /// Waits on a virtual thread, then closes.
    static void reap(Child shim) {
        Thread.ofVirtual().name("reap-" + shim.pid()).start(() -> {
            try (shim) {
                shim.pidfd().await();
            } catch (IOException e) {
                System.getLogger(Reaper.class.getName()).log(System.Logger.Level.WARNING, "waiting for a shim", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}

package dev.conex.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Work whose failure is logged and ends there: tear-down, background steps.
final class Quietly {
    private static final Logger LOG = System.getLogger("dev.conex.engine");

    private Quietly() {}

    static void run(String what, Undo.Step step) {
        try {
            step.run();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.log(Level.WARNING, what + " failed: " + e.getMessage(), e);
        }
    }

    static void warn(String what) {
        LOG.log(Level.WARNING, what);
    }
}

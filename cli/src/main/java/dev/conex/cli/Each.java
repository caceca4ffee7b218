package dev.conex.cli;

import java.io.IOException;
import java.util.List;

/// Does one thing to several names: goes on after a failure, prints each, and ends with 1 if there was any.
final class Each {
    /// What is done to one name.
    @FunctionalInterface
    interface Act {
        void on(String name) throws IOException;
    }

    private Each() {}

    static int of(List<String> names, Session session, Act act) throws IOException {
        return of(names, session, "", act);
    }

    /// @param what when not empty, a last line `Error: failed to <what>: names`
    static int of(List<String> names, Session session, String what, Act act) throws IOException {
        List<String> failed = new java.util.ArrayList<>();
        for (String name : names) {
            try {
                act.on(name);
            } catch (DaemonError e) {
                session.out().flush();
                session.err().println(e.spoken());
                failed.add(name);
            }
        }
        if (!failed.isEmpty() && !what.isEmpty()) {
            session.err().println("Error: failed to " + what + ": " + String.join(", ", failed));
        }
        return failed.isEmpty() ? 0 : 1;
    }
}

package dev.conex.cli;

import java.util.List;
import java.util.function.Consumer;
import sun.misc.Signal;

/// Signals that the client gets and passes on.
final class SignalRelay {
    private static final List<String> PASSED = List.of("INT", "TERM", "HUP", "USR2", "CONT");

    private SignalRelay() {}

    /// Sends each signal's name to the container instead of ending the client.
    static void to(Consumer<String> sink) {
        for (String name : PASSED) {
            try {
                Signal.handle(new Signal(name), signal -> sink.accept(signal.getName()));
            } catch (IllegalArgumentException _) {
                // this machine keeps that signal for itself
            }
        }
    }

    static void onResize(Runnable action) {
        Signal.handle(new Signal("WINCH"), _ -> action.run());
    }
}

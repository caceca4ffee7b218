package dev.conex.engine;

import java.util.ArrayDeque;

/// A stack of what has to be undone if a plan can't be carried out. Closing without [#commit] undoes all,
/// newest first; a failing step doesn't keep the others from being undone.
final class Undo implements AutoCloseable {
    private final ArrayDeque<Step> steps = new ArrayDeque<>();

    /// One step back.
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    void push(Step step) {
        steps.push(step);
    }

    /// Everything stays.
    void commit() {
        steps.clear();
    }

    @Override
    public void close() {
        while (!steps.isEmpty()) {
            Quietly.run("undo", steps.pop());
        }
    }
}

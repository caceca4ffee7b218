package dev.conex.engine;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Those who wait for one container. Its lock guards only the counters here; nothing slow happens under it.
final class Waiters {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long exits;
    private boolean removed;
    private String removalError = "";
    private int exitCode;

    /// The program ended; the record says so already.
    void exited(int code) {
        change(() -> {
            exits++;
            exitCode = code;
        });
    }

    /// Something changed that a condition may look at.
    void changed() {
        change(() -> {});
    }

    /// The record is gone.
    void removed(int code) {
        change(() -> {
            removed = true;
            exitCode = code;
        });
    }

    /// The record could not be removed.
    void removalFailed(String why) {
        change(() -> removalError = why);
    }

    private void change(Runnable how) {
        lock.lock();
        try {
            how.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Blocks until something holds or a moment of [System#nanoTime] has come; false in the latter case.
    boolean until(BooleanSupplier holds, long deadlineNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!holds.getAsBoolean()) {
                if (deadlineNanos == Long.MAX_VALUE) {
                    changed.await();
                } else if (changed.awaitNanos(deadlineNanos - System.nanoTime()) <= 0 && !holds.getAsBoolean()) {
                    return false;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Registers now. `idle` and `code` look at the current record.
    Waiting register(WaitCondition condition, BooleanSupplier idle, Supplier<Integer> code) {
        lock.lock();
        try {
            return new Registered(condition, exits, idle, code);
        } finally {
            lock.unlock();
        }
    }

    private final class Registered implements Waiting {
        private final WaitCondition condition;
        private final long exitsBefore;
        private final BooleanSupplier idle;
        private final Supplier<Integer> code;
        private boolean closed;

        Registered(WaitCondition condition, long exitsBefore, BooleanSupplier idle, Supplier<Integer> code) {
            this.condition = condition;
            this.exitsBefore = exitsBefore;
            this.idle = idle;
            this.code = code;
        }

        @Override
        public WaitResult await() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (!holds() && !closed) {
                    changed.await();
                }
                return result();
            } finally {
                lock.unlock();
            }
        }

        private boolean holds() {
            return removed
                    || switch (condition) {
                        case NOT_RUNNING -> idle.getAsBoolean();
                        case NEXT_EXIT -> exits > exitsBefore;
                        case REMOVED -> !removalError.isEmpty();
                    };
        }

        private WaitResult result() {
            if (condition == WaitCondition.REMOVED && !removed && !removalError.isEmpty()) {
                return new WaitResult(code.get(), removalError);
            }
            return new WaitResult(removed || exits > exitsBefore ? exitCode : code.get(), null);
        }

        @Override
        public void close() {
            change(() -> closed = true);
        }
    }
}

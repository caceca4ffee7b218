package dev.conex.engine;

/// What happened, in order.
public interface Events {
    /// Registers now; past events that fit come first.
    Subscription subscribe(EventQuery query);

    /// A subscriber's end.
    interface Subscription extends AutoCloseable {
        /// The next event that fits; absent when `until` has passed or this was closed.
        java.util.Optional<Event> next() throws InterruptedException;

        @Override
        void close();
    }
}

package dev.conex.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The last events and those who listen. Publishing never waits for a listener: one that falls behind by
/// [#QUEUE_MAX] events is cut off.
final class EventLog implements Events, EventSink {
    /// Past events that a newcomer can still get.
    static final int RING = 1_000;
    /// Events that wait for one listener at most.
    static final int QUEUE_MAX = 10_000;

    private final ArrayDeque<Event> ring = new ArrayDeque<>();
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private long sequence;

    @Override
    public void publish(Event.Type type, String action, String actorId, Map<String, String> attributes) {
        synchronized (lock) {
            var event = new Event(++sequence, type, action, actorId, attributes, Instant.now());
            if (ring.size() == RING) {
                ring.removeFirst();
            }
            ring.addLast(event);
            listeners.forEach(l -> l.offer(event));
        }
    }

    @Override
    public Subscription subscribe(EventQuery query) {
        EventFilter.check(query.filters());
        synchronized (lock) {
            var listener = new Listener(query, past(query));
            listeners.add(listener);
            return listener;
        }
    }

    /// Listeners now, for tests.
    int listeners() {
        return listeners.size();
    }

    private List<Event> past(EventQuery query) {
        var since = query.since();
        if (since == null) {
            return List.of();
        }
        var found = new ArrayList<Event>();
        for (var event : ring) {
            if (!event.time().isBefore(since) && EventFilter.fits(event, query)) {
                found.add(event);
            }
        }
        return found;
    }

    /// An event, or nothing: the listener looks again whether it is closed.
    private record Entry(@Nullable Event event) {}

    private final class Listener implements Subscription {
        private final EventQuery query;
        private final LinkedBlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
        private volatile boolean closed;

        Listener(EventQuery query, List<Event> past) {
            this.query = query;
            past.forEach(e -> queue.add(new Entry(e)));
        }

        void offer(Event event) {
            if (!EventFilter.fits(event, query)) {
                return;
            }
            if (queue.size() >= QUEUE_MAX) {
                close();
                return;
            }
            queue.add(new Entry(event));
        }

        @Override
        public Optional<Event> next() throws InterruptedException {
            var until = query.until();
            while (!closed || !queue.isEmpty()) {
                var entry = poll(until);
                if (entry == null) {
                    return Optional.empty();
                }
                if (entry.event() != null) {
                    return Optional.of(entry.event());
                }
            }
            return Optional.empty();
        }

        private @Nullable Entry poll(@Nullable Instant until) throws InterruptedException {
            if (until == null) {
                return queue.take();
            }
            long millis = Math.max(0, until.toEpochMilli() - System.currentTimeMillis());
            return queue.poll(millis, TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            closed = true;
            listeners.remove(this);
            queue.add(new Entry(null));
        }
    }
}

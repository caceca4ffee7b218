package dev.conex.engine;

import dev.conex.runtime.Streams;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Clients attached to one container, also before it is started. A client is told of the end only when it has
/// had all output and the exit is on disk.
final class AttachHub {
    /// Clients of one container at most.
    static final int CLIENTS_MAX = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<AttachedClient> clients = new LinkedHashSet<>();
    private @Nullable Streams streams;

    /// Adds a client; attaches it now if the container runs.
    void add(AttachedClient client) throws IOException {
        Streams now;
        lock.lock();
        try {
            if (clients.size() >= CLIENTS_MAX) {
                throw new Refusal.LimitReached("attached clients of a container", CLIENTS_MAX);
            }
            clients.add(client);
            now = streams;
        } finally {
            lock.unlock();
        }
        if (now != null) {
            client.connect(now);
            signal();
        }
    }

    void drop(AttachedClient client) {
        lock.lock();
        try {
            clients.remove(client);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The instance exists, its program doesn't run yet: whoever waits is attached, so that nothing is missed.
    void starting(Streams live) throws IOException {
        for (var client : all()) {
            client.connect(live);
        }
    }

    /// The program runs: input may flow.
    void started(Streams live) throws IOException {
        lock.lock();
        try {
            streams = live;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        // whoever came between
        for (var client : all()) {
            client.connect(live);
        }
        signal();
    }

    /// The program ended (or could not be started, or the container is gone): clients end when they have had
    /// all.
    void ended() {
        List<AttachedClient> left;
        lock.lock();
        try {
            streams = null;
            left = List.copyOf(clients);
            clients.clear();
        } finally {
            lock.unlock();
        }
        left.forEach(AttachedClient::processEnded);
        signal();
    }

    /// The live ends; absent while the container doesn't run.
    @Nullable
    Streams streams() {
        lock.lock();
        try {
            return streams;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the container runs; absent if the client left or the container ended first.
    @Nullable
    Streams awaitStreams(AttachedClient client) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (streams == null && clients.contains(client)) {
                changed.await();
            }
            return streams;
        } finally {
            lock.unlock();
        }
    }

    /// Clients now.
    int size() {
        return all().size();
    }

    private List<AttachedClient> all() {
        lock.lock();
        try {
            return new ArrayList<>(clients);
        } finally {
            lock.unlock();
        }
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

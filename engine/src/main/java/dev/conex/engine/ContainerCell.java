package dev.conex.engine;

import dev.conex.runtime.Instance;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One container in memory: its current record, the running thing if there is one, and who waits for it.
/// Readers read [#record] and take no lock; whoever changes it holds [#commands].
final class ContainerCell {
    private final ContainerId id;
    private final ReentrantLock commands = new ReentrantLock(true);
    private final Waiters waiters = new Waiters();
    private final AttachHub attached = new AttachHub();
    private volatile ContainerRecord record;
    private volatile @Nullable Instance instance;
    private volatile @Nullable Health health;
    private volatile RestartDelay delay = RestartDelay.INITIAL;
    private volatile boolean restartingByUser;
    private volatile boolean leftover;

    ContainerCell(ContainerRecord record) {
        this.id = record.key();
        this.record = record;
    }

    ContainerId id() {
        return id;
    }

    ContainerRecord record() {
        return record;
    }

    /// A lock that can be held in `try`.
    Held hold() {
        commands.lock();
        return commands::unlock;
    }

    /// Only under the lock, and only by [ContainerTable#publish].
    void record(ContainerRecord next) {
        if (!commands.isHeldByCurrentThread()) {
            throw new IllegalStateException("record of %s changed without its lock".formatted(id));
        }
        record = next;
        waiters.changed();
    }

    /// The running thing, if there is one.
    @Nullable
    Instance instance() {
        return instance;
    }

    /// Whether this is the life that the container has now (absent: none).
    @SuppressWarnings("ReferenceEquality") // lives are identities
    boolean isLife(@Nullable Instance life) {
        return instance == life;
    }

    void instance(@Nullable Instance now) {
        instance = now;
    }

    Waiters waiters() {
        return waiters;
    }

    AttachHub attached() {
        return attached;
    }

    @Nullable
    Health health() {
        return health;
    }

    void health(@Nullable Health now) {
        health = now;
    }

    RestartDelay delay() {
        return delay;
    }

    void delay(RestartDelay next) {
        delay = next;
    }

    /// The kernel objects of the last life are still there, because its end could not be stored.
    boolean leftover() {
        return leftover;
    }

    void leftover(boolean now) {
        leftover = now;
    }

    /// A user's `restart` is under way: its end is neither final nor the policy's business.
    boolean restartingByUser() {
        return restartingByUser;
    }

    void restartingByUser(boolean now) {
        restartingByUser = now;
    }

    /// Whether a waiter for "not running" is done.
    boolean idle() {
        return switch (record.state()) {
            case ContainerState.Created _, ContainerState.Exited _, ContainerState.Dead _, ContainerState.Removing _ ->
                true;
            case ContainerState.Starting _,
                    ContainerState.Running _,
                    ContainerState.Paused _,
                    ContainerState.Restarting _ -> false;
        };
    }

    /// A held lock.
    interface Held extends AutoCloseable {
        @Override
        void close();
    }
}

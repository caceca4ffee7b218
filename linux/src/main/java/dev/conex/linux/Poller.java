package dev.conex.linux;

import dev.conex.linux.ffm.Arch;
import dev.conex.linux.ffm.Syscall;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/// Watches descriptors (pidfds, pipes, terminals, sockets) on one named platform thread, by epoll(7).
///
/// Nothing else in the process has to block in a system call: callbacks run on virtual threads, and a virtual
/// thread that waits is parked. Every watch has a duplicate of its descriptor, so one descriptor may be watched
/// many times, and a number that is closed and used again is never mistaken for the old one.
public final class Poller implements AutoCloseable {
    /// EPOLLIN: something to read, or the end; of a pidfd: the process has ended.
    public static final int READABLE = 0x1;
    /// EPOLLOUT: room to write.
    public static final int WRITABLE = 0x4;
    /// EPOLLERR: always reported; of a pipe's write end: nobody reads any more.
    public static final int ERROR = 0x8;
    /// EPOLLHUP: always reported; of a pipe: the other side is closed; of a pidfd: the process is reaped.
    public static final int HANG_UP = 0x10;

    private static final int ONE_SHOT = 1 << 30;
    private static final int EPOLL_CLOEXEC = OpenFlags.CLOSE_ON_EXEC;
    private static final int CTL_ADD = 1;
    private static final int CTL_DEL = 2;
    private static final int CTL_MOD = 3;
    private static final int BATCH = 64;
    private static final int NO_SIGNAL_SET_SIZE = 8;
    private static final int POLLFD_SIZE = 8;
    private static final int POLLFD_EVENTS = 4;
    private static final int POLLFD_RESULT = 6;
    private static final int EFD_CLOEXEC = OpenFlags.CLOSE_ON_EXEC;
    private static final long WAKE_UP = 0;

    private final Fd epoll;
    private final Fd wakeUp;
    private final Thread thread;
    private final Map<Long, Watch> watches = new ConcurrentHashMap<>();
    private final AtomicLong nextId = new AtomicLong(WAKE_UP + 1);
    private volatile boolean closed;

    private static final class Common {
        private static final Poller POLLER = start();

        private static Poller start() {
            try {
                return open("conex-poller");
            } catch (ErrnoException e) {
                throw new IllegalStateException("no poller", e);
            }
        }
    }

    private Poller(Fd epoll, Fd wakeUp, String name) {
        this.epoll = epoll;
        this.wakeUp = wakeUp;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::loop);
    }

    /// The one of this process, started when first asked for and never closed.
    public static Poller common() {
        return Common.POLLER;
    }

    /// Another one with a thread of its own; closing it ends the thread.
    public static Poller open(String threadName) throws ErrnoException {
        var epoll = Fd.own((int) Sys.call(Syscall.EPOLL_CREATE1, threadName, EPOLL_CLOEXEC));
        var wakeUp = Fd.own((int) Sys.call(Syscall.EVENTFD2, threadName, 0, EFD_CLOEXEC));
        var poller = new Poller(epoll, wakeUp, threadName);
        poller.control(CTL_ADD, wakeUp, READABLE, WAKE_UP);
        poller.thread.start();
        return poller;
    }

    /// Calls back on a virtual thread whenever one of the events holds, once at a time: the next call comes after
    /// the last returned. The callback consumes what it was told of, or closes the registration.
    ///
    /// @param callback gets the events; when it throws the registration is closed
    public Registration register(Fd fd, int events, IntConsumer callback) throws ErrnoException {
        var registration = new Registration(this, fd, events, callback);
        try {
            registration.watch.arm(events);
            return registration;
        } catch (ErrnoException e) {
            registration.close();
            throw e;
        }
    }

    /// Blocks the calling thread, a virtual one by parking it, until one of the events (or an error or hang-up) holds.
    public void await(Fd fd, int events) throws IOException, InterruptedException {
        try (var readiness = new Readiness(this, fd)) {
            readiness.await(events, Readiness.FOR_EVER);
        }
    }

    /// As [#await(Fd, int)], but not for ever.
    ///
    /// @return false when the time was over first
    public boolean await(Fd fd, int events, Duration limit) throws IOException, InterruptedException {
        try (var readiness = new Readiness(this, fd)) {
            return readiness.await(events, limit);
        }
    }

    /// Whether one of the events, an error or a hang-up holds now.
    public static boolean isReady(Fd fd, int events) throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var memory = arena.allocate(POLLFD_SIZE + 16, Long.BYTES); // struct pollfd, then a zero timespec
            memory.set(ValueLayout.JAVA_INT, 0, fd.number());
            memory.set(ValueLayout.JAVA_SHORT, POLLFD_EVENTS, (short) events);
            Sys.call(Syscall.PPOLL, fd, Sys.at(memory), 1, Sys.at(memory) + POLLFD_SIZE, 0, NO_SIGNAL_SET_SIZE);
            return memory.get(ValueLayout.JAVA_SHORT, POLLFD_RESULT) != 0;
        }
    }

    /// A callback that stays until closed.
    public static final class Registration implements AutoCloseable {
        private final Watch watch;
        private final int events;
        private final IntConsumer callback;

        private Registration(Poller poller, Fd fd, int events, IntConsumer callback) throws ErrnoException {
            this.events = events;
            this.callback = callback;
            this.watch = new Watch(poller, fd, this::ready);
        }

        private void ready(int happened) {
            Thread.ofVirtual().name("poller-callback").start(() -> {
                try {
                    callback.accept(happened);
                } catch (RuntimeException e) {
                    close(); // it would be called for ever
                    throw e;
                }
                rearm();
            });
        }

        private void rearm() {
            try {
                watch.arm(events);
            } catch (ErrnoException e) {
                throw new IllegalStateException("an epoll entry of ours is gone", e);
            }
        }

        /// No call begins any more; one that runs goes on.
        @Override
        public void close() {
            watch.close();
        }
    }

    /// One entry of the epoll set: armed for one event at a time.
    static final class Watch implements AutoCloseable {
        private final Poller poller;
        private final Fd fd;
        private final long id;
        private final IntConsumer ready;
        /// It joins the set when first armed: an error or hang-up is reported from then on, asked for or not.
        private boolean armed;

        /// @param ready called on the poller's thread: must not block
        Watch(Poller poller, Fd fd, IntConsumer ready) throws ErrnoException {
            this.poller = poller;
            this.fd = fd.dup();
            this.id = poller.nextId.getAndIncrement();
            this.ready = ready;
            poller.watches.put(id, this);
        }

        /// Asks for one event; nothing happens after close.
        ///
        /// @throws ErrnoException EPERM for plain files and directories
        synchronized void arm(int events) throws ErrnoException {
            if (fd.isOpen()) {
                poller.control(armed ? CTL_MOD : CTL_ADD, fd, events | ONE_SHOT, id);
                armed = true;
            }
        }

        @Override
        public synchronized void close() {
            if (poller.watches.remove(id) != null) {
                var _ = Sys.attempt(Syscall.EPOLL_CTL, poller.epoll.number(), CTL_DEL, fd.number(), 0);
                fd.close();
            }
        }
    }

    private void control(int operation, Fd fd, int events, long id) throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var event = arena.allocate(Arch.current().epollEventSize(), Long.BYTES);
            event.set(ValueLayout.JAVA_INT, 0, events);
            event.set(ValueLayout.JAVA_LONG_UNALIGNED, Arch.current().epollDataOffset(), id);
            Sys.call(Syscall.EPOLL_CTL, fd, epoll.number(), operation, fd.number(), Sys.at(event));
        }
    }

    private void loop() {
        try (var arena = Arena.ofConfined()) {
            var size = Arch.current().epollEventSize();
            var events = arena.allocate((long) size * BATCH, Long.BYTES);
            while (!closed) {
                var count = Sys.call(
                        Syscall.EPOLL_PWAIT,
                        "poller",
                        epoll.number(),
                        Sys.at(events),
                        BATCH,
                        -1,
                        0,
                        NO_SIGNAL_SET_SIZE);
                for (var i = 0; i < count; i++) {
                    dispatch(events.asSlice((long) i * size, size));
                }
            }
        } catch (ErrnoException e) {
            throw new IllegalStateException("the poller can't wait", e);
        } finally {
            epoll.close();
            wakeUp.close();
        }
    }

    private void dispatch(MemorySegment event) {
        var id = event.get(ValueLayout.JAVA_LONG_UNALIGNED, Arch.current().epollDataOffset());
        var watch = watches.get(id);
        if (watch != null) {
            watch.ready.accept(event.get(ValueLayout.JAVA_INT, 0));
        }
    }

    /// Ends the thread; watches that are still open are never told anything again.
    @Override
    public void close() {
        closed = true;
        try {
            wakeUp.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
        } catch (ErrnoException | IllegalStateException e) {
            // it has ended already
        }
    }
}

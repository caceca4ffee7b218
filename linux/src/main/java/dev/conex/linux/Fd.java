package dev.conex.linux;

import dev.conex.linux.ffm.Buffers;
import dev.conex.linux.ffm.Syscall;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// An open file descriptor that somebody owns. Always close-on-exec.
///
/// Lives in `try (…)`; ownership moves by [#release()]. [#read] and [#write] hold the calling thread, so on a
/// virtual thread use [#input()] and [#output()] for pipes, terminals and sockets.
public final class Fd implements AutoCloseable {
    private static final int AT_FDCWD = -100;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int CLOSED = -1;

    private final AtomicInteger number;

    private Fd(int number) {
        this.number = new AtomicInteger(number);
    }

    /// Takes ownership of a descriptor number.
    public static Fd own(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("no descriptor: " + number);
        }
        return new Fd(number);
    }

    /// open(2) on a path of the host.
    ///
    /// @param flags of [OpenFlags]
    /// @param mode permissions of a created file, before the umask
    public static Fd open(Path path, int flags, int mode) throws ErrnoException {
        return open(path.toString().getBytes(StandardCharsets.UTF_8), flags, mode);
    }

    /// As [#open(Path, int, int)], the path as bytes.
    public static Fd open(byte[] path, int flags, int mode) throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var name = Sys.name(arena, path);
            var all = flags | OpenFlags.CLOSE_ON_EXEC;
            return own((int) Sys.call(Syscall.OPENAT, path, AT_FDCWD, Sys.at(name), all, mode));
        }
    }

    /// The two ends of a new pipe.
    public static Pipe pipe() throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var pair = arena.allocate(ValueLayout.JAVA_INT, 2);
            Sys.call(Syscall.PIPE2, "new pipe", Sys.at(pair), OpenFlags.CLOSE_ON_EXEC);
            return new Pipe(
                    own(pair.getAtIndex(ValueLayout.JAVA_INT, 0)), own(pair.getAtIndex(ValueLayout.JAVA_INT, 1)));
        }
    }

    /// The number, for a system call or for `/proc/self/fd`.
    ///
    /// @throws IllegalStateException after close or release
    public int number() {
        var n = number.get();
        if (n == CLOSED) {
            throw new IllegalStateException("the descriptor is closed");
        }
        return n;
    }

    /// Whether it is neither closed nor released.
    public boolean isOpen() {
        return number.get() != CLOSED;
    }

    /// Another descriptor for the same open file; the caller closes it.
    public Fd dup() throws ErrnoException {
        return dupAtLeast(0);
    }

    /// As [#dup()], with a number not below `lowest`.
    public Fd dupAtLeast(int lowest) throws ErrnoException {
        return own((int) Sys.call(Syscall.FCNTL, this, number(), F_DUPFD_CLOEXEC, lowest));
    }

    /// Gives the number away: the caller owns it now, this object is as if closed.
    public int release() {
        var n = number.getAndSet(CLOSED);
        if (n == CLOSED) {
            throw new IllegalStateException("the descriptor is closed");
        }
        return n;
    }

    /// read(2): how many bytes came, 0 at the end.
    public int read(byte[] buffer, int offset, int length) throws ErrnoException {
        var memory = Buffers.take();
        try {
            var n = (int) Sys.call(Syscall.READ, this, number(), Sys.at(memory), Math.min(length, Buffers.SIZE));
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, buffer, offset, n);
            return n;
        } finally {
            Buffers.giveBack(memory);
        }
    }

    /// write(2), until everything is written; EAGAIN when the descriptor is non-blocking and there is no room.
    public void write(byte[] buffer, int offset, int length) throws ErrnoException {
        var memory = Buffers.take();
        try {
            var done = 0;
            while (done < length) {
                var part = Math.min(length - done, Buffers.SIZE);
                MemorySegment.copy(buffer, offset + done, memory, ValueLayout.JAVA_BYTE, 0, part);
                done += (int) Sys.call(Syscall.WRITE, this, number(), Sys.at(memory), part);
            }
        } finally {
            Buffers.giveBack(memory);
        }
    }

    /// Writes all of it.
    public void write(byte[] bytes) throws ErrnoException {
        write(bytes, 0, bytes.length);
    }

    /// Switches O_NONBLOCK, which all duplicates of this descriptor share, in other processes too.
    public void nonBlocking(boolean on) throws ErrnoException {
        var flags = (int) Sys.call(Syscall.FCNTL, this, number(), F_GETFL);
        var wanted = on ? flags | OpenFlags.NON_BLOCKING : flags & ~OpenFlags.NON_BLOCKING;
        if (wanted != flags) {
            Sys.call(Syscall.FCNTL, this, number(), F_SETFL, wanted);
        }
    }

    /// Whether O_NONBLOCK is set.
    public boolean isNonBlocking() throws ErrnoException {
        return (Sys.call(Syscall.FCNTL, this, number(), F_GETFL) & OpenFlags.NON_BLOCKING) != 0;
    }

    /// fsync(2): data and attributes are on the disk when it returns.
    public void sync() throws ErrnoException {
        Sys.call(Syscall.FSYNC, this, number());
    }

    /// fdatasync(2).
    public void syncData() throws ErrnoException {
        Sys.call(Syscall.FDATASYNC, this, number());
    }

    /// syncfs(2): everything of the file system it lies in is on the disk when it returns.
    public void syncFileSystem() throws ErrnoException {
        Sys.call(Syscall.SYNCFS, this, number());
    }

    /// A stream that parks a virtual thread while nothing is there. Closing it closes this descriptor.
    public InputStream input() {
        return new FdInput(this, Poller.common());
    }

    /// A stream that parks a virtual thread while there is no room. Closing it closes this descriptor.
    public OutputStream output() {
        return new FdOutput(this, Poller.common());
    }

    /// Where it can be reached by name in this process.
    public String procPath() {
        return "/proc/self/fd/" + number();
    }

    @Override
    public void close() {
        var n = number.getAndSet(CLOSED);
        if (n != CLOSED) {
            // an error of close(2) says nothing that anybody could act on: the number is free in any case
            var _ = Sys.attempt(Syscall.CLOSE, n);
        }
    }

    @Override
    public String toString() {
        var n = number.get();
        return n == CLOSED ? "closed descriptor" : "descriptor " + n;
    }
}

package dev.conex.linux;

import dev.conex.linux.ffm.Syscall;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/// Terminals by descriptor. See ioctl_tty(2).
public final class Terminal {
    private static final int TCGETS = 0x5401;
    private static final int TIOCGWINSZ = 0x5413;
    private static final int TIOCSWINSZ = 0x5414;
    private static final int TIOCSPTLCK = 0x4004_5431;
    private static final int TIOCGPTPEER = 0x5441;
    private static final int TERMIOS_SIZE = 64;
    private static final int WINSIZE_SIZE = 8;

    private Terminal() {}

    /// A window in characters.
    public record Size(int rows, int columns) {
        public Size {
            if (rows < 0 || rows > 0xffff || columns < 0 || columns > 0xffff) {
                throw new IllegalArgumentException("window of %d rows and %d columns".formatted(rows, columns));
            }
        }
    }

    /// The two sides of a new pseudo terminal. See pty(7).
    public record Pair(Fd master, Fd slave) implements AutoCloseable {
        @Override
        public void close() {
            slave.close();
            master.close();
        }
    }

    /// Makes a pseudo terminal in the host's devpts.
    public static Pair open() throws ErrnoException {
        var flags = OpenFlags.READ_WRITE | OpenFlags.NO_CONTROLLING_TERMINAL;
        var master = Fd.open(Path.of("/dev/ptmx"), flags, 0);
        try (var arena = Arena.ofConfined()) {
            var unlocked = arena.allocate(ValueLayout.JAVA_INT);
            Sys.call(Syscall.IOCTL, "/dev/ptmx", master.number(), TIOCSPTLCK, Sys.at(unlocked));
            var peer = flags | OpenFlags.CLOSE_ON_EXEC;
            return new Pair(
                    master, Fd.own((int) Sys.call(Syscall.IOCTL, "/dev/ptmx", master.number(), TIOCGPTPEER, peer)));
        } catch (ErrnoException e) {
            master.close();
            throw e;
        }
    }

    /// Whether the descriptor is a terminal, either side.
    public static boolean isTerminal(Fd fd) {
        try (var arena = Arena.ofConfined()) {
            var termios = arena.allocate(TERMIOS_SIZE, Long.BYTES);
            return fd.isOpen() && Sys.attempt(Syscall.IOCTL, fd.number(), TCGETS, Sys.at(termios)) >= 0;
        }
    }

    /// The size that its programs see.
    public static Size size(Fd fd) throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var size = arena.allocate(WINSIZE_SIZE, Long.BYTES);
            Sys.call(Syscall.IOCTL, fd, fd.number(), TIOCGWINSZ, Sys.at(size));
            return new Size(
                    Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, 0)),
                    Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, 2)));
        }
    }

    /// Sets the size; the foreground processes get SIGWINCH.
    public static void resize(Fd fd, Size size) throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var winsize = arena.allocate(WINSIZE_SIZE, Long.BYTES);
            winsize.set(ValueLayout.JAVA_SHORT, 0, (short) size.rows());
            winsize.set(ValueLayout.JAVA_SHORT, 2, (short) size.columns());
            Sys.call(Syscall.IOCTL, fd, fd.number(), TIOCSWINSZ, Sys.at(winsize));
        }
    }
}

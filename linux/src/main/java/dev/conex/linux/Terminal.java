package dev.conex.linux;

import dev.conex.linux.ffm.Syscall;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;

/// Terminals by descriptor. See ioctl_tty(2).
public final class Terminal {
    private static final int TCGETS = 0x5401;
    private static final int TIOCGWINSZ = 0x5413;
    private static final int TIOCSWINSZ = 0x5414;
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

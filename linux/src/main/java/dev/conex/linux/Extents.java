package dev.conex.linux;

import dev.conex.linux.ffm.Syscall;
import java.io.IOException;

/// The content of plain files in pieces: space, holes, copies inside the kernel.
public final class Extents {
    private static final int SEEK_SET = 0;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int FALLOC_FL_KEEP_SIZE = 1;
    private static final int COPY_CHUNK = 1 << 30;
    private static final int BUFFER = 128 * 1024;

    private Extents() {}

    /// Reserves disk space and lengthens the file to it. See fallocate(2).
    public static void allocate(Fd fd, long offset, long length) throws ErrnoException {
        Sys.call(Syscall.FALLOCATE, fd, fd.number(), 0, offset, length);
    }

    /// Reserves disk space, also behind the end, which stays where it is.
    public static void hold(Fd fd, long offset, long length) throws ErrnoException {
        Sys.call(Syscall.FALLOCATE, fd, fd.number(), FALLOC_FL_KEEP_SIZE, offset, length);
    }

    /// Cuts or lengthens it; what is added is a hole.
    public static void truncate(Fd fd, long length) throws ErrnoException {
        Sys.call(Syscall.FTRUNCATE, fd, fd.number(), length);
    }

    /// Moves the position from which [Fd#read] and [Fd#write] go on.
    public static void seek(Fd fd, long offset) throws ErrnoException {
        Sys.call(Syscall.LSEEK, fd, fd.number(), offset, SEEK_SET);
    }

    /// Where the next data at or after an offset begins, `end` when only a hole follows. Moves the position.
    public static long nextData(Fd fd, long offset, long end) throws ErrnoException {
        return next(fd, offset, end, SEEK_DATA);
    }

    /// Where the next hole at or after an offset begins, at most `end`. Moves the position.
    public static long nextHole(Fd fd, long offset, long end) throws ErrnoException {
        return next(fd, offset, end, SEEK_HOLE);
    }

    private static long next(Fd fd, long offset, long end, int whence) throws ErrnoException {
        var found = Sys.attempt(Syscall.LSEEK, fd.number(), offset, whence);
        if (found == -Errno.ENXIO) {
            return end;
        }
        return Math.min(Sys.check(found, "lseek", fd), end);
    }

    /// Copies up to so many bytes from one position to the other, by reference where the file system can.
    ///
    /// @return how many there were
    public static long copy(Fd from, Fd to, long length) throws IOException {
        var done = 0L;
        while (done < length) {
            var part = Math.min(length - done, COPY_CHUNK);
            var n = Sys.attempt(Syscall.COPY_FILE_RANGE, from.number(), 0, to.number(), 0, part, 0);
            if (n <= 0) { // another kind of file, or the end
                return done + copyThroughHere(from, to, length - done);
            }
            done += n;
        }
        return done;
    }

    /// Copies a whole file into an empty one and keeps its holes.
    ///
    /// @param size of the first; what it is longer by meanwhile is left out
    public static void copyFile(Fd from, Fd to, long size) throws IOException {
        truncate(to, size);
        var at = nextData(from, 0, size);
        while (at < size) {
            var end = nextHole(from, at, size);
            seek(from, at);
            seek(to, at);
            copy(from, to, end - at);
            at = nextData(from, end, size);
        }
    }

    private static long copyThroughHere(Fd from, Fd to, long length) throws IOException {
        var buffer = new byte[BUFFER];
        var done = 0L;
        while (done < length) {
            var n = from.read(buffer, 0, (int) Math.min(buffer.length, length - done));
            if (n == 0) {
                break;
            }
            to.write(buffer, 0, n);
            done += n;
        }
        return done;
    }
}

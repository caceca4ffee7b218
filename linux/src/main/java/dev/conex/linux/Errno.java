package dev.conex.linux;

import java.util.Map;

/// Error numbers of the kernel that somebody decides on, and the names and words of all that we meet.
///
/// The numbers are those of errno(3) and the same on every processor that we support.
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int EIO = 5;
    public static final int ENXIO = 6;
    public static final int EBADF = 9;
    public static final int ECHILD = 10;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int EXDEV = 18;
    public static final int ENODEV = 19;
    public static final int ENOTDIR = 20;
    public static final int EISDIR = 21;
    public static final int EINVAL = 22;
    public static final int EMFILE = 24;
    public static final int ENOTTY = 25;
    public static final int EFBIG = 27;
    public static final int ENOSPC = 28;
    public static final int EROFS = 30;
    public static final int EPIPE = 32;
    public static final int ERANGE = 34;
    public static final int ENAMETOOLONG = 36;
    public static final int ENOSYS = 38;
    public static final int ENOTEMPTY = 39;
    public static final int ELOOP = 40;
    public static final int ENODATA = 61;
    public static final int EOPNOTSUPP = 95;
    public static final int EADDRINUSE = 98;
    public static final int EADDRNOTAVAIL = 99;
    public static final int EDQUOT = 122;

    private static final Map<Integer, Word> WORDS = Map.ofEntries(
            word(EPERM, "EPERM", "Operation not permitted"),
            word(ENOENT, "ENOENT", "No such file or directory"),
            word(ESRCH, "ESRCH", "No such process"),
            word(EINTR, "EINTR", "Interrupted system call"),
            word(EIO, "EIO", "Input/output error"),
            word(ENXIO, "ENXIO", "No such device or address"),
            word(7, "E2BIG", "Argument list too long"),
            word(8, "ENOEXEC", "Exec format error"),
            word(EBADF, "EBADF", "Bad file descriptor"),
            word(ECHILD, "ECHILD", "No child processes"),
            word(EAGAIN, "EAGAIN", "Resource temporarily unavailable"),
            word(ENOMEM, "ENOMEM", "Cannot allocate memory"),
            word(EACCES, "EACCES", "Permission denied"),
            word(14, "EFAULT", "Bad address"),
            word(EBUSY, "EBUSY", "Device or resource busy"),
            word(EEXIST, "EEXIST", "File exists"),
            word(EXDEV, "EXDEV", "Invalid cross-device link"),
            word(ENODEV, "ENODEV", "No such device"),
            word(ENOTDIR, "ENOTDIR", "Not a directory"),
            word(EISDIR, "EISDIR", "Is a directory"),
            word(EINVAL, "EINVAL", "Invalid argument"),
            word(23, "ENFILE", "Too many open files in system"),
            word(EMFILE, "EMFILE", "Too many open files"),
            word(ENOTTY, "ENOTTY", "Inappropriate ioctl for device"),
            word(26, "ETXTBSY", "Text file busy"),
            word(EFBIG, "EFBIG", "File too large"),
            word(ENOSPC, "ENOSPC", "No space left on device"),
            word(29, "ESPIPE", "Illegal seek"),
            word(EROFS, "EROFS", "Read-only file system"),
            word(31, "EMLINK", "Too many links"),
            word(EPIPE, "EPIPE", "Broken pipe"),
            word(ERANGE, "ERANGE", "Numerical result out of range"),
            word(ENAMETOOLONG, "ENAMETOOLONG", "File name too long"),
            word(ENOSYS, "ENOSYS", "Function not implemented"),
            word(ENOTEMPTY, "ENOTEMPTY", "Directory not empty"),
            word(ELOOP, "ELOOP", "Too many levels of symbolic links"),
            word(ENODATA, "ENODATA", "No data available"),
            word(71, "EPROTO", "Protocol error"),
            word(75, "EOVERFLOW", "Value too large for defined data type"),
            word(EOPNOTSUPP, "EOPNOTSUPP", "Operation not supported"),
            word(97, "EAFNOSUPPORT", "Address family not supported by protocol"),
            word(EADDRINUSE, "EADDRINUSE", "Address already in use"),
            word(EADDRNOTAVAIL, "EADDRNOTAVAIL", "Cannot assign requested address"),
            word(100, "ENETDOWN", "Network is down"),
            word(101, "ENETUNREACH", "Network is unreachable"),
            word(104, "ECONNRESET", "Connection reset by peer"),
            word(105, "ENOBUFS", "No buffer space available"),
            word(107, "ENOTCONN", "Transport endpoint is not connected"),
            word(110, "ETIMEDOUT", "Connection timed out"),
            word(111, "ECONNREFUSED", "Connection refused"),
            word(113, "EHOSTUNREACH", "No route to host"),
            word(116, "ESTALE", "Stale file handle"),
            word(EDQUOT, "EDQUOT", "Disk quota exceeded"));

    private Errno() {}

    private record Word(String name, String text) {}

    private static Map.Entry<Integer, Word> word(int number, String name, String text) {
        return Map.entry(number, new Word(name, text));
    }

    /// The name as errno(3) has it, `errno 123` for one that we never met.
    public static String name(int errno) {
        var word = WORDS.get(errno);
        return word == null ? "errno " + errno : word.name();
    }

    /// What strerror(3) says.
    public static String text(int errno) {
        var word = WORDS.get(errno);
        return word == null ? "Unknown error " + errno : word.text();
    }
}

package dev.conex.api;

/// Go's `os.FileMode`, which is not the kernel's `st_mode`: type bits stand at the top.
public final class GoFileMode {
    public static final long DIRECTORY = 1L << 31;
    public static final long SYMLINK = 1L << 27;
    public static final long DEVICE = 1L << 26;
    public static final long FIFO = 1L << 25;
    public static final long SOCKET = 1L << 24;
    public static final long SETUID = 1L << 23;
    public static final long SETGID = 1L << 22;
    public static final long CHARACTER_DEVICE = 1L << 21;
    public static final long STICKY = 1L << 20;

    private static final int PERMISSIONS = 0777;
    private static final int TYPE_MASK = 0170000;

    private GoFileMode() {}

    /// From `st_mode` (inode(7)).
    public static long of(int stMode) {
        long type = switch (stMode & TYPE_MASK) {
            case 0040000 -> DIRECTORY;
            case 0120000 -> SYMLINK;
            case 0060000 -> DEVICE;
            case 0020000 -> DEVICE | CHARACTER_DEVICE;
            case 0010000 -> FIFO;
            case 0140000 -> SOCKET;
            default -> 0;
        };
        long special = ((stMode & 04000) != 0 ? SETUID : 0)
                | ((stMode & 02000) != 0 ? SETGID : 0)
                | ((stMode & 01000) != 0 ? STICKY : 0);
        return type | special | (stMode & PERMISSIONS);
    }

    /// Permission bits as `st_mode` has them.
    public static int permissions(long goMode) {
        return (int) (goMode & PERMISSIONS)
                | ((goMode & SETUID) != 0 ? 04000 : 0)
                | ((goMode & SETGID) != 0 ? 02000 : 0)
                | ((goMode & STICKY) != 0 ? 01000 : 0);
    }
}

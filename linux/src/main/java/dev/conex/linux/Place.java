package dev.conex.linux;

import java.util.Arrays;

/// Where a name is to be made or removed: the directory, resolved inside a root, and the last part of the path.
///
/// @see #of
final class Place implements AutoCloseable {
    private static final byte[] HERE = {'.'};

    private final Fd directory;
    private final boolean owned;
    private final byte[] name;

    private Place(Fd directory, boolean owned, byte[] name) {
        this.directory = directory;
        this.owned = owned;
        this.name = name;
    }

    /// Finds the directory; links on the way are followed inside the root, the last part never.
    ///
    /// @throws ErrnoException EINVAL when the path ends in no name (`/`, `.`, `..`)
    static Place of(Fd root, byte[] path) throws ErrnoException {
        var end = path.length;
        while (end > 0 && path[end - 1] == '/') {
            end--;
        }
        var start = end;
        while (start > 0 && path[start - 1] != '/') {
            start--;
        }
        var name = Arrays.copyOfRange(path, start, end);
        if (name.length == 0 || isDots(name)) {
            throw new ErrnoException("name", Sys.quoted(path), Errno.EINVAL);
        }
        if (start == 0) {
            return new Place(root, false, name);
        }
        var parent = Arrays.copyOf(path, start);
        return new Place(Resolve.in(root, parent, OpenFlags.PATH | OpenFlags.DIRECTORY, 0), true, name);
    }

    private static boolean isDots(byte[] name) {
        return Arrays.equals(name, HERE) || (name.length == 2 && name[0] == '.' && name[1] == '.');
    }

    int directory() {
        return directory.number();
    }

    byte[] name() {
        return name;
    }

    @Override
    public void close() {
        if (owned) {
            directory.close();
        }
    }
}

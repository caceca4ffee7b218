package dev.conex.linux;

import dev.conex.linux.ffm.Syscall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collection;
import java.util.List;

/// A mount held by a descriptor of its root.
///
/// Made by [Mounts] it is detached: no mount table shows it, and closing it undoes it. Once attached it stays where it
/// is
/// when this is closed.
public final class Mount implements AutoCloseable {
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int AT_RECURSIVE = 0x8000;
    private static final int MOVE_FROM_EMPTY = 0x4;
    private static final int MOVE_TO_EMPTY = 0x40;
    private static final int MNT_DETACH = 2;
    private static final int ATTR_SIZE = 32;
    private static final int ATTR_CLEAR = 8;
    private static final int ATTR_PROPAGATION = 16;

    private final Fd root;
    private final String what;

    Mount(Fd root, String what) {
        this.root = root;
        this.what = what;
    }

    /// Takes over the root of a mount from elsewhere, another process say.
    public static Mount own(Fd root, String what) {
        return new Mount(root, what);
    }

    /// Its root, an O_PATH descriptor that stays owned by this object: for a child to attach, or as an overlay's layer.
    public Fd fd() {
        return root;
    }

    /// A directory handle on its root; the caller closes it.
    public Dir root() throws ErrnoException {
        return Dir.reopen(root);
    }

    /// Attaches it over a directory or file of the mount namespace of this process, given by a descriptor.
    public void attach(Fd target) throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var empty = Sys.at(arena.allocate(1));
            var flags = MOVE_FROM_EMPTY | MOVE_TO_EMPTY;
            Sys.call(Syscall.MOVE_MOUNT, this, root.number(), empty, target.number(), empty, flags);
        }
    }

    /// Takes it out of the mount table again; it goes when its last user does (MNT_DETACH).
    public void detach() throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var path = Sys.at(arena.allocateFrom(root.procPath()));
            Sys.call(Syscall.UMOUNT2, this, path, MNT_DETACH);
        }
    }

    /// Sets attributes, those named only. Of everything below it too when recursive (Linux 5.12).
    public void set(Collection<MountFlag> flags, boolean recursive) throws ErrnoException {
        change(flags, List.of(), 0, recursive);
    }

    /// Clears attributes.
    public void clear(Collection<MountFlag> flags, boolean recursive) throws ErrnoException {
        change(List.of(), flags, 0, recursive);
    }

    /// Sets the propagation.
    public void propagate(Propagation propagation, boolean recursive) throws ErrnoException {
        change(List.of(), List.of(), propagation.bit, recursive);
    }

    private void change(Collection<MountFlag> set, Collection<MountFlag> clear, int propagation, boolean recursive)
            throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var attributes = attributes(arena, set, clear, propagation);
            var flags = AT_EMPTY_PATH | (recursive ? AT_RECURSIVE : 0);
            var empty = Sys.at(arena.allocate(1));
            Sys.call(Syscall.MOUNT_SETATTR, this, root.number(), empty, flags, Sys.at(attributes), ATTR_SIZE);
        }
    }

    /// `struct mount_attr`: four 64-bit words, set, clear, propagation, user namespace.
    private static MemorySegment attributes(
            Arena arena, Collection<MountFlag> set, Collection<MountFlag> clear, int propagation) {
        var attributes = arena.allocate(ATTR_SIZE, Long.BYTES);
        attributes.set(ValueLayout.JAVA_LONG, 0, MountFlag.bits(set));
        attributes.set(ValueLayout.JAVA_LONG, ATTR_CLEAR, MountFlag.bits(clear));
        attributes.set(ValueLayout.JAVA_LONG, ATTR_PROPAGATION, propagation);
        return attributes;
    }

    /// Gives the descriptor away; this object is as if closed.
    public Fd release() {
        return Fd.own(root.release());
    }

    /// Lets go of it. For a detached overlay that was written this may wait for the disk: not on a user's way.
    @Override
    public void close() {
        root.close();
    }

    @Override
    public String toString() {
        return what;
    }
}

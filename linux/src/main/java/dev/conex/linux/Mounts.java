package dev.conex.linux;

import dev.conex.linux.ffm.Syscall;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/// Makes mounts that nobody sees yet. See fsopen(2), open_tree(2).
///
/// Overlays take their layers by descriptor (Linux 6.13) or by their names in `/proc` (6.7). Older kernels have no
/// `lowerdir+`; overlays are refused there with the kernel's words, everything else needs 5.12.
public final class Mounts {
    /// What the kernel takes; the next one is EINVAL.
    public static final int MAX_LOWER_LAYERS = 500;

    private static final int OPEN_TREE_CLONE = 1;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int AT_RECURSIVE = 0x8000;
    private static final int MNT_DETACH = 2;
    private static final int UMOUNT_NOFOLLOW = 8;

    private Mounts() {}

    /// A writable overlay.
    ///
    /// @param lowers directories or roots of mounts, the topmost first; borrowed, may be closed afterwards
    /// @param upper where changes go
    /// @param work an empty directory of the same file system
    /// @param isVolatile never syncs; after a crash such an upper must be thrown away, and until
    ///     `work/incompat/volatile` is deleted the kernel refuses it
    public static Mount overlay(List<Fd> lowers, Fd upper, Fd work, boolean isVolatile) throws ErrnoException {
        try (var context = overlayContext()) {
            for (var lower : lowers) {
                context.directory("lowerdir+", lower);
            }
            context.directory("upperdir", upper);
            context.directory("workdir", work);
            if (isVolatile) {
                context.flag("volatile");
            }
            return context.mount(List.of());
        }
    }

    /// A read-only overlay of one or more layers, the topmost first. Whiteouts of the lowest are honoured too.
    public static Mount overlayView(List<Fd> lowers) throws ErrnoException {
        try (var context = overlayContext();
                var bottom = tmpfs(Map.of("size", "4k", "mode", "755"), List.of())) {
            for (var lower : lowers) {
                context.directory("lowerdir+", lower);
            }
            if (lowers.size() == 1) { // the kernel wants two when there is no upper
                context.directory("lowerdir+", bottom.fd());
            }
            return context.mount(EnumSet.of(MountFlag.READ_ONLY));
        }
    }

    /// Whatever a layer holds is only ever what its own directory shows: no redirects, no data elsewhere.
    private static FsContext overlayContext() throws ErrnoException {
        var context = FsContext.open("overlay");
        try {
            context.string("source", "overlay");
            context.string("index", "off");
            context.string("metacopy", "off");
            context.string("redirect_dir", "off");
            return context;
        } catch (ErrnoException e) {
            context.close();
            throw e;
        }
    }

    /// A file system in memory, with options like `size=64m` and `mode=1777`.
    public static Mount tmpfs(Map<String, String> options, Collection<MountFlag> flags) throws ErrnoException {
        return fileSystem("tmpfs", "tmpfs", options, flags);
    }

    /// Any file system.
    ///
    /// @param source what mount tables show as its device
    /// @param options an empty value means a bare flag
    public static Mount fileSystem(String type, String source, Map<String, String> options, Collection<MountFlag> flags)
            throws ErrnoException {
        try (var context = FsContext.open(type)) {
            context.string("source", source);
            for (var option : options.entrySet()) {
                if (option.getValue().isEmpty()) {
                    context.flag(option.getKey());
                } else {
                    context.string(option.getKey(), option.getValue());
                }
            }
            return context.mount(flags);
        }
    }

    /// A second, detached mount of a directory or file: a bind mount that is not yet anywhere.
    ///
    /// @param source any descriptor of it, O_PATH too
    /// @param recursive with the mounts below it
    public static Mount bindTree(Fd source, boolean recursive) throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var empty = Sys.at(arena.allocate(1));
            var flags = OPEN_TREE_CLONE | OpenFlags.CLOSE_ON_EXEC | AT_EMPTY_PATH | (recursive ? AT_RECURSIVE : 0);
            var fd = Fd.own((int) Sys.call(Syscall.OPEN_TREE, source, source.number(), empty, flags));
            return new Mount(fd, "bind of " + source);
        }
    }

    /// Takes whatever is mounted there out of the table; a link there is not followed.
    public static void unmount(Path target) throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var path = Sys.at(Sys.name(arena, target.toString().getBytes(StandardCharsets.UTF_8)));
            Sys.call(Syscall.UMOUNT2, target, path, MNT_DETACH | UMOUNT_NOFOLLOW);
        }
    }
}

package dev.conex.oci;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What every file has: permission bits with setuid, setgid and sticky (`07777`), numeric owner, time, extended
/// attributes.
///
/// The names of `xattrs` are bytes shown as ISO 8859-1; their values are shared, not copied.
public record FileMeta(int mode, long uid, long gid, Instant mtime, Map<String, byte[]> xattrs) {
    public static final int MODE_BITS = 07777;

    public FileMeta {
        if (uid < 0 || gid < 0) {
            throw new IllegalArgumentException("negative owner %d:%d".formatted(uid, gid));
        }
        mode &= MODE_BITS;
        xattrs = xattrs.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(xattrs));
    }

    /// Of root, from 1970.
    public static FileMeta plain(int mode) {
        return new FileMeta(mode, 0, 0, Instant.EPOCH, Map.of());
    }

    public FileMeta withMode(int other) {
        return new FileMeta(other, uid, gid, mtime, xattrs);
    }

    public FileMeta withOwner(long otherUid, long otherGid) {
        return new FileMeta(mode, otherUid, otherGid, mtime, xattrs);
    }

    public FileMeta withMtime(Instant other) {
        return new FileMeta(mode, uid, gid, other, xattrs);
    }

    public FileMeta withXattrs(Map<String, byte[]> other) {
        return new FileMeta(mode, uid, gid, mtime, other);
    }
}

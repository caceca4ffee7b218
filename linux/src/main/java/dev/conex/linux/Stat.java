package dev.conex.linux;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.time.Instant;

/// What statx(2) knows of a file system object.
///
/// @param permissions the low twelve bits of the mode
/// @param size bytes; of a link the length of its target
/// @param blocks of 512 bytes that it takes on the disk
/// @param changed when its attributes were last changed (ctime)
/// @param device which file system it is in
/// @param special what a device node stands for
/// @param mountRoot whether it is the root of a mount
public record Stat(
        FileType type,
        int permissions,
        int uid,
        int gid,
        long size,
        long blocks,
        Instant modified,
        Instant changed,
        long links,
        long inode,
        DeviceNumber device,
        DeviceNumber special,
        boolean mountRoot) {

    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            ValueLayout.JAVA_INT.withName("mask"),
            ValueLayout.JAVA_INT.withName("blksize"),
            ValueLayout.JAVA_LONG.withName("attributes"),
            ValueLayout.JAVA_INT.withName("nlink"),
            ValueLayout.JAVA_INT.withName("uid"),
            ValueLayout.JAVA_INT.withName("gid"),
            ValueLayout.JAVA_SHORT.withName("mode"),
            MemoryLayout.paddingLayout(2),
            ValueLayout.JAVA_LONG.withName("ino"),
            ValueLayout.JAVA_LONG.withName("size"),
            ValueLayout.JAVA_LONG.withName("blocks"),
            ValueLayout.JAVA_LONG.withName("attributes_mask"),
            time("atime"),
            time("btime"),
            time("ctime"),
            time("mtime"),
            ValueLayout.JAVA_INT.withName("rdev_major"),
            ValueLayout.JAVA_INT.withName("rdev_minor"),
            ValueLayout.JAVA_INT.withName("dev_major"),
            ValueLayout.JAVA_INT.withName("dev_minor"),
            MemoryLayout.sequenceLayout(14, ValueLayout.JAVA_LONG).withName("later"));

    private static final int PERMISSIONS = 07777;
    private static final long MOUNT_ROOT = 0x2000;
    private static final long NANOSECONDS = Long.BYTES;

    private static StructLayout time(String name) {
        return MemoryLayout.structLayout(
                        ValueLayout.JAVA_LONG.withName("sec"),
                        ValueLayout.JAVA_INT.withName("nsec"),
                        MemoryLayout.paddingLayout(4))
                .withName(name);
    }

    static Stat from(MemorySegment s) {
        var mode = Short.toUnsignedInt(s.get(ValueLayout.JAVA_SHORT, At.MODE));
        return new Stat(
                FileType.ofMode(mode),
                mode & PERMISSIONS,
                s.get(ValueLayout.JAVA_INT, At.UID),
                s.get(ValueLayout.JAVA_INT, At.GID),
                s.get(ValueLayout.JAVA_LONG, At.SIZE),
                s.get(ValueLayout.JAVA_LONG, At.BLOCKS),
                instant(s, At.MTIME),
                instant(s, At.CTIME),
                Integer.toUnsignedLong(s.get(ValueLayout.JAVA_INT, At.NLINK)),
                s.get(ValueLayout.JAVA_LONG, At.INO),
                device(s, At.DEV),
                device(s, At.RDEV),
                (s.get(ValueLayout.JAVA_LONG, At.ATTRIBUTES) & MOUNT_ROOT) != 0);
    }

    private static Instant instant(MemorySegment s, long offset) {
        return Instant.ofEpochSecond(
                s.get(ValueLayout.JAVA_LONG, offset), s.get(ValueLayout.JAVA_INT, offset + NANOSECONDS));
    }

    private static DeviceNumber device(MemorySegment s, long offset) {
        return new DeviceNumber(
                s.get(ValueLayout.JAVA_INT, offset), s.get(ValueLayout.JAVA_INT, offset + Integer.BYTES));
    }

    private static final class At {
        static final long ATTRIBUTES = offset("attributes");
        static final long NLINK = offset("nlink");
        static final long UID = offset("uid");
        static final long GID = offset("gid");
        static final long MODE = offset("mode");
        static final long INO = offset("ino");
        static final long SIZE = offset("size");
        static final long BLOCKS = offset("blocks");
        static final long CTIME = offset("ctime");
        static final long MTIME = offset("mtime");
        static final long RDEV = offset("rdev_major");
        static final long DEV = offset("dev_major");

        private static long offset(String field) {
            return LAYOUT.byteOffset(PathElement.groupElement(field));
        }
    }

    /// Type and permissions as one number.
    public int mode() {
        return type.bits() | permissions;
    }

    /// Whether both are the same object.
    public boolean sameObject(Stat other) {
        return inode == other.inode && device.equals(other.device);
    }

    public boolean isDirectory() {
        return type == FileType.DIRECTORY;
    }

    public boolean isRegular() {
        return type == FileType.REGULAR;
    }

    public boolean isSymlink() {
        return type == FileType.SYMLINK;
    }

    /// Whether overlayfs reads it as "deleted here": a character device 0:0.
    public boolean isWhiteout() {
        return type == FileType.CHARACTER_DEVICE && special.equals(DeviceNumber.NONE);
    }
}

package dev.conex.linux;

import java.util.Collection;

/// Attributes of one mount. See mount_setattr(2).
public enum MountFlag {
    READ_ONLY(0x1),
    NO_SUID(0x2),
    NO_DEV(0x4),
    NO_EXEC(0x8),
    NO_ATIME(0x10),
    STRICT_ATIME(0x20),
    NO_DIR_ATIME(0x80),
    NO_SYMLINK_FOLLOW(0x20_0000);

    private final int bit;

    MountFlag(int bit) {
        this.bit = bit;
    }

    static int bits(Collection<MountFlag> flags) {
        return flags.stream().mapToInt(f -> f.bit).reduce(0, (a, b) -> a | b);
    }
}

package dev.conex.linux;

/// The seven kinds of file system objects. See inode(7).
public enum FileType {
    FIFO(0x1000),
    CHARACTER_DEVICE(0x2000),
    DIRECTORY(0x4000),
    BLOCK_DEVICE(0x6000),
    REGULAR(0x8000),
    SYMLINK(0xa000),
    SOCKET(0xc000);

    private static final int MASK = 0xf000;

    private final int bits;

    FileType(int bits) {
        this.bits = bits;
    }

    /// The type's part of `st_mode`.
    public int bits() {
        return bits;
    }

    static FileType ofMode(int mode) {
        for (var type : values()) {
            if (type.bits == (mode & MASK)) {
                return type;
            }
        }
        throw new IllegalArgumentException("file type of mode " + Integer.toOctalString(mode));
    }
}

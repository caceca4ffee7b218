package dev.conex.linux;

import dev.conex.linux.ffm.Arch;

/// Flags of open(2) that callers combine with `|`. O_CLOEXEC is always added by us.
public final class OpenFlags {
    public static final int READ_ONLY = 0;
    public static final int WRITE_ONLY = 1;
    public static final int READ_WRITE = 2;
    public static final int CREATE = 0x40;
    public static final int EXCLUSIVE = 0x80;
    public static final int NO_CONTROLLING_TERMINAL = 0x100;
    public static final int TRUNCATE = 0x200;
    public static final int APPEND = 0x400;
    public static final int NON_BLOCKING = 0x800;
    public static final int CLOSE_ON_EXEC = 0x8_0000;
    public static final int DIRECTORY = Arch.current().directory();
    public static final int NO_FOLLOW = Arch.current().noFollow();
    /// O_PATH: a name for the object that can't read or write it.
    public static final int PATH = 0x20_0000;

    private OpenFlags() {}
}

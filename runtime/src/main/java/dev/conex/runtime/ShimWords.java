package dev.conex.runtime;

/// The other numbers of shim/ops.h, held to it by a test.
final class ShimWords {
    static final int PLAN_MAGIC = 0x31584e43;
    static final int PLAN_BYTES_MAX = 8 << 20;
    static final int SLOTS_MAX = 256;
    static final int FRAME_MAGIC = 0x46584e43;

    static final int STDIO_STDIN = 1;
    static final int STDIO_TTY = 2;
    static final int STDIO_DIRECT = 4;
    static final int STDIO_NONE = 8;

    static final int FD_PLAN = 3;
    static final int FD_STATUS = 4;
    static final int FD_CONTROL_W = 6;
    static final int FD_STDIN = 7;
    static final int FD_OUT = 8;
    static final int FD_ERR = 9;
    static final int FD_PTY = 10;
    static final int FD_CHILD = 18;

    static final int WORD_START = 1;
    static final int WORD_ATTACH = 2;
    static final int WORD_DETACH = 3;
    static final int WORD_CLOSE_STDIN = 4;

    static final int REPORT_CLONED = 1;
    static final int REPORT_READY = 2;
    static final int REPORT_STARTED = 3;
    static final int REPORT_FAILED = 4;
    static final int REPORT_DIED = 5;

    static final int DETAIL_NONE = 0;
    static final int DETAIL_NOT_IN_PATH = 1;
    static final int DETAIL_STAT = 2;
    static final int DETAIL_DIRECTORY = 3;
    static final int DETAIL_NOT_EXECUTABLE = 4;
    static final int DETAIL_OUTSIDE = 5;

    private ShimWords() {}
}

package dev.conex.runtime;

import java.util.Locale;

/// The operations of the shim; the twin of `enum op_code` in shim/ops.h, held to it by a test.
enum Op {
    FAIL(0),
    FETCH(1),
    ENTER_PID(2),
    RUN_DIR(3),
    LOG(4),
    OOM(5),
    STDIO(6),
    SUBREAPER(7),
    CLONE(8),
    SETNS(9),
    CGROUP(10),
    UNSHARE(11),
    LOOPBACK(12),
    HOSTNAME(13),
    DOMAINNAME(14),
    PROPAGATION(15),
    ROOT(16),
    FSOPEN(17),
    MOUNT(18),
    SETATTR(19),
    MKDIR(20),
    MKNOD(21),
    SYMLINK(22),
    MASK(23),
    READONLY(24),
    SYSCTL(25),
    PIVOT(26),
    PTY(27),
    KEYRING(28),
    RLIMIT(29),
    OOM_SCORE(30),
    CWD(31),
    BOUNDING(32),
    SECCOMP(33),
    USER(34),
    CAPS(35),
    NO_NEW_PRIVS(36),
    GATE(37),
    INIT(38),
    EXEC(39),
    CHILD(40);

    private final int code;

    Op(int code) {
        this.code = code;
    }

    /// On the wire.
    int code() {
        return code;
    }

    /// In a printed plan.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

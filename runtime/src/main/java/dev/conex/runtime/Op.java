package dev.conex.runtime;

import java.util.Locale;

/// The operations of the shim; the twin of `enum op_code` in shim/ops.h, held to it by a test.
enum Op {
    FAIL,
    FETCH,
    ENTER_PID,
    RUN_DIR,
    LOG,
    OOM,
    STDIO,
    SUBREAPER,
    CLONE,
    SETNS,
    CGROUP,
    UNSHARE,
    LOOPBACK,
    HOSTNAME,
    DOMAINNAME,
    PROPAGATION,
    ROOT,
    FSOPEN,
    MOUNT,
    SETATTR,
    MKDIR,
    MKNOD,
    SYMLINK,
    MASK,
    READONLY,
    SYSCTL,
    PIVOT,
    PTY,
    KEYRING,
    RLIMIT,
    OOM_SCORE,
    CWD,
    BOUNDING,
    SECCOMP,
    USER,
    CAPS,
    NO_NEW_PRIVS,
    GATE,
    INIT,
    EXEC;

    /// On the wire.
    int code() {
        return ordinal();
    }

    /// In a printed plan.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

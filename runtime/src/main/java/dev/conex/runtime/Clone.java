package dev.conex.runtime;

import java.util.ArrayList;
import java.util.List;

/// The CLONE_NEW flags of clone(2), which setns(2) and unshare(2) take too.
enum Clone {
    MNT(0x0002_0000L),
    CGROUP(0x0200_0000L),
    UTS(0x0400_0000L),
    IPC(0x0800_0000L),
    PID(0x2000_0000L),
    NET(0x4000_0000L);

    private final long flag;

    Clone(long flag) {
        this.flag = flag;
    }

    long flag() {
        return flag;
    }

    /// Its file below /proc/PID/ns, and its word in a plan.
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static String text(long flags) {
        List<String> words = new ArrayList<>();
        for (Clone kind : values()) {
            if ((flags & kind.flag) != 0) {
                words.add(kind.word());
            }
        }
        return String.join(",", words);
    }
}

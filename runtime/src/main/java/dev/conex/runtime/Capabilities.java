package dev.conex.runtime;

import java.util.List;
import java.util.Locale;

/// A set of capabilities as a mask: what a process may have, and what it has.
///
/// @param bounding what it and its children may ever have
/// @param effective what it has; the permitted set is the same
/// @param ambient what it keeps although it is not root
public record Capabilities(long bounding, long effective, long ambient) {
    /// Docker's 14.
    public static final Capabilities STANDARD = of(0xa80425fbL);

    public static final Capabilities NONE = of(0);

    /// In the order of the kernel's numbers (linux/capability.h).
    private static final List<String> NAMES = List.of(
            "CHOWN",
            "DAC_OVERRIDE",
            "DAC_READ_SEARCH",
            "FOWNER",
            "FSETID",
            "KILL",
            "SETGID",
            "SETUID",
            "SETPCAP",
            "LINUX_IMMUTABLE",
            "NET_BIND_SERVICE",
            "NET_BROADCAST",
            "NET_ADMIN",
            "NET_RAW",
            "IPC_LOCK",
            "IPC_OWNER",
            "SYS_MODULE",
            "SYS_RAWIO",
            "SYS_CHROOT",
            "SYS_PTRACE",
            "SYS_PACCT",
            "SYS_ADMIN",
            "SYS_BOOT",
            "SYS_NICE",
            "SYS_RESOURCE",
            "SYS_TIME",
            "SYS_TTY_CONFIG",
            "MKNOD",
            "LEASE",
            "AUDIT_WRITE",
            "AUDIT_CONTROL",
            "SETFCAP",
            "MAC_OVERRIDE",
            "MAC_ADMIN",
            "SYSLOG",
            "WAKE_ALARM",
            "BLOCK_SUSPEND",
            "AUDIT_READ",
            "PERFMON",
            "BPF",
            "CHECKPOINT_RESTORE");

    /// Every capability that has a name.
    public static final Capabilities ALL = of((1L << NAMES.size()) - 1);

    public Capabilities {
        if ((effective & ~bounding) != 0 || (ambient & ~effective) != 0) {
            throw new IllegalArgumentException(
                    "capabilities %x of %x, ambient %x".formatted(effective, bounding, ambient));
        }
    }

    /// The same set, bounding and effective.
    public static Capabilities of(long mask) {
        return new Capabilities(mask, mask, 0);
    }

    /// Docker's default set changed by `--cap-add` and `--cap-drop`; `ALL` is a name too.
    ///
    /// @throws IllegalArgumentException with the word that is no capability
    public static Capabilities standardWith(List<String> add, List<String> drop) {
        long base = contains(drop, "ALL") ? 0 : contains(add, "ALL") ? ALL.bounding : STANDARD.bounding;
        return of((base | mask(add)) & ~(contains(drop, "ALL") ? 0 : mask(drop)));
    }

    /// The number of a capability, from `CAP_NET_ADMIN` or `net_admin`.
    public static int number(String word) {
        String name = word.toUpperCase(Locale.ROOT);
        int n = NAMES.indexOf(name.startsWith("CAP_") ? name.substring("CAP_".length()) : name);
        if (n < 0) {
            throw new IllegalArgumentException(word);
        }
        return n;
    }

    /// Names with their prefix, in the kernel's order.
    public List<String> names() {
        return java.util.stream.IntStream.range(0, NAMES.size())
                .filter(this::has)
                .mapToObj(n -> "CAP_" + NAMES.get(n))
                .toList();
    }

    /// Whether the bounding set has it.
    public boolean has(int number) {
        return ((bounding >> number) & 1) != 0;
    }

    Capabilities within(long available) {
        return new Capabilities(bounding & available, effective & available, ambient & available);
    }

    private static boolean contains(List<String> words, String word) {
        return words.stream().anyMatch(word::equalsIgnoreCase);
    }

    private static long mask(List<String> words) {
        return words.stream()
                .filter(w -> !"ALL".equalsIgnoreCase(w))
                .mapToLong(w -> 1L << number(w))
                .reduce(0, (a, b) -> a | b);
    }
}

package dev.conex.runtime;

import java.util.Locale;

/// A resource limit of a process.
///
/// @param soft -1 for unlimited
/// @param hard -1 for unlimited
public record Rlimit(Resource resource, long soft, long hard) {
    public static final long UNLIMITED = -1;

    public Rlimit {
        if (hard != UNLIMITED && (soft == UNLIMITED || soft > hard)) {
            throw new IllegalArgumentException("%s: soft limit %d above hard limit %d".formatted(resource, soft, hard));
        }
    }

    /// The resources, in the order of the kernel's numbers (asm-generic/resource.h, the same on x86-64 and aarch64).
    public enum Resource {
        CPU,
        FSIZE,
        DATA,
        STACK,
        CORE,
        RSS,
        NPROC,
        NOFILE,
        MEMLOCK,
        AS,
        LOCKS,
        SIGPENDING,
        MSGQUEUE,
        NICE,
        RTPRIO,
        RTTIME;

        /// From Docker's word, such as `nofile`.
        public static Resource of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}

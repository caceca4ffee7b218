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

    /// The resources with the kernel's numbers (asm-generic/resource.h, the same on x86-64 and aarch64).
    public enum Resource {
        CPU(0),
        FSIZE(1),
        DATA(2),
        STACK(3),
        CORE(4),
        RSS(5),
        NPROC(6),
        NOFILE(7),
        MEMLOCK(8),
        AS(9),
        LOCKS(10),
        SIGPENDING(11),
        MSGQUEUE(12),
        NICE(13),
        RTPRIO(14),
        RTTIME(15);

        private final int number;

        Resource(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        /// From Docker's word, such as `nofile`.
        public static Resource of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}

package dev.conex.linux;

import dev.conex.linux.ffm.Arch;
import dev.conex.linux.ffm.LibSeccomp;
import dev.conex.linux.ffm.Libc;
import dev.conex.linux.ffm.Syscall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Compiles rules about system calls into the program that seccomp(2) takes. Slow (tens of milliseconds): keep the result.
public final class SeccompFilter {
    private static final int ATTRIBUTE_NNP = 3;
    private static final int ATTRIBUTE_OPTIMIZE = 8;
    private static final int OPTIMIZE_TREE = 2;
    private static final int UNKNOWN = -1;
    private static final int EEXIST = -17;
    private static final int CHUNK = 16 * 1024;

    /// What happens at a call: the kernel's SECCOMP_RET_ value.
    public record Action(int value) {
        private static final int DATA = 0xffff;

        public static final Action ALLOW = new Action(0x7fff_0000);
        public static final Action LOG = new Action(0x7ffc_0000);
        public static final Action TRAP = new Action(0x0003_0000);
        public static final Action KILL_THREAD = new Action(0);
        public static final Action KILL_PROCESS = new Action(0x8000_0000);

        public static Action errno(int number) {
            return new Action(0x0005_0000 | (number & DATA));
        }

        public static Action trace(int message) {
            return new Action(0x7ff0_0000 | (message & DATA));
        }
    }

    /// How an argument is compared, with libseccomp's numbers.
    public enum Compare {
        NE(1),
        LT(2),
        LE(3),
        EQ(4),
        GE(5),
        GT(6),
        /// argument & a == b
        MASKED_EQ(7);

        private final int number;

        Compare(int number) {
            this.number = number;
        }
    }

    /// A condition on one argument of a call.
    public record Condition(int argument, Compare compare, long a, long b) {}

    /// What is done at a call when all conditions hold.
    public record Rule(String call, Action action, List<Condition> conditions) {
        public Rule {
            conditions = List.copyOf(conditions);
        }
    }

    private SeccompFilter() {}

    /// Compiles for this processor and, on request, the others that it runs programs of.
    ///
    /// @param otherwise for calls without a rule
    /// @param compatible whether 32-bit programs are covered too; without, they are killed
    /// @return `struct sock_filter[]`. Rules for calls that nobody knows are left out.
    public static byte[] compile(Action otherwise, List<Rule> rules, boolean compatible) throws IOException {
        MemorySegment filter = LibSeccomp.init(otherwise.value());
        if (filter.address() == 0) {
            throw new IOException("libseccomp refused to begin a filter");
        }
        try (Arena arena = Arena.ofConfined()) {
            LibSeccomp.attribute(filter, ATTRIBUTE_NNP, 0);
            LibSeccomp.attribute(filter, ATTRIBUTE_OPTIMIZE, OPTIMIZE_TREE);
            if (compatible) {
                for (int token : companions()) {
                    check(LibSeccomp.addArch(filter, token), "architecture %x".formatted(token));
                }
            }
            for (Rule rule : rules) {
                add(arena, filter, otherwise, rule);
            }
            return export(filter);
        } finally {
            LibSeccomp.release(filter);
        }
    }

    /// i386 and x32 beside x86-64, arm beside aarch64.
    private static int[] companions() {
        return switch (Arch.current().cpu()) {
            case X86_64 -> new int[] {0x4000_0003, 0x4000_003e};
            case AARCH64 -> new int[] {0x4000_0028};
        };
    }

    private static void add(Arena arena, MemorySegment filter, Action otherwise, Rule rule) throws IOException {
        int number = LibSeccomp.resolve(Libc.cString(arena, rule.call().getBytes(StandardCharsets.US_ASCII)));
        if (number == UNKNOWN || rule.action().equals(otherwise)) {
            return;
        }
        long size = LibSeccomp.COMPARISON.byteSize();
        MemorySegment all = arena.allocate(Math.max(1, rule.conditions().size()) * size, 8);
        for (int i = 0; i < rule.conditions().size(); i++) {
            Condition c = rule.conditions().get(i);
            MemorySegment one = all.asSlice(i * size, size);
            one.set(java.lang.foreign.ValueLayout.JAVA_INT, 0, c.argument());
            one.set(java.lang.foreign.ValueLayout.JAVA_INT, 4, c.compare().number);
            one.set(java.lang.foreign.ValueLayout.JAVA_LONG, 8, c.a());
            one.set(java.lang.foreign.ValueLayout.JAVA_LONG, 16, c.b());
        }
        int result = LibSeccomp.rule(filter, rule.action().value(), number, rule.conditions().size(), all);
        if (result != EEXIST) {
            check(result, "rule for " + rule.call());
        }
    }

    private static byte[] export(MemorySegment filter) throws IOException {
        ByteArrayOutputStream program = new ByteArrayOutputStream(CHUNK);
        try (Fd file = MemFd.create("seccomp")) {
            check(LibSeccomp.export(filter, file.number()), "export");
            Sys.call(Syscall.LSEEK, file, file.number(), 0, 0);
            byte[] chunk = new byte[CHUNK];
            for (int n; (n = file.read(chunk, 0, CHUNK)) > 0; ) {
                program.write(chunk, 0, n);
            }
        }
        return program.toByteArray();
    }

    private static void check(int result, String subject) throws ErrnoException {
        if (result < 0) {
            throw new ErrnoException("libseccomp", subject, -result);
        }
    }
}

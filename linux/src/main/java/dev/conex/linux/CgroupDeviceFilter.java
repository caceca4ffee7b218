package dev.conex.linux;

import dev.conex.linux.ffm.Libc;
import dev.conex.linux.ffm.Syscall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The device policy of a cgroup of version 2: a small BPF program that the kernel asks at every open and mknod of a
/// device. See bpf(2), BPF_PROG_TYPE_CGROUP_DEVICE.
public final class CgroupDeviceFilter {
    public static final int ANY = -1;
    public static final int BLOCK = 1;
    public static final int CHARACTER = 2;
    public static final int MAKE = 1;
    public static final int READ = 2;
    public static final int WRITE = 4;

    private static final int BPF_PROG_LOAD = 5;
    private static final int BPF_PROG_ATTACH = 8;
    private static final int PROG_TYPE_CGROUP_DEVICE = 15;
    private static final int ATTACH_TYPE_CGROUP_DEVICE = 6;
    private static final int ALLOW_MULTI = 2;
    private static final int ATTRIBUTES_SIZE = 72;
    private static final int INSTRUCTION_SIZE = 8;
    private static final int RULE_INSTRUCTIONS_MAX = 7;
    private static final int RULES_MAX = 500;

    // eBPF instructions: code, registers, offset, immediate
    private static final int LOAD_WORD = 0x61; // dst = *(u32 *) (src + off)
    private static final int MOVE_32 = 0xbc;
    private static final int MOVE_IMMEDIATE = 0xb7;
    private static final int AND_32 = 0x54;
    private static final int SHIFT_RIGHT_32 = 0x74;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_NOT_EQUAL = 0x55;
    private static final int EXIT = 0x95;

    // registers: 1 the context, 2 type, 3 access, 4 major, 5 minor, 6 scratch
    private static final int TYPE = 2;
    private static final int ACCESS = 3;
    private static final int MAJOR = 4;
    private static final int MINOR = 5;
    private static final int SCRATCH = 6;
    private static final int LOW_HALF = 0xffff;

    /// What is allowed or forbidden; the last rule that fits decides, and without one it is forbidden.
    ///
    /// @param type [#BLOCK], [#CHARACTER] or [#ANY]
    /// @param access of [#MAKE], [#READ], [#WRITE]
    public record Rule(boolean allow, int type, int major, int minor, int access) {}

    /// `struct bpf_insn` of the kernel.
    private record Instruction(int operation, int to, int from, int offset, int immediate) {
        void addTo(ByteBuffer code) {
            code.put((byte) operation)
                    .put((byte) (from << 4 | to))
                    .putShort((short) offset)
                    .putInt(immediate);
        }
    }

    private CgroupDeviceFilter() {}

    /// Loads the rules and attaches them to a cgroup directory; they go when the cgroup does.
    public static void attach(Fd cgroup, List<Rule> rules) throws ErrnoException {
        if (rules.size() > RULES_MAX) {
            throw new IllegalArgumentException(
                    "%d device rules, at most %d are allowed".formatted(rules.size(), RULES_MAX));
        }
        try (Arena arena = Arena.ofConfined()) {
            byte[] program = compile(rules);
            MemorySegment code = arena.allocate(program.length, Long.BYTES);
            MemorySegment.copy(program, 0, code, ValueLayout.JAVA_BYTE, 0, program.length);
            MemorySegment load = arena.allocate(ATTRIBUTES_SIZE, Long.BYTES);
            load.set(ValueLayout.JAVA_INT, 0, PROG_TYPE_CGROUP_DEVICE);
            load.set(ValueLayout.JAVA_INT, 4, program.length / INSTRUCTION_SIZE);
            load.set(ValueLayout.JAVA_LONG, 8, code.address());
            load.set(
                    ValueLayout.JAVA_LONG,
                    16,
                    Libc.cString(arena, "Apache-2.0".getBytes(StandardCharsets.US_ASCII))
                            .address());
            try (Fd loaded = Fd.own(
                    (int) Sys.call(Syscall.BPF, "device policy", BPF_PROG_LOAD, load.address(), ATTRIBUTES_SIZE))) {
                MemorySegment attach = arena.allocate(ATTRIBUTES_SIZE, Long.BYTES);
                attach.set(ValueLayout.JAVA_INT, 0, cgroup.number());
                attach.set(ValueLayout.JAVA_INT, 4, loaded.number());
                attach.set(ValueLayout.JAVA_INT, 8, ATTACH_TYPE_CGROUP_DEVICE);
                attach.set(ValueLayout.JAVA_INT, 12, ALLOW_MULTI);
                Sys.call(Syscall.BPF, "device policy of " + cgroup, BPF_PROG_ATTACH, attach.address(), ATTRIBUTES_SIZE);
            }
        }
    }

    /// Rules are tried from the last to the first.
    static byte[] compile(List<Rule> rules) {
        ByteBuffer code = ByteBuffer.allocate((8 + rules.size() * (RULE_INSTRUCTIONS_MAX + 2)) * INSTRUCTION_SIZE)
                .order(ByteOrder.LITTLE_ENDIAN);
        new Instruction(LOAD_WORD, TYPE, 1, 0, 0).addTo(code);
        new Instruction(AND_32, TYPE, 0, 0, LOW_HALF).addTo(code);
        new Instruction(LOAD_WORD, ACCESS, 1, 0, 0).addTo(code);
        new Instruction(SHIFT_RIGHT_32, ACCESS, 0, 0, 16).addTo(code);
        new Instruction(LOAD_WORD, MAJOR, 1, 4, 0).addTo(code);
        new Instruction(LOAD_WORD, MINOR, 1, 8, 0).addTo(code);
        for (Rule rule : rules.reversed()) {
            rule(code, rule);
        }
        verdict(code, false);
        return Arrays.copyOf(code.array(), code.position());
    }

    /// Each condition that fails jumps behind the rule's verdict. A rule that
    /// allows fits when all that is asked for is among its rights, one that forbids when anything is.
    private static void rule(ByteBuffer code, Rule rule) {
        int length =
                (rule.type() == ANY ? 0 : 1) + (rule.major() == ANY ? 0 : 1) + (rule.minor() == ANY ? 0 : 1) + 3 + 2;
        int at = 0;
        if (rule.type() != ANY) {
            new Instruction(JUMP_NOT_EQUAL, TYPE, 0, length - ++at, rule.type()).addTo(code);
        }
        new Instruction(MOVE_32, SCRATCH, ACCESS, 0, 0).addTo(code);
        new Instruction(AND_32, SCRATCH, 0, 0, (rule.allow() ? ~rule.access() : rule.access()) & (MAKE | READ | WRITE)).addTo(code);
        at += 3;
        new Instruction(rule.allow() ? JUMP_NOT_EQUAL : JUMP_EQUAL, SCRATCH, 0, length - at, 0).addTo(code);
        if (rule.major() != ANY) {
            new Instruction(JUMP_NOT_EQUAL, MAJOR, 0, length - ++at, rule.major()).addTo(code);
        }
        if (rule.minor() != ANY) {
            new Instruction(JUMP_NOT_EQUAL, MINOR, 0, length - ++at, rule.minor()).addTo(code);
        }
        verdict(code, rule.allow());
    }

    private static void verdict(ByteBuffer code, boolean allow) {
        new Instruction(MOVE_IMMEDIATE, 0, 0, 0, allow ? 1 : 0).addTo(code);
        new Instruction(EXIT, 0, 0, 0, 0).addTo(code);
    }
}

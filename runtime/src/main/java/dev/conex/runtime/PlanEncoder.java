package dev.conex.runtime;

import dev.conex.runtime.Step.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Puts a plan into the bytes that the shim reads (shim/ops.h).
final class PlanEncoder {
    private static final int PLAN_HEAD = 8;
    private static final int STEP_HEAD = 32;
    private static final int ALIGNMENT = 8;

    /// Compiles a system call filter.
    interface Filters {
        byte[] program(Seccomp seccomp, Capabilities caps) throws IOException;
    }

    private PlanEncoder() {}

    /// A plan in its two parts.
    @SuppressWarnings("ArrayRecordComponent")
    record Parts(byte[] toClone, byte[] rest) {}

    /// @param descriptors their numbers in this process, in the order of the plan's inputs
    static Parts encode(LaunchPlan plan, int[] descriptors, Filters filters) throws IOException {
        List<Step> steps = plan.steps();
        int cut = 1 + (int) steps.stream().takeWhile(s -> s.op() != Op.CLONE).count();
        return new Parts(
                part(steps.subList(0, cut), descriptors, filters),
                part(steps.subList(cut, steps.size()), descriptors, filters));
    }

    private static byte[] part(List<Step> steps, int[] descriptors, Filters filters) throws IOException {
        byte[][] payloads = new byte[steps.size()][];
        int size = 0;
        for (int i = 0; i < payloads.length; i++) {
            payloads[i] = payload(steps.get(i).payload(), descriptors, filters);
            size += STEP_HEAD + padded(payloads[i].length);
        }
        if (size > ShimWords.PLAN_BYTES_MAX) {
            throw new IOException(
                    "launch plan of %d bytes, at most %d are allowed".formatted(size, ShimWords.PLAN_BYTES_MAX));
        }
        ByteBuffer out = ByteBuffer.allocate(PLAN_HEAD + size).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(ShimWords.PLAN_MAGIC).putInt(size);
        for (int i = 0; i < payloads.length; i++) {
            Step step = steps.get(i);
            out.putInt(step.op().code()).putInt(payloads[i].length);
            out.putLong(step.a()).putLong(step.b()).putLong(step.c());
            out.put(payloads[i]).put(new byte[padded(payloads[i].length) - payloads[i].length]);
        }
        return out.array();
    }

    private static int padded(int length) {
        return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static byte[] payload(Payload payload, int[] descriptors, Filters filters) throws IOException {
        return switch (payload) {
            case Payload.Words(var words) -> words(words);
            case Payload.Numbers(var numbers) ->
                numbers(numbers.stream().mapToInt(Integer::intValue).toArray());
            case Payload.Filter(var seccomp, var caps) -> filters.program(seccomp, caps);
            case Payload.Descriptors() -> numbers(descriptors);
        };
    }

    private static byte[] numbers(int[] numbers) {
        ByteBuffer out = ByteBuffer.allocate(numbers.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int n : numbers) {
            out.putInt(n);
        }
        return out.array();
    }

    private static byte[] words(List<String> words) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (String word : words) {
            if (word.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("a zero byte in \"%s\"".formatted(word.replace("\0", "\\0")));
            }
            out.writeBytes(word.getBytes(StandardCharsets.UTF_8));
            out.write(0);
        }
        return out.toByteArray();
    }
}

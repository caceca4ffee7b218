package dev.conex.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One operation of a plan with its arguments, whose meaning shim/ops.h gives.
///
/// @param text what a person reads
record Step(Op op, long a, long b, long c, Payload payload, String text) {
    /// What goes with an operation besides three numbers.
    sealed interface Payload {
        Payload NONE = new Words(List.of());

        /// Strings, each ended by a zero byte.
        record Words(List<String> words) implements Payload {
            public Words {
                words = List.copyOf(words);
            }
        }

        record Numbers(List<Integer> numbers) implements Payload {
            public Numbers {
                numbers = List.copyOf(numbers);
            }
        }

        /// A compiled system call filter, looked up when the plan is encoded.
        record Filter(Seccomp seccomp, Capabilities caps) implements Payload {}

        /// The descriptors of the plan.
        record Descriptors() implements Payload {}
    }

    String line() {
        return text.isEmpty() ? op.word() : op.word() + " " + text;
    }

    @Nullable
    String path() {
        return payload instanceof Payload.Words(var words) && !words.isEmpty() ? words.getLast() : null;
    }
}

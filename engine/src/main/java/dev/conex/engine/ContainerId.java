package dev.conex.engine;

import java.security.SecureRandom;
import java.util.HexFormat;

/// The identity of a container: 64 lower-case hex digits.
public record ContainerId(String value) implements Comparable<ContainerId> {
    /// Digits that people are shown.
    public static final int SHORT_LENGTH = 12;

    private static final int LENGTH = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    public ContainerId {
        if (value.length() != LENGTH
                || !value.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            throw new IllegalArgumentException("container id \"%s\": not 64 hex digits".formatted(value));
        }
    }

    /// A new random id, never one that reads as a decimal number when shortened.
    public static ContainerId random() {
        while (true) {
            var bytes = new byte[LENGTH / 2];
            RANDOM.nextBytes(bytes);
            var id = new ContainerId(HexFormat.of().formatHex(bytes));
            if (id.shortened().chars().anyMatch(c -> c > '9')) {
                return id;
            }
        }
    }

    /// The first twelve digits: what people are shown, and the default host name.
    public String shortened() {
        return value.substring(0, SHORT_LENGTH);
    }

    @Override
    public int compareTo(ContainerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

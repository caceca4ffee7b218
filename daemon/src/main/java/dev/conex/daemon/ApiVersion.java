package dev.conex.daemon;

import java.util.Optional;

/// A version of the API, `1.N`.
record ApiVersion(int minor) implements Comparable<ApiVersion> {
    static final ApiVersion OLDEST = new ApiVersion(24);
    static final ApiVersion NEWEST = new ApiVersion(51);

    private static final int DIGITS_MAX = 4;

    /// Whether a path's first segment is a version prefix: `v` and digits or dots.
    static boolean isPrefix(String segment) {
        return segment.length() > 1
                && segment.charAt(0) == 'v'
                && segment.chars().skip(1).allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    }

    /// Reads `1.N`; absent when it is another kind of number.
    static Optional<ApiVersion> parse(String text) {
        if (!text.startsWith("1.")) {
            return Optional.empty();
        }
        var minor = text.substring(2);
        boolean digits = !minor.isEmpty()
                && minor.length() <= DIGITS_MAX
                && minor.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(new ApiVersion(Integer.parseInt(minor))) : Optional.empty();
    }

    boolean below(int otherMinor) {
        return minor < otherMinor;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return "1." + minor;
    }
}

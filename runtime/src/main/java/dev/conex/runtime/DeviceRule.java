package dev.conex.runtime;

/// A rule of the cgroup's device policy; later rules win.
///
/// @param major -1 for any
/// @param minor -1 for any
public record DeviceRule(boolean allow, Kind kind, int major, int minor, String access) {
    public static final int ANY = -1;

    /// Kinds of devices.
    public enum Kind {
        ALL('a'),
        CHARACTER('c'),
        BLOCK('b');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    /// As cgroup v1 writes it: `c 1:3 rwm`.
    String line() {
        return "%c %s:%s %s".formatted(kind.letter, number(major), number(minor), access);
    }

    private static String number(int n) {
        return n == ANY ? "*" : Integer.toString(n);
    }
}

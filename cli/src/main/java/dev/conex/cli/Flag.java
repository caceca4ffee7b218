package dev.conex.cli;

import java.util.Locale;

/// One option of a command, as parsing, help and completion need it.
///
/// @param name the long name, without dashes
/// @param letter the short form, or 0 when there is none
/// @param kind what value it takes
/// @param text what help says, in one sentence without a full stop
public record Flag(String name, char letter, Kind kind, String text) {
    /// The value an option takes, named as Docker's help names it.
    public enum Kind {
        /// No value, or `=true`, `=false`.
        BOOL,
        STRING,
        INT,
        DECIMAL,
        /// A size such as `64m`.
        BYTES,
        /// A duration such as `1m30s`.
        DURATION,
        /// May be given several times.
        LIST,
        /// May be given several times, each `key=value`.
        FILTER;

        String valueName() {
            return this == BOOL ? "" : name().toLowerCase(Locale.ROOT);
        }
    }

    static Flag of(String spec, Kind kind, String text) {
        int comma = spec.indexOf(',');
        return comma < 0
                ? new Flag(spec, (char) 0, kind, text)
                : new Flag(spec.substring(comma + 1), spec.charAt(0), kind, text);
    }

    static Flag bool(String spec, String text) {
        return of(spec, Kind.BOOL, text);
    }

    static Flag string(String spec, String text) {
        return of(spec, Kind.STRING, text);
    }

    static Flag list(String spec, String text) {
        return of(spec, Kind.LIST, text);
    }

    static Flag integer(String spec, String text) {
        return of(spec, Kind.INT, text);
    }

    /// How errors name it: `-m, --memory`.
    String spoken() {
        return letter == 0 ? "--" + name : "-" + letter + ", --" + name;
    }

    boolean repeats() {
        return kind == Kind.LIST || kind == Kind.FILTER;
    }
}

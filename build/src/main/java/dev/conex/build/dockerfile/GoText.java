package dev.conex.build.dockerfile;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Values as Go prints them, because Docker's texts do.
public final class GoText {
    private GoText() {}

    /// `%q` of a text.
    public static String quote(String text) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            out.append(escaped(text.charAt(i)));
        }
        return out.append('"').toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 7 -> "\\a";
            case 8 -> "\\b";
            case 11 -> "\\v";
            case 12 -> "\\f";
            default -> c < 32 || c == 127 ? "\\x%02x".formatted((int) c) : String.valueOf(c);
        };
    }

    /// `%q` of a list.
    public static String quote(List<String> words) {
        return words.stream().map(GoText::quote).collect(Collectors.joining(" ", "[", "]"));
    }

    /// `%q` of a number, which Go takes for a character.
    public static String rune(int number) {
        if (number < 32 || number == 127) {
            var inner = quote(String.valueOf((char) number));
            return "'" + inner.substring(1, inner.length() - 1) + "'";
        }
        return number == '\'' ? "'\\''" : "'" + Character.toString(Math.min(number, 0xD7FF)) + "'";
    }

    /// `%v` of a duration: `1h0m5s`, `1.5s`, `20ms`.
    public static String duration(Duration d) {
        if (d.isZero()) {
            return "0s";
        }
        long nanos = d.toNanos();
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        if (nanos < 1_000_000) {
            return fraction(nanos, 1_000) + "µs";
        }
        if (nanos < 1_000_000_000) {
            return fraction(nanos, 1_000_000) + "ms";
        }
        long minutes = nanos / 60_000_000_000L;
        var seconds = fraction(nanos % 60_000_000_000L, 1_000_000_000) + "s";
        if (minutes == 0) {
            return seconds;
        }
        return (minutes >= 60 ? minutes / 60 + "h" : "") + minutes % 60 + "m" + seconds;
    }

    private static String fraction(long value, long unit) {
        var digits = java.math.BigDecimal.valueOf(value)
                .divide(java.math.BigDecimal.valueOf(unit))
                .stripTrailingZeros()
                .toPlainString();
        return digits;
    }
}

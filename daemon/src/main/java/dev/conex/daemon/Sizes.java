package dev.conex.daemon;

import java.util.Locale;

/// Sizes as people write them: `64m`, `1g`, `512`, `64MiB`.
final class Sizes {
    private Sizes() {}

    static long parse(String text) throws ConfigError {
        var lower = text.strip().toLowerCase(Locale.ROOT).replaceFirst("i?b$", "");
        int shift = lower.isEmpty() ? 0 : shift(lower.charAt(lower.length() - 1));
        var digits = shift == 0 ? lower : lower.substring(0, lower.length() - 1);
        if (!digits.matches("[0-9]{1,12}")) {
            throw new ConfigError("invalid size: '" + text + "'");
        }
        return Long.parseLong(digits) << shift;
    }

    private static int shift(char unit) {
        return switch (unit) {
            case 'k' -> 10;
            case 'm' -> 20;
            case 'g' -> 30;
            case 't' -> 40;
            default -> 0;
        };
    }
}

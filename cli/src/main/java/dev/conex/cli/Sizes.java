package dev.conex.cli;

import java.util.Locale;

/// Sizes as Docker reads and prints them (docker/go-units).
final class Sizes {
    private static final String[] DECIMAL = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Sizes() {}

    /// `64m`, `1.5g`, `100`, `10MiB` to bytes; units are powers of 1024.
    static long parseBytes(String text) {
        int end = 0;
        while (end < text.length() && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        if (text.startsWith("-") && text.length() > 1) {
            return -parseBytes(text.substring(1));
        }
        if (end == 0) {
            throw new IllegalArgumentException("invalid size: '" + text + "'");
        }
        double number;
        try {
            number = Double.parseDouble(text.substring(0, end));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("invalid size: '" + text + "'", e);
        }
        return (long) (number * unit(text.substring(end).strip()));
    }

    private static long unit(String suffix) {
        String lower = suffix.toLowerCase(Locale.ROOT);
        if (lower.isEmpty() || lower.equals("b")) {
            return 1;
        }
        int power = "kmgtp".indexOf(lower.charAt(0)) + 1;
        String rest = lower.substring(1);
        if (power == 0 || !(rest.isEmpty() || rest.equals("b") || rest.equals("ib"))) {
            throw new IllegalArgumentException("invalid suffix: '" + suffix + "'");
        }
        return 1L << (10 * power);
    }

    /// Powers of 1000, 3 significant digits by default: `1.98MB`.
    static String human(double bytes, int digits) {
        return scaled(bytes, 1000, DECIMAL, digits);
    }

    static String human(long bytes) {
        return human((double) bytes, 4);
    }

    static String human(double bytes) {
        return human(bytes, 4);
    }

    static String human(long bytes, int digits) {
        return human((double) bytes, digits);
    }

    /// Powers of 1024: `23.54GiB`.
    static String binary(double bytes) {
        return scaled(bytes, 1024, BINARY, 4);
    }

    private static String scaled(double value, double base, String[] units, int digits) {
        double left = value;
        int unit = 0;
        while (left >= base && unit < units.length - 1) {
            left /= base;
            unit++;
        }
        return significant(left, digits) + units[unit];
    }

    /// Go's `%.Ng`, for numbers that need no exponent.
    private static String significant(double value, int digits) {
        int whole = value < 1 ? 1 : (int) Math.floor(Math.log10(value)) + 1;
        String text = String.format(Locale.ROOT, "%." + Math.max(0, digits - whole) + "f", value);
        if (text.indexOf('.') >= 0) {
            text = text.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
        return text;
    }
}

package dev.conex.cli;

import java.math.BigDecimal;
import java.util.Locale;

/// Checks the value of an option once, where it is read, and brings it into the form that commands use:
/// sizes in bytes, durations in nanoseconds, booleans as `true` and `false`.
final class FlagValues {
    private FlagValues() {}

    static String read(Flag flag, String value) {
        try {
            return switch (flag.kind()) {
                case STRING, LIST -> value;
                case FILTER -> filter(value);
                case BOOL -> bool(value);
                case INT -> Long.toString(Long.decode(value.strip()));
                case DECIMAL -> decimal(value);
                case BYTES -> Long.toString(Sizes.parseBytes(value));
                case DURATION -> Long.toString(Durations.parse(value));
            };
        } catch (IllegalArgumentException e) {
            throw UsageError.flag(
                    "invalid argument \"" + value + "\" for \"" + flag.spoken() + "\" flag: " + why(flag, value, e));
        }
    }

    private static String why(Flag flag, String value, IllegalArgumentException e) {
        return flag.kind() == Flag.Kind.INT
                ? "strconv.ParseInt: parsing \"" + value + "\": invalid syntax"
                : String.valueOf(e.getMessage());
    }

    private static String filter(String value) {
        if (value.isEmpty() || value.indexOf('=') < 0) {
            throw new IllegalArgumentException("invalid filter '" + value + "': should be KEY=VALUE".formatted());
        }
        return value;
    }

    private static String bool(String value) {
        return switch (value) {
            case "1", "t", "T", "true", "TRUE", "True" -> "true";
            case "0", "f", "F", "false", "FALSE", "False" -> "false";
            default ->
                throw new IllegalArgumentException("strconv.ParseBool: parsing \"" + value + "\": invalid syntax");
        };
    }

    private static String decimal(String value) {
        try {
            return new BigDecimal(value.strip().toLowerCase(Locale.ROOT)).toPlainString();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("failed to parse " + value + " as a rational number", e);
        }
    }
}

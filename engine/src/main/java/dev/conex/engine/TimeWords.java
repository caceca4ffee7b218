package dev.conex.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/// Times as Docker's filters take them: `10m`, `1h30m`, a Unix time with fraction, RFC 3339 with or without
/// parts. Pure.
final class TimeWords {
    private static final Pattern DURATION = Pattern.compile("(?:[0-9]+(?:\\.[0-9]+)?(?:ns|us|µs|ms|h|m|s))+");
    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|µs|ms|h|m|s)");
    private static final Pattern UNIX = Pattern.compile("-?[0-9]{1,15}(?:\\.[0-9]{1,9})?");

    private TimeWords() {}

    /// A moment; a duration counts back from now.
    static Instant until(String given, Instant now) {
        if (DURATION.matcher(given).matches()) {
            return now.minus(duration(given));
        }
        if (UNIX.matcher(given).matches()) {
            int dot = given.indexOf('.');
            long seconds = Long.parseLong(dot < 0 ? given : given.substring(0, dot));
            var fraction = dot < 0 ? "0" : (given.substring(dot + 1) + "000000000").substring(0, 9);
            return Instant.ofEpochSecond(seconds, Long.parseLong(fraction));
        }
        try {
            if (given.length() == "2006-01-02".length()) {
                return LocalDate.parse(given).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return given.matches(".*(?:Z|[+-][0-9]{2}:[0-9]{2})")
                    ? OffsetDateTime.parse(given).toInstant()
                    : LocalDateTime.parse(given).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException _) {
            throw new Refusal.Invalid(
                    Refusal.What.TIME, given, "failed to parse value as time or duration: \"%s\"".formatted(given));
        }
    }

    private static Duration duration(String given) {
        var sum = Duration.ZERO;
        var parts = PART.matcher(given);
        while (parts.find()) {
            double n = Double.parseDouble(parts.group(1));
            double nanos = switch (parts.group(2)) {
                case "h" -> n * 3_600e9;
                case "m" -> n * 60e9;
                case "s" -> n * 1e9;
                case "ms" -> n * 1e6;
                case "us", "µs" -> n * 1e3;
                default -> n;
            };
            sum = sum.plusNanos((long) nanos);
        }
        return sum;
    }
}

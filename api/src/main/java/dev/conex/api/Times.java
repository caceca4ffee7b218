package dev.conex.api;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// Times as Docker writes and reads them: RFC 3339 with as many digits as are needed, and `seconds[.nanos]` in queries.
public final class Times {
    /// Go's zero time, which stands for "never".
    public static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);
    private static final int SECONDS_CHARS_MAX = 32;

    private Times() {}

    /// The time, or Go's zero time when absent.
    public static Instant orZero(@Nullable Instant given) {
        return given == null ? ZERO : given;
    }

    /// Absent for Go's zero time.
    public static @Nullable Instant orAbsent(@Nullable Instant given) {
        return given == null || given.equals(ZERO) ? null : given;
    }

    /// RFC 3339 in UTC with up to nine digits of a second, trailing zeros left out.
    public static String rfc3339(Instant time) {
        var seconds = DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochSecond(time.getEpochSecond()));
        if (time.getNano() == 0) {
            return seconds;
        }
        var nanos = "%09d".formatted(time.getNano());
        int end = nanos.length();
        while (nanos.charAt(end - 1) == '0') {
            end--;
        }
        return seconds.substring(0, seconds.length() - 1) + "." + nanos.substring(0, end) + "Z";
    }

    /// RFC 3339 in UTC with nine digits of a second, as in the lines of a log.
    public static String rfc3339Fixed(Instant time) {
        var seconds = DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochSecond(time.getEpochSecond()));
        return seconds.substring(0, seconds.length() - 1) + ".%09dZ".formatted(time.getNano());
    }

    /// Reads RFC 3339.
    ///
    /// @throws DateTimeException if it is something else
    public static Instant parse(String text) {
        return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toInstant();
    }

    /// Reads what a query says: `seconds[.nanos]` since 1970, or RFC 3339; absent when empty or 0.
    ///
    /// @throws DateTimeException if it is something else
    public static @Nullable Instant ofQuery(@Nullable String text) {
        if (text == null || text.isEmpty() || text.equals("0")) {
            return null;
        }
        if (text.indexOf('T') > 0) {
            return parse(text);
        }
        return ofSeconds(text);
    }

    private static Instant ofSeconds(String text) {
        if (text.length() > SECONDS_CHARS_MAX
                || !text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.' || c == '-')) {
            throw new DateTimeException("time \"" + text + "\": neither seconds nor RFC 3339");
        }
        try {
            var nanos = new BigDecimal(text).multiply(NANOS).toBigInteger().divideAndRemainder(NANOS.toBigInteger());
            return Instant.ofEpochSecond(nanos[0].longValueExact(), nanos[1].longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new DateTimeException("time \"" + text + "\": neither seconds nor RFC 3339", e);
        }
    }

    /// For a query: `seconds.nanos`.
    public static String forQuery(Instant time) {
        return time.getNano() == 0
                ? String.valueOf(time.getEpochSecond())
                : "%d.%09d".formatted(time.getEpochSecond(), time.getNano());
    }

    /// Times inside JSON.
    record Adapter() implements JsonAdapter<@Nullable Instant> {
        @Override
        public void toJson(JsonWriter writer, @Nullable Instant value) {
            if (value == null) {
                writer.nullValue();
            } else {
                writer.value(rfc3339(value));
            }
        }

        @Override
        public @Nullable Instant fromJson(JsonReader reader) {
            if (reader.isNullValue()) {
                return null;
            }
            var text = reader.readString();
            return text.isEmpty() ? null : parse(text);
        }
    }
}

package dev.conex.cli;

import java.time.Duration;

/// Durations as Go writes them and as Docker prints ages.
final class Durations {
    private Durations() {}

    /// `1h2m3.5s`, `300ms` to nanoseconds.
    static long parse(String text) {
        String left = text.startsWith("-") ? text.substring(1) : text;
        if (left.equals("0")) {
            return 0;
        }
        if (left.isEmpty()) {
            throw invalid(text);
        }
        double total = 0;
        while (!left.isEmpty()) {
            int number = span(left, true);
            int unit = span(left.substring(number), false);
            if (number == 0) {
                throw invalid(text);
            }
            if (unit == 0) {
                throw new IllegalArgumentException("time: missing unit in duration \"" + text + "\"");
            }
            String name = left.substring(number, number + unit);
            total += Double.parseDouble(left.substring(0, number)) * unitNanos(name, text);
            left = left.substring(number + unit);
        }
        return (long) (text.startsWith("-") ? -total : total);
    }

    private static int span(String text, boolean digits) {
        int end = 0;
        while (end < text.length()) {
            char c = text.charAt(end);
            if ((Character.isDigit(c) || c == '.') != digits) {
                break;
            }
            end++;
        }
        return end;
    }

    private static double unitNanos(String unit, String text) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs", "μs" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            case "h" -> 3600e9;
            default ->
                throw new IllegalArgumentException("time: unknown unit \"" + unit + "\" in duration \"" + text + "\"");
        };
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("time: invalid duration \"" + text + "\"");
    }

    /// `5 seconds`, `About a minute`, `2 hours`, `3 weeks`.
    static String human(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        long minutes = age.toMinutes();
        long hours = (minutes + 30) / 60;
        if (seconds < 1) {
            return "Less than a second";
        }
        if (seconds < 60) {
            return seconds == 1 ? "1 second" : seconds + " seconds";
        }
        if (minutes < 60) {
            return minutes == 1 ? "About a minute" : minutes + " minutes";
        }
        if (hours < 48) {
            return hours == 1 ? "About an hour" : hours + " hours";
        }
        long days = hours / 24;
        if (days < 14) {
            return days + " days";
        }
        if (days < 60) {
            return days / 7 + " weeks";
        }
        return days < 730 ? days / 30 + " months" : days / 365 + " years";
    }
}

package dev.conex.daemon;

import dev.conex.engine.ContainerInspect.StateView;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The column STATUS, and the lengths of time in it.
final class StatusWords {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private StatusWords() {}

    static String of(StateView s, Instant now) {
        if (s.running()) {
            return running(s, now);
        }
        return switch (s.status()) {
            case "removing" -> "Removal In Progress";
            case "dead" -> "Dead";
            case "created" -> "Created";
            default ->
                s.startedAt() == null
                        ? "Created"
                        : "Exited (%d) %s ago".formatted(s.exitCode(), since(s.finishedAt(), now));
        };
    }

    private static String running(StateView s, Instant now) {
        if (s.paused()) {
            return "Up %s (Paused)".formatted(since(s.startedAt(), now));
        }
        if (s.restarting()) {
            return "Restarting (%d) %s ago".formatted(s.exitCode(), since(s.finishedAt(), now));
        }
        var up = "Up " + since(s.startedAt(), now);
        var health = s.health();
        if (health == null || health.status().equals("none")) {
            return up;
        }
        return health.status().equals("starting") ? up + " (health: starting)" : up + " (" + health.status() + ")";
    }

    private static String since(@Nullable Instant time, Instant now) {
        return time == null ? "Less than a second" : words(Duration.between(time, now));
    }

    /// A length of time as Docker words it.
    static String words(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 1) {
            return "Less than a second";
        }
        if (seconds == 1) {
            return "1 second";
        }
        if (seconds < MINUTE) {
            return seconds + " seconds";
        }
        long minutes = seconds / MINUTE;
        if (minutes == 1) {
            return "About a minute";
        }
        if (minutes < 60) {
            return minutes + " minutes";
        }
        long hours = Math.round(seconds / (double) HOUR);
        if (hours == 1) {
            return "About an hour";
        }
        return hours < 48 ? hours + " hours" : days(seconds / HOUR);
    }

    private static String days(long hours) {
        long days = hours * HOUR / DAY;
        if (hours < 24 * 7 * 2) {
            return days + " days";
        }
        if (hours < 24 * 30 * 2) {
            return hours / 24 / 7 + " weeks";
        }
        return hours < 24 * 365 * 2 ? hours / 24 / 30 + " months" : hours / 24 / 365 + " years";
    }
}

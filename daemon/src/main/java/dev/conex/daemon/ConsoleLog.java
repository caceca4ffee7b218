package dev.conex.daemon;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// The daemon's own words: one line each on standard error, `time level where: text`. The JDK finds it as the service
/// that all `System.Logger`s come from.
public final class ConsoleLog extends System.LoggerFinder {
    private static volatile Logger.Level least = Logger.Level.INFO;

    /// Made by the JDK.
    public ConsoleLog() {}

    /// From now on only this and worse is said: `debug`, `info`, `warn`, `error`, `fatal`.
    static void level(String word) {
        least = switch (word) {
            case "debug" -> Logger.Level.DEBUG;
            case "warn" -> Logger.Level.WARNING;
            case "error", "fatal" -> Logger.Level.ERROR;
            default -> Logger.Level.INFO;
        };
    }

    @Override
    public Logger getLogger(String name, Module module) {
        boolean ours = name.startsWith("dev.conex");
        return new Line(name.substring(name.lastIndexOf('.') + 1), ours);
    }

    private record Line(String place, boolean ours) implements Logger {
        @Override
        public String getName() {
            return place;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.getSeverity() >= (ours ? least : Level.WARNING).getSeverity() && level != Level.OFF;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                print(level, String.valueOf(text), thrown);
            }
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... values) {
            if (isLoggable(level)) {
                boolean plain = format == null || isNone(values);
                print(level, plain ? String.valueOf(format) : MessageFormat.format(format, values), null);
            }
        }

        /// The JDK passes null for "no values".
        private static boolean isNone(@Nullable Object values) {
            return !(values instanceof Object[] some) || some.length == 0;
        }

        private void print(Level level, String text, @Nullable Throwable thrown) {
            var word = level == Level.WARNING ? "warn" : level.name().toLowerCase(Locale.ROOT);
            var line = new StringBuilder()
                    .append(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                    .append(' ')
                    .append(word)
                    .append(' ')
                    .append(place)
                    .append(": ")
                    .append(text.replaceAll("\\p{Cntrl}", " "))
                    .append('\n');
            if (thrown != null) {
                var trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace));
                line.append(trace);
            }
            System.err.print(line);
        }
    }
}

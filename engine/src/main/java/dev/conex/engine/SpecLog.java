package dev.conex.engine;

import dev.conex.runtime.LogPolicy;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Log wishes in the runtime's words. Pure.
final class SpecLog {
    static final Set<String> DRIVERS = Set.of("local", "json-file", "none");
    private static final Set<String> OPTIONS = Set.of(
            "max-size",
            "max-file",
            "compress",
            "labels",
            "labels-regex",
            "env",
            "env-regex",
            "tag",
            "mode",
            "max-buffer-size");
    private static final long LOCAL_BYTES = 20_000_000;
    private static final int LOCAL_FILES = 5;

    private SpecLog() {}

    /// The driver's name: the wish or the engine's default.
    static String driver(HostOptions.LogOptions wish, EngineConfig.ContainerDefaults defaults) {
        var driver = wish.driver();
        return driver == null || driver.isEmpty() ? defaults.logDriver() : driver;
    }

    /// Files and sizes, checked.
    static LogPolicy policy(HostOptions.LogOptions wish, EngineConfig.ContainerDefaults defaults) {
        var driver = driver(wish, defaults);
        if (!DRIVERS.contains(driver)) {
            throw new Refusal.Invalid(Refusal.What.LOG_DRIVER, driver, "");
        }
        if (driver.equals("none")) {
            return new LogPolicy.None();
        }
        boolean chosen = !Given.text(wish.driver()).isEmpty() || !Given.map(wish.options()).isEmpty();
        var options = chosen ? Given.map(wish.options()) : defaults.logOptions();
        for (var key : options.keySet()) {
            if (!OPTIONS.contains(key)) {
                throw new Refusal.Invalid(
                        Refusal.What.LOG_OPTION, key, "unknown log opt '%s' for %s log driver".formatted(key, driver));
            }
        }
        boolean local = driver.equals("local");
        return new LogPolicy.Files(size(options, local ? LOCAL_BYTES : 0), count(options, local ? LOCAL_FILES : 1));
    }

    private static long size(Map<String, String> options, long otherwise) {
        var given = options.get("max-size");
        return given == null ? otherwise : bytes(given);
    }

    private static int count(Map<String, String> options, int otherwise) {
        var given = options.get("max-file");
        if (given == null) {
            return otherwise;
        }
        try {
            int n = Integer.parseInt(given);
            if (n >= 1) {
                return n;
            }
        } catch (NumberFormatException _) {
            // refused below
        }
        throw new Refusal.Invalid(Refusal.What.LOG_OPTION, given, "max-file cannot be less than 1");
    }

    /// `10m`, `64k`, `1g`, `100`, powers of 1024.
    private static long bytes(String given) {
        var text = given.trim().toLowerCase(Locale.ROOT);
        text = text.endsWith("b") ? text.substring(0, text.length() - 1) : text;
        int unit = text.isEmpty() ? -1 : "kmgt".indexOf(text.charAt(text.length() - 1));
        try {
            var number = unit < 0 ? text : text.substring(0, text.length() - 1);
            long n = (long) (Double.parseDouble(number) * (1L << (10 * (unit + 1))));
            if (n > 0) {
                return n;
            }
        } catch (NumberFormatException _) {
            // refused below
        }
        throw new Refusal.Invalid(Refusal.What.LOG_OPTION, given, "invalid size: '%s'".formatted(given));
    }
}

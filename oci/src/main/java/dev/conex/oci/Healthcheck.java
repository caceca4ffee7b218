package dev.conex.oci;

import java.util.List;

/// How a container proves that it is well: Docker's addition to the image config. Durations in nanoseconds, 0 =
/// inherit.
///
/// `test` is empty (inherit), `[NONE]`, `[CMD, arg…]` or `[CMD-SHELL, command]`.
public record Healthcheck(
        List<String> test,
        long intervalNanos,
        long timeoutNanos,
        long startPeriodNanos,
        long startIntervalNanos,
        int retries) {

    public Healthcheck {
        test = List.copyOf(test);
    }

    static Healthcheck read(JsonFields in) throws MalformedContent {
        return new Healthcheck(
                in.texts("Test"),
                in.number("Interval"),
                in.number("Timeout"),
                in.number("StartPeriod"),
                in.number("StartInterval"),
                Math.clamp(in.number("Retries"), Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    JsonText write() {
        return new JsonText()
                .put("Test", test)
                .put("Interval", intervalNanos)
                .put("Timeout", timeoutNanos)
                .put("StartPeriod", startPeriodNanos)
                .put("StartInterval", startIntervalNanos)
                .put("Retries", (long) retries);
    }
}

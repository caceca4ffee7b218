package dev.conex.engine;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Names and numbers of signals, the same on x86-64 and aarch64 (signal(7)).
final class Signals {
    static final int KILL = 9;
    static final int TERM = 15;
    private static final int REAL_TIME_MIN = 34;
    private static final int REAL_TIME_MAX = 64;
    private static final List<String> NAMES = List.of(
            "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
            "WINCH", "IO", "PWR", "SYS");

    private Signals() {}

    /// `TERM`, `SIGTERM`, `term`, `15`, `SIGRTMIN+3`; absent or empty gives the default.
    static int parse(@Nullable String given, int otherwise) {
        if (given == null || given.isEmpty()) {
            return otherwise;
        }
        int n = number(given);
        if (n <= 0 || n > REAL_TIME_MAX) {
            throw new Refusal.Invalid(Refusal.What.SIGNAL, given, "");
        }
        return n;
    }

    private static int number(String given) {
        if (given.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return given.length() > 3 ? -1 : Integer.parseInt(given);
        }
        var upper = given.toUpperCase(Locale.ROOT);
        var name = upper.startsWith("SIG") ? upper.substring(3) : upper;
        int index = NAMES.indexOf(name);
        if (index >= 0) {
            return index + 1;
        }
        return switch (name) {
            case "IOT" -> NAMES.indexOf("ABRT") + 1;
            case "CLD" -> NAMES.indexOf("CHLD") + 1;
            case "POLL" -> NAMES.indexOf("IO") + 1;
            default -> realTime(name);
        };
    }

    private static int realTime(String name) {
        if (name.equals("RTMIN")) {
            return REAL_TIME_MIN;
        }
        if (name.equals("RTMAX")) {
            return REAL_TIME_MAX;
        }
        try {
            if (name.startsWith("RTMIN+")) {
                return REAL_TIME_MIN + Integer.parseInt(name.substring(6));
            }
            if (name.startsWith("RTMAX-")) {
                return REAL_TIME_MAX - Integer.parseInt(name.substring(6));
            }
        } catch (NumberFormatException _) {
            return -1;
        }
        return -1;
    }
}

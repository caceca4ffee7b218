package dev.conex.build;

import java.util.Locale;
import java.util.Set;

/// The signals that STOPSIGNAL may name.
final class SignalName {
    private static final Set<String> NAMES = Set.of(
            "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE",
            "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU",
            "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ");
    private static final int NUMBER_MAX = 64;

    private SignalName() {}

    /// A name with or without `SIG`, a number, `RTMIN+n` or `RTMAX-n`.
    static boolean isKnown(String text) {
        if (text.matches("\\d{1,3}")) {
            int number = Integer.parseInt(text);
            return number > 0 && number <= NUMBER_MAX;
        }
        var name = text.toUpperCase(Locale.ROOT);
        var bare = name.startsWith("SIG") ? name.substring(3) : name;
        return NAMES.contains(bare) || bare.matches("RTMIN(\\+([1-9]|1[0-5]))?|RTMAX(-([1-9]|1[0-4]))?");
    }
}

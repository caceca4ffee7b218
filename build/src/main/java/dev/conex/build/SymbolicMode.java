package dev.conex.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A mode as chmod(1) reads it: `755`, `u+x`, `go-w,a=rX`.
final class SymbolicMode {
    private static final Pattern OCTAL = Pattern.compile("0?[0-7]{1,4}");
    private static final Pattern CLAUSE = Pattern.compile("([ugoa]*)([-+=])([rwxXst]*)");
    private static final int CHARS_MAX = 128;

    private final List<Clause> clauses;

    private SymbolicMode(List<Clause> clauses) {
        this.clauses = clauses;
    }

    private record Clause(String who, char operation, String what) {}

    /// Empty when the text is no mode.
    static Optional<SymbolicMode> parse(String text) {
        if (OCTAL.matcher(text).matches()) {
            return Optional.of(new SymbolicMode(List.of(new Clause("", '#', text))));
        }
        if (text.isEmpty() || text.length() > CHARS_MAX) {
            return Optional.empty();
        }
        var clauses = new ArrayList<Clause>();
        for (var part : text.split(",", -1)) {
            var match = CLAUSE.matcher(part);
            if (!match.matches()) {
                return Optional.empty();
            }
            clauses.add(new Clause(match.group(1), match.group(2).charAt(0), match.group(3)));
        }
        return Optional.of(new SymbolicMode(clauses));
    }

    /// The mode that a text makes of another; an empty text changes nothing.
    static int of(String text, int mode, boolean directory) {
        return parse(text).map(m -> m.apply(mode, directory)).orElse(mode);
    }

    /// The mode of a file that had another.
    int apply(int mode, boolean directory) {
        int changed = mode;
        for (var clause : clauses) {
            changed = apply(clause, changed, directory);
        }
        return changed;
    }

    private static int apply(Clause clause, int mode, boolean directory) {
        if (clause.operation == '#') {
            return Integer.parseInt(clause.what, 8);
        }
        int who = who(clause.who);
        int bits = bits(clause.what, mode, directory) & who;
        return switch (clause.operation) {
            case '+' -> mode | bits;
            case '-' -> mode & ~bits;
            default -> (mode & ~who) | bits;
        };
    }

    private static int who(String text) {
        if (text.isEmpty() || text.contains("a")) {
            return 07777;
        }
        return (text.contains("u") ? 04700 : 0) | (text.contains("g") ? 02070 : 0) | (text.contains("o") ? 01007 : 0);
    }

    private static int bits(String text, int mode, boolean directory) {
        int bits = 0;
        for (int i = 0; i < text.length(); i++) {
            bits |= switch (text.charAt(i)) {
                case 'r' -> 0444;
                case 'w' -> 0222;
                case 'x' -> 0111;
                case 'X' -> directory || (mode & 0111) != 0 ? 0111 : 0;
                case 's' -> 06000;
                case 't' -> 01000;
                default -> 0;
            };
        }
        return bits;
    }
}

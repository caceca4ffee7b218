package dev.conex.build.dockerfile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A pattern over paths in Go's manner: `*` and `?` stop at slashes, `**` does not, `[a-z]` and `[^a-z]`, `\` escapes.
/// Matched without backtracking, so no pattern is slow.
public final class GlobPattern {
    private static final int PATTERN_CHARS_MAX = 4096;

    private final List<Part> parts;

    private GlobPattern(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    private sealed interface Part {
        record One(char c) implements Part {}

        record AnyOne() implements Part {}

        record Many(boolean slashes) implements Part {}

        /// `**/`: nothing, or anything that ends in a slash.
        record Directories() implements Part {}

        record Range(String from, String to, boolean not) implements Part {}
    }

    /// @throws MalformedDockerfile `syntax error in pattern`
    public static GlobPattern of(String text) {
        if (text.length() > PATTERN_CHARS_MAX) {
            throw MalformedDockerfile.plain(
                    "pattern of %d characters is too long (limit %d)".formatted(text.length(), PATTERN_CHARS_MAX));
        }
        return new Reading(text).read();
    }

    /// Whether the text has no special characters.
    public static boolean isLiteral(String text) {
        return text.chars().noneMatch(c -> c == '*' || c == '?' || c == '[' || c == '\\');
    }

    public boolean matches(String path) {
        var states = new BitSet();
        reach(states, 0);
        for (int i = 0; i < path.length() && !states.isEmpty(); i++) {
            states = step(states, path.charAt(i));
        }
        return states.get(parts.size());
    }

    private BitSet step(BitSet states, char c) {
        var following = new BitSet();
        for (int s = states.nextSetBit(0); s >= 0 && s < parts.size(); s = states.nextSetBit(s + 1)) {
            switch (parts.get(s)) {
                case Part.One one -> reachIf(one.c == c, following, s + 1);
                case Part.AnyOne _ -> reachIf(c != '/', following, s + 1);
                case Part.Range range -> reachIf(c != '/' && fits(range, c), following, s + 1);
                case Part.Many many -> reachIf(many.slashes || c != '/', following, s);
                case Part.Directories _ -> {
                    following.set(s);
                    reachIf(c == '/', following, s + 1);
                }
            }
        }
        return following;
    }

    private void reachIf(boolean fits, BitSet states, int state) {
        if (fits) {
            reach(states, state);
        }
    }

    private void reach(BitSet states, int state) {
        int s = state;
        states.set(s);
        while (s < parts.size() && parts.get(s) instanceof Part.Many) {
            states.set(++s);
        }
        if (s < parts.size() && parts.get(s) instanceof Part.Directories && (s == state || !states.get(s + 1))) {
            reach(states, s + 1);
        }
    }

    private static boolean fits(Part.Range range, char c) {
        for (int i = 0; i < range.from.length(); i++) {
            if (c >= range.from.charAt(i) && c <= range.to.charAt(i)) {
                return !range.not;
            }
        }
        return range.not;
    }

    private static final class Reading {
        private final String text;
        private final List<Part> parts = new ArrayList<>();
        private int at;

        Reading(String text) {
            this.text = text;
        }

        GlobPattern read() {
            while (at < text.length()) {
                parts.add(part(text.charAt(at++)));
            }
            return new GlobPattern(parts);
        }

        private Part part(char c) {
            return switch (c) {
                case '*' -> star();
                case '?' -> new Part.AnyOne();
                case '[' -> range();
                case '\\' -> new Part.One(escaped());
                default -> new Part.One(c);
            };
        }

        private Part star() {
            boolean many = false;
            while (at < text.length() && text.charAt(at) == '*') {
                at++;
                many = true;
            }
            if (many && at < text.length() && text.charAt(at) == '/') {
                at++;
                return new Part.Directories();
            }
            return new Part.Many(many);
        }

        private Part range() {
            boolean not = at < text.length() && text.charAt(at) == '^';
            if (not) {
                at++;
            }
            var from = new StringBuilder();
            var to = new StringBuilder();
            while (at < text.length() && (text.charAt(at) != ']' || from.isEmpty())) {
                char low = bound();
                boolean span = at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']';
                if (span) {
                    at++;
                }
                from.append(low);
                to.append(span ? bound() : low);
            }
            if (at >= text.length()) {
                throw wrong();
            }
            at++;
            return new Part.Range(from.toString(), to.toString(), not);
        }

        private char bound() {
            if (at >= text.length()) {
                throw wrong();
            }
            char c = text.charAt(at++);
            return c == '\\' ? escaped() : c;
        }

        private char escaped() {
            if (at >= text.length()) {
                throw wrong();
            }
            return text.charAt(at++);
        }

        private MalformedDockerfile wrong() {
            return MalformedDockerfile.plain("syntax error in pattern");
        }
    }
}

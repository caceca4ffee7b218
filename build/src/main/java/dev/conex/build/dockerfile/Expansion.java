package dev.conex.build.dockerfile;

import java.util.ArrayList;
import java.util.List;

/// One run over one text. Used once.
final class Expansion {
    /// Stands for "no more characters".
    private static final int END = -1;

    private final String text;
    private final char escape;
    private final Variables variables;
    private final Style style;
    private final WordCutter cutter = new WordCutter();
    private int at;
    private int depth;
    private long produced;

    Expansion(String text, char escape, Variables variables, Style style) {
        this.text = text;
        this.escape = escape;
        this.variables = variables;
        this.style = style;
    }

    /// What is done with quotes and variables.
    enum Style {
        /// Quotes go, variables are replaced.
        PLAIN,
        /// Nothing is replaced.
        RAW,
        /// Variables are replaced, quotes are text.
        CONTENT
    }

    /// The text as one word, and cut into words.
    record Result(String text, List<String> words) {}

    /// Carries the reason only.
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        Wrong(String reason) {
            super(reason, null, false, false);
        }
    }

    Result run() throws Wrong {
        var whole = upTo(END, style == Style.RAW);
        return new Result(whole, cutter.finish());
    }

    private String upTo(int stop, boolean keepEscapes) throws Wrong {
        if (++depth > Expander.NESTING_MAX) {
            throw new Wrong("nested more than %d deep".formatted(Expander.NESTING_MAX));
        }
        var out = new StringBuilder();
        while (peek() != END) {
            int c = peek();
            if (c == stop) {
                at++;
                depth--;
                return out.toString();
            }
            out.append(next(c, keepEscapes));
            limit(out);
        }
        if (stop != END) {
            throw new Wrong("unexpected end of statement while looking for matching " + (char) stop);
        }
        depth--;
        return out.toString();
    }

    private String next(int c, boolean keepEscapes) throws Wrong {
        if (c == '$' && style != Style.RAW) {
            return cutter.open(dollar());
        }
        if (c == '\'' && style != Style.CONTENT) {
            return cutter.closed(single());
        }
        if (c == '"' && style != Style.CONTENT) {
            return cutter.closed(doubled(keepEscapes));
        }
        at++;
        if (c != escape) {
            return cutter.open(String.valueOf((char) c));
        }
        return cutter.closed(escaped(keepEscapes));
    }

    private String escaped(boolean keepEscapes) {
        var kept = keepEscapes ? String.valueOf(escape) : "";
        return peek() == END ? kept : kept + text.charAt(at++);
    }

    private String single() throws Wrong {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
            throw new Wrong("unexpected end of statement while looking for matching single-quote");
        }
        var inner = style == Style.RAW ? text.substring(at, end + 1) : text.substring(at + 1, end);
        at = end + 1;
        return inner;
    }

    private String doubled(boolean keepEscapes) throws Wrong {
        var out = new StringBuilder();
        at++;
        mark(out);
        while (true) {
            int c = peek();
            if (c == END) {
                throw new Wrong("unexpected end of statement while looking for matching double-quote");
            } else if (c == '"') {
                at++;
                return mark(out).toString();
            } else if (c == '$' && style != Style.RAW) {
                out.append(dollar());
            } else {
                out.append(quoted(keepEscapes));
            }
            limit(out);
        }
    }

    private StringBuilder mark(StringBuilder out) {
        return style == Style.RAW ? out.append('"') : out;
    }

    /// A character between double quotes: only quote, dollar and the escape itself can be escaped.
    private String quoted(boolean keepEscapes) {
        char c = text.charAt(at++);
        if (c != escape) {
            return String.valueOf(c);
        }
        var kept = keepEscapes ? String.valueOf(c) : "";
        int following = peek();
        if (following == END) {
            return kept;
        }
        if (following == '"' || following == '$' || following == escape) {
            at++;
            return kept + (char) following;
        }
        return kept + c;
    }

    private String dollar() throws Wrong {
        at++;
        if (peek() != '{') {
            var name = name();
            return name.isEmpty() ? "$" : value(name);
        }
        at++;
        switch (peek()) {
            case END -> throw new Wrong("syntax error: missing '}'");
            case '{', '}', ':' -> throw new Wrong("syntax error: bad substitution");
            default -> {}
        }
        return braced(name());
    }

    private String braced(String name) throws Wrong {
        int c = take();
        return switch (c) {
            case '}' -> value(name);
            case '/' -> replaced(name);
            case ':' -> colon(name, take());
            case '+', '-', '?', '#', '%' -> modified(name, c, false);
            default -> throw unsupported(c == END ? "\uFFFD" : String.valueOf((char) c));
        };
    }

    private String colon(String name, int c) throws Wrong {
        return switch (c) {
            case '+', '-', '?' -> modified(name, c, true);
            default -> throw unsupported(":" + (c == END ? "\uFFFD" : String.valueOf((char) c)));
        };
    }

    private static Wrong unsupported(String modifier) {
        return new Wrong("unsupported modifier (%s) in substitution".formatted(modifier));
    }

    private String modified(String name, int modifier, boolean emptyIsUnset) throws Wrong {
        var word = argument('}', modifier == '#' || modifier == '%');
        var found = variables.find(name);
        boolean usable = found != null && !(emptyIsUnset && found.isEmpty());
        var value = found == null ? "" : found;
        return switch (modifier) {
            case '-' -> usable ? value : word;
            case '+' -> usable ? word : "";
            case '?' -> {
                if (usable) {
                    yield value;
                }
                var preset = found == null ? "is not allowed to be unset" : "is not allowed to be empty";
                throw new Wrong(name + ": " + (word.isEmpty() ? preset : word));
            }
            default -> trimmed(value, word, (char) modifier);
        };
    }

    private String trimmed(String value, String word, char modifier) throws Wrong {
        boolean greedy = !word.isEmpty() && word.charAt(0) == modifier;
        var pattern = ShellPattern.of(greedy ? word.substring(1) : word, escape);
        return modifier == '#'
                ? pattern.withoutPrefix(fits(value), greedy)
                : pattern.withoutSuffix(fits(value), greedy);
    }

    private String replaced(String name) throws Wrong {
        boolean all = peek() == '/';
        if (all) {
            at++;
        }
        var pattern = ShellPattern.of(argument('/', true), escape);
        var replacement = argument('}', true);
        return limited(pattern.replace(fits(value(name)), replacement, all));
    }

    private static String fits(String value) throws Wrong {
        if (value.length() > ShellPattern.VALUE_CHARS_MAX) {
            throw new Wrong("value of %d characters is too long for a pattern (limit %d)"
                    .formatted(value.length(), ShellPattern.VALUE_CHARS_MAX));
        }
        return value;
    }

    private String argument(char stop, boolean keepEscapes) throws Wrong {
        cutter.pause();
        try {
            return upTo(stop, keepEscapes);
        } catch (Wrong e) {
            throw peek() == END
                    ? new Wrong("syntax error: missing '" + stop + "'" + (stop == '/' ? " in ${}" : ""))
                    : e;
        } finally {
            cutter.resume();
        }
    }

    private String value(String name) {
        var found = variables.find(name);
        return found == null ? "" : found;
    }

    private String name() {
        int start = at;
        if (isSpecial(peek())) {
            at++;
            return text.substring(start, at);
        }
        boolean digits = Character.isDigit(peek());
        while (peek() != END && (digits ? Character.isDigit(peek()) : isNamePart(peek()))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isSpecial(int c) {
        return c != END && "@*#?-$!0".indexOf(c) >= 0;
    }

    private static boolean isNamePart(int c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private int take() {
        return at < text.length() ? text.charAt(at++) : END;
    }

    private void limit(StringBuilder out) throws Wrong {
        if (out.length() > Expander.EXPANDED_CHARS_MAX) {
            throw new Wrong("longer than %d characters when expanded".formatted(Expander.EXPANDED_CHARS_MAX));
        }
    }

    private String limited(String out) throws Wrong {
        produced += out.length();
        if (produced > Expander.EXPANDED_CHARS_MAX) {
            throw new Wrong("longer than %d characters when expanded".formatted(Expander.EXPANDED_CHARS_MAX));
        }
        return out;
    }

    /// Collects words: blanks outside of quotes end one; quotes make even an empty one count.
    private static final class WordCutter {
        private final List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean begun;
        private int paused;

        String open(String piece) {
            for (int i = 0; paused == 0 && i < piece.length(); i++) {
                char c = piece.charAt(i);
                if (Character.isWhitespace(c)) {
                    end();
                } else {
                    word.append(c);
                    begun = true;
                }
            }
            return piece;
        }

        String closed(String piece) {
            if (paused == 0) {
                word.append(piece);
                begun = true;
            }
            return piece;
        }

        void pause() {
            paused++;
        }

        void resume() {
            paused--;
        }

        List<String> finish() {
            end();
            return List.copyOf(words);
        }

        private void end() {
            if (begun) {
                words.add(word.toString());
                word.setLength(0);
                begun = false;
            }
        }
    }
}

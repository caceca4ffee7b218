package dev.conex.cli.template;

import java.util.ArrayList;
import java.util.List;

/// Cuts a template into text and actions, and an action into words.
final class Scanner {
    /// A piece of the template: text, or the inside of `{{ }}` and where that begins.
    record Piece(boolean action, String text, int position) {}

    /// A word of an action; `spaced` says that white space stood before it.
    record Word(Kind kind, String text, int position, boolean spaced) {}

    enum Kind {
        FIELD,
        VARIABLE,
        NAME,
        STRING,
        NUMBER,
        SYMBOL
    }

    private Scanner() {}

    static List<Piece> pieces(String template) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        boolean trimNext = false;
        while (at < template.length()) {
            int open = template.indexOf("{{", at);
            String text = template.substring(at, open < 0 ? template.length() : open);
            if (trimNext) {
                text = text.stripLeading();
            }
            if (open < 0) {
                pieces.add(new Piece(false, text, at));
                break;
            }
            int close = closing(template, open + 2);
            String inside = template.substring(open + 2, close);
            int start = open + 2;
            if (inside.startsWith("- ") || inside.equals("-")) {
                text = text.stripTrailing();
                inside = inside.substring(1);
                start++;
            }
            trimNext = inside.endsWith(" -");
            if (trimNext) {
                inside = inside.substring(0, inside.length() - 1);
            }
            pieces.add(new Piece(false, text, at));
            if (!inside.strip().startsWith("/*")) {
                pieces.add(new Piece(true, inside, start));
            }
            at = close + 2;
        }
        return pieces;
    }

    private static int closing(String template, int from) {
        char quote = 0;
        for (int i = from; i < template.length(); i++) {
            char c = template.charAt(i);
            if (quote != 0) {
                if (c == '\\' && quote == '"') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '`') {
                quote = c;
            } else if (template.startsWith("}}", i)) {
                return i;
            }
        }
        throw new TemplateError("template: :1: unclosed action");
    }

    static List<Word> words(Piece action) {
        List<Word> words = new ArrayList<>();
        String text = action.text();
        int at = 0;
        boolean spaced = true;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                spaced = true;
                at++;
                continue;
            }
            int end = end(text, at);
            words.add(new Word(kind(text, at), text.substring(at, end), action.position() + at, spaced));
            spaced = false;
            at = end;
        }
        return words;
    }

    private static Kind kind(String text, int at) {
        char c = text.charAt(at);
        if (c == '.') {
            return Kind.FIELD;
        }
        if (c == '$') {
            return Kind.VARIABLE;
        }
        if (c == '"' || c == '`') {
            return Kind.STRING;
        }
        if (Character.isDigit(c) || (c == '-' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1)))) {
            return Kind.NUMBER;
        }
        return isName(c) ? Kind.NAME : Kind.SYMBOL;
    }

    private static int end(String text, int at) {
        return switch (kind(text, at)) {
            case FIELD, VARIABLE, NAME -> run(text, at + 1);
            case STRING -> closingQuote(text, at) + 1;
            case NUMBER -> {
                int end = at + 1;
                while (end < text.length()
                        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '.')) {
                    end++;
                }
                yield end;
            }
            case SYMBOL -> {
                if (text.startsWith(":=", at)) {
                    yield at + 2;
                }
                if ("|(),=".indexOf(text.charAt(at)) < 0) {
                    throw new TemplateError("template: :1: unexpected \"" + text.charAt(at) + "\" in command");
                }
                yield at + 1;
            }
        };
    }

    private static int run(String text, int from) {
        int end = from;
        while (end < text.length() && isName(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static int closingQuote(String text, int at) {
        char quote = text.charAt(at);
        for (int i = at + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && quote == '"') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i;
            }
        }
        throw new TemplateError("template: :1: unterminated quoted string");
    }
}

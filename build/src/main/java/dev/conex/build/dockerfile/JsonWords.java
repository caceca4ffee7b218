package dev.conex.build.dockerfile;

import java.util.ArrayList;
import java.util.List;

/// Reads a JSON array of strings. A reader of its own, because whether a text is JSON at all decides what it means.
final class JsonWords {
    private final String text;
    private final List<String> words = new ArrayList<>();
    private int at;

    JsonWords(String text) {
        this.text = text;
    }

    enum Kind {
        WORDS,
        NOT_STRINGS,
        OTHER
    }

    private static final class NoJson extends Exception {
        private static final long serialVersionUID = 1;

        NoJson() {
            super(null, null, false, false);
        }
    }

    List<String> words() {
        return List.copyOf(words);
    }

    Kind read() {
        if (!text.startsWith("[")) {
            return Kind.OTHER;
        }
        try {
            return array();
        } catch (NoJson e) {
            return Kind.OTHER;
        }
    }

    private Kind array() throws NoJson {
        at = 1;
        boolean strings = true;
        skipBlanks();
        if (peek() == ']') {
            at++;
            return end(true);
        }
        while (true) {
            skipBlanks();
            if (peek() == '"') {
                words.add(string());
            } else {
                otherValue();
                strings = false;
            }
            skipBlanks();
            char c = take();
            if (c == ']') {
                return end(strings);
            }
            if (c != ',') {
                throw new NoJson();
            }
        }
    }

    private Kind end(boolean strings) throws NoJson {
        if (!text.substring(at).isBlank()) {
            throw new NoJson();
        }
        return strings ? Kind.WORDS : Kind.NOT_STRINGS;
    }

    /// A number or a word of JSON; deeper structures can't be a command and are not looked into.
    private void otherValue() throws NoJson {
        int start = at;
        while (at < text.length() && ",] \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        var word = text.substring(start, at);
        if (!word.matches("true|false|null|-?\\d{1,18}(\\.\\d{1,18})?")) {
            throw new NoJson();
        }
    }

    private String string() throws NoJson {
        at++;
        var out = new StringBuilder();
        while (true) {
            char c = take();
            if (c == '"') {
                return out.toString();
            }
            if (c < 32) {
                throw new NoJson();
            }
            out.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() throws NoJson {
        char c = take();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw new NoJson();
        };
    }

    private char unicode() throws NoJson {
        if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
            throw new NoJson();
        }
        at += 4;
        return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws NoJson {
        if (at >= text.length()) {
            throw new NoJson();
        }
        return text.charAt(at);
    }

    private char take() throws NoJson {
        char c = peek();
        at++;
        return c;
    }
}

package dev.conex.oci;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one foreign JSON object into maps, lists, strings, longs, doubles and booleans; stricter than most
/// readers, because two readers that understand one document differently are a hole (CVE-2021-41190): no duplicate
/// keys, no byte order mark, nothing after the end, valid UTF-8, a limit on depth. A JSON null is left out of maps
/// and is null in lists.
final class StrictJson {
    static final int DEPTH_MAX = 64;
    private static final int NUMBER_LENGTH_MAX = 64;

    private final String text;
    private final String what;
    private int at;

    private StrictJson(String text, String what) {
        this.text = text;
        this.what = what;
    }

    /// @param what names the document in errors
    static Map<String, @Nullable Object> object(byte[] bytes, int bytesMax, String what) throws MalformedContent {
        if (bytes.length > bytesMax) {
            throw new MalformedContent("%s: %d bytes, the limit is %d".formatted(what, bytes.length, bytesMax));
        }
        var reader = new StrictJson(decode(bytes, what), what);
        reader.skipBlank();
        if (reader.peek() != '{') {
            throw reader.broken("expected an object");
        }
        var object = reader.objectAt(1);
        reader.skipBlank();
        if (reader.at < reader.text.length()) {
            throw reader.broken("something follows the end");
        }
        return object;
    }

    private static String decode(byte[] bytes, String what) throws MalformedContent {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedContent(what + ": not valid UTF-8", e);
        }
    }

    private @Nullable Object value(int depth) throws MalformedContent {
        skipBlank();
        return switch (peek()) {
            case '{' -> objectAt(depth + 1);
            case '[' -> listAt(depth + 1);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> objectAt(int depth) throws MalformedContent {
        limit(depth);
        var object = new LinkedHashMap<String, @Nullable Object>();
        at++;
        skipBlank();
        if (taken('}')) {
            return object;
        }
        do {
            skipBlank();
            if (peek() != '"') {
                throw broken("expected a key");
            }
            var key = string();
            skipBlank();
            expect(':');
            var value = value(depth);
            if (object.containsKey(key)) {
                throw broken("duplicate key \"%s\"".formatted(shortened(key)));
            }
            object.put(key, value);
            skipBlank();
        } while (taken(','));
        expect('}');
        return object;
    }

    private List<@Nullable Object> listAt(int depth) throws MalformedContent {
        limit(depth);
        var list = new ArrayList<@Nullable Object>();
        at++;
        skipBlank();
        if (taken(']')) {
            return list;
        }
        do {
            list.add(value(depth));
            skipBlank();
        } while (taken(','));
        expect(']');
        return list;
    }

    private void limit(int depth) throws MalformedContent {
        if (depth > DEPTH_MAX) {
            throw broken("nested deeper than %d".formatted(DEPTH_MAX));
        }
    }

    private String string() throws MalformedContent {
        at++;
        int plain = at;
        while (peek() != '"' && peek() != '\\') {
            if (peek() < ' ') {
                throw broken("control character in a string");
            }
            at++;
        }
        var out = new StringBuilder().append(text, plain, at);
        while (peek() != '"') {
            char c = peek();
            if (c < ' ') {
                throw broken("control character in a string");
            }
            at++;
            out.append(c == '\\' ? escape() : c);
        }
        at++;
        return out.toString();
    }

    private char escape() throws MalformedContent {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw broken("unknown escape");
        };
    }

    private char unicode() throws MalformedContent {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0 || peek() > 'f') {
                throw broken("unknown escape");
            }
            value = value * 16 + digit;
            at++;
        }
        return (char) value;
    }

    private @Nullable Object word(String word, @Nullable Object value) throws MalformedContent {
        if (!text.startsWith(word, at)) {
            throw broken("unknown word");
        }
        at += word.length();
        return value;
    }

    private Number number() throws MalformedContent {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        var digits = text.substring(start, at);
        if (digits.length() > NUMBER_LENGTH_MAX || !digits.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            throw broken("not a value");
        }
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException e) {
            return finite(Double.parseDouble(digits));
        }
    }

    private Double finite(double number) throws MalformedContent {
        if (Double.isInfinite(number)) {
            throw broken("number out of range");
        }
        return number;
    }

    private boolean taken(char c) throws MalformedContent {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char c) throws MalformedContent {
        if (!taken(c)) {
            throw broken("expected '%s'".formatted(c));
        }
    }

    private void skipBlank() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws MalformedContent {
        if (at >= text.length()) {
            throw broken("ends too early");
        }
        return text.charAt(at);
    }

    private MalformedContent broken(String why) {
        return new MalformedContent("%s: %s at character %d".formatted(what, why, at));
    }

    static String shortened(String text) {
        return text.length() > 64 ? text.substring(0, 64) + "…" : text;
    }
}

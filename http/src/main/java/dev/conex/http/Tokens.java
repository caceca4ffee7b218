package dev.conex.http;

/// Character classes of RFC 9110 and the text forms made from them.
final class Tokens {
    private static final int SHOWN_CHARS_MAX = 80;
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private Tokens() {}

    /// `token` of RFC 9110, section 5.6.2.
    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && TOKEN_MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /// A field value may hold tabs, but no other control character.
    static boolean isFieldValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /// Foreign text for an error message: cut, and without control characters.
    static String shown(String text) {
        var shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), SHOWN_CHARS_MAX); i++) {
            char c = text.charAt(i);
            shown.append(c < ' ' || c == 0x7f ? '?' : c);
        }
        return text.length() > SHOWN_CHARS_MAX ? shown + "..." : shown.toString();
    }

    /// Percent decoding to UTF-8 (RFC 3986, 2.1).
    ///
    /// @param plusIsSpace as in a query of a form
    /// @throws MalformedHead if an escape is not two hexadecimal digits
    static String percentDecoded(String raw, boolean plusIsSpace) throws MalformedHead {
        if (raw.indexOf('%') < 0 && (!plusIsSpace || raw.indexOf('+') < 0) && isAscii(raw)) {
            return raw;
        }
        byte[] bytes = new byte[raw.length()];
        int length = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes[length++] = (byte) escaped(raw, i);
                i += 2;
            } else {
                bytes[length++] = (byte) (plusIsSpace && c == '+' ? ' ' : c);
            }
        }
        return new String(bytes, 0, length, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static int escaped(String raw, int at) throws MalformedHead {
        int high = at + 1 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
        int low = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw new MalformedHead(400, "target has a bad escape: \"" + shown(raw) + "\"");
        }
        return (high << 4) | low;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}

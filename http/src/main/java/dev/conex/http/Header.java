package dev.conex.http;

/// One header line. The value is text without line breaks: a line break in it would start a header of somebody
/// else's choosing, so it is refused here, for requests and responses alike.
public record Header(String name, String value) {
    public Header {
        if (!Tokens.isToken(name)) {
            throw new IllegalArgumentException(
                    "header name \"" + Tokens.shown(name) + "\": not a token (RFC 9110, 5.1)");
        }
        if (!Tokens.isFieldValue(value)) {
            throw new IllegalArgumentException("header \"" + name + "\": value has a control character");
        }
    }
}

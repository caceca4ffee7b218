package dev.conex.http;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.io.AbstractMessageParser;
import org.apache.hc.core5.http.message.BasicLineParser;
import org.apache.hc.core5.util.CharArrayBuffer;

/// Reads the lines that requests and responses begin with, within the limits.
final class HeadLines {
    private static final int EMPTY_LINES_MAX = 2;
    static final long CHUNKED = -1;

    private HeadLines() {}

    /// The first line that is not empty.
    static String first(Wire wire) throws IOException {
        wire.input().beginHead(Limits.HEAD_BYTES_MAX);
        var line = new CharArrayBuffer(128);
        for (int i = 0; i <= EMPTY_LINES_MAX; i++) {
            line.clear();
            if (readLine(wire, line) < 0) {
                throw new EOFException("connection closed before a head came");
            }
            if (!line.isEmpty()) {
                return line.toString();
            }
        }
        throw new MalformedHead(400, "head begins with empty lines");
    }

    private static int readLine(Wire wire, CharArrayBuffer line) throws IOException {
        try {
            return wire.inputBuffer().readLine(line, wire.input());
        } catch (MessageConstraintException e) {
            throw new MalformedHead(431, "head is over " + Limits.HEAD_BYTES_MAX + " bytes");
        }
    }

    static CharArrayBuffer buffer(String line) {
        var buffer = new CharArrayBuffer(line.length());
        buffer.append(line);
        return buffer;
    }

    /// The header lines up to the empty one; ends the head's limit.
    static Headers headers(Wire wire) throws IOException {
        List<Header> lines = new ArrayList<>();
        try {
            var parsed = AbstractMessageParser.parseHeaders(
                    wire.inputBuffer(),
                    wire.input(),
                    Limits.HEADER_LINES_MAX,
                    Limits.HEAD_BYTES_MAX,
                    BasicLineParser.INSTANCE);
            for (var line : parsed) {
                String value = line.getValue();
                lines.add(new Header(line.getName(), value == null ? "" : value));
            }
        } catch (MessageConstraintException e) {
            throw new MalformedHead(
                    431, "head is over " + Limits.HEADER_LINES_MAX + " lines or " + Limits.HEAD_BYTES_MAX + " bytes");
        } catch (HttpException e) {
            throw malformed("header line", e);
        } catch (IllegalArgumentException e) {
            throw malformed("header line", e);
        } finally {
            wire.input().endHead();
        }
        return new Headers(lines);
    }

    /// The framing that the headers declare.
    ///
    /// @param whenSilent what no framing header means: 0 in a request
    /// @return a length, [#CHUNKED], or `whenSilent`
    static long bodyLength(Headers headers, long whenSilent) throws HttpException {
        List<String> encodings = headers.all("Transfer-Encoding");
        List<String> lengths = headers.all("Content-Length");
        if (!encodings.isEmpty()) {
            if (encodings.size() > 1 || !encodings.getFirst().strip().equalsIgnoreCase("chunked")) {
                throw new ProtocolException("transfer encoding is not \"chunked\"");
            }
            if (!lengths.isEmpty()) {
                throw new ProtocolException("both a length and chunks are declared");
            }
            return CHUNKED;
        }
        if (lengths.isEmpty()) {
            return whenSilent;
        }
        String length = lengths.getFirst();
        if (!lengths.stream().allMatch(length::equals)) {
            throw new ProtocolException("several lengths are declared");
        }
        return decimal(length);
    }

    private static long decimal(String length) throws ProtocolException {
        if (length.isEmpty() || length.length() > 18 || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new ProtocolException("length is \"" + Tokens.shown(length) + "\"");
        }
        return Long.parseLong(length);
    }

    static MalformedHead malformed(String what, Exception cause) {
        var malformed = new MalformedHead(400, what + ": " + Tokens.shown(String.valueOf(cause.getMessage())));
        malformed.initCause(cause);
        return malformed;
    }
}

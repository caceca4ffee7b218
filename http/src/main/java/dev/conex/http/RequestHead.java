package dev.conex.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.BasicLineParser;
import org.apache.hc.core5.http.message.RequestLine;

/// The parsed first lines of a request.
///
/// @param http10 the peer speaks HTTP/1.0: no chunks, no keep-alive
record RequestHead(String method, String rawPath, List<String> path, Query query, Headers headers, boolean http10) {

    static RequestHead read(Wire wire) throws IOException {
        String line = HeadLines.first(wire);
        RequestLine parsed;
        try {
            parsed = BasicLineParser.INSTANCE.parseRequestLine(HeadLines.buffer(line));
        } catch (ParseException e) {
            throw HeadLines.malformed("request line is \"" + Tokens.shown(line) + "\"", e);
        }
        String method = parsed.getMethod();
        if (!Tokens.isToken(method)) {
            throw new MalformedHead(400, "method is \"" + Tokens.shown(method) + "\"");
        }
        boolean http10 = versionIs10(parsed);
        Headers headers = HeadLines.headers(wire);
        if (!http10 && headers.all("Host").size() != 1) {
            throw new MalformedHead(400, "missing or repeated Host header");
        }
        return of(method, originForm(parsed.getUri()), headers, http10);
    }

    private static RequestHead of(String method, String target, Headers headers, boolean http10) throws MalformedHead {
        int question = target.indexOf('?');
        String rawPath = question < 0 ? target : target.substring(0, question);
        Query query = Query.parse(question < 0 ? "" : target.substring(question + 1));
        return new RequestHead(method, rawPath, segments(rawPath), query, headers, http10);
    }

    private static boolean versionIs10(RequestLine line) throws MalformedHead {
        var version = line.getProtocolVersion();
        if (version.getMajor() != 1) {
            throw new MalformedHead(505, "HTTP version is " + version.format() + ", only 1.0 and 1.1 are spoken");
        }
        return version.getMinor() == 0;
    }

    /// The path and query of a target; the absolute form of a proxy request is cut to it (RFC 9112, 3.2).
    private static String originForm(String target) throws MalformedHead {
        String uri = target;
        int scheme = uri.startsWith("/") ? -1 : uri.indexOf("://");
        if (scheme > 0) {
            int slash = uri.indexOf('/', scheme + 3);
            uri = slash < 0 ? "/" : uri.substring(slash);
        }
        if (!uri.startsWith("/") && !uri.equals("*")) {
            throw new MalformedHead(400, "target is \"" + Tokens.shown(target) + "\"");
        }
        int fragment = uri.indexOf('#');
        return fragment < 0 ? uri : uri.substring(0, fragment);
    }

    private static List<String> segments(String rawPath) throws MalformedHead {
        var segments = new ArrayList<String>();
        for (String segment : rawPath.substring(1).split("/", -1)) {
            segments.add(Tokens.percentDecoded(segment, false));
        }
        return List.copyOf(segments);
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    /// Whether the peer wants to use the connection again.
    boolean keepsAlive() {
        return http10 ? headers.lists("Connection", "keep-alive") : !headers.lists("Connection", "close");
    }

    /// How long the body is: -1 when chunked. A head that says it twice in two ways is refused, since two
    /// readers could see two different requests in it (RFC 9112, 6.1 and 6.3).
    long bodyLength() throws MalformedHead {
        try {
            return HeadLines.bodyLength(headers, 0);
        } catch (HttpException e) {
            throw HeadLines.malformed("framing", e);
        }
    }
}

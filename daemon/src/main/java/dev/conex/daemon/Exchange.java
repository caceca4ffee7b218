package dev.conex.daemon;

import dev.conex.api.FilterMap;
import dev.conex.api.JsonTree;
import dev.conex.api.MalformedJson;
import dev.conex.api.Times;
import dev.conex.api.Wire;
import dev.conex.daemon.shims.Shims;
import dev.conex.engine.Filters;
import dev.conex.http.Query;
import dev.conex.http.Request;
import dev.conex.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request with its answer, as a handler sees it.
///
/// @param route the pattern of the route with its method (`GET /containers/json`), by which shims are found
record Exchange(Request request, Response response, ApiVersion version, String route, Map<String, String> names) {
    /// Bytes of a JSON body.
    static final int BODY_BYTES_MAX = 8 * 1024 * 1024;

    private static final String JSON = "application/json";

    /// A name in the path.
    String name(String name) {
        return names.getOrDefault(name, "");
    }

    Query query() {
        return request.query();
    }

    /// A parameter; absent when missing or empty.
    @Nullable
    String parameter(String name) {
        var text = query().text(name, "");
        return text.isEmpty() ? null : text;
    }

    boolean flag(String name) {
        return query().flag(name, false);
    }

    /// A whole number; absent when missing or empty.
    @Nullable
    Integer number(String name) {
        var text = query().text(name, "");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Integer.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw Failure.badRequest("strconv.Atoi: parsing \"" + text + "\": invalid syntax");
        }
    }

    /// A time; absent when missing, empty or 0.
    @Nullable
    Instant time(String name) {
        var text = query().text(name, "");
        try {
            return Times.ofQuery(text);
        } catch (DateTimeException e) {
            throw Failure.badRequest("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
    }

    Filters filters() {
        try {
            return new Filters(FilterMap.parse(parameter("filters")).values());
        } catch (MalformedJson e) {
            throw Failure.badRequest("invalid filter");
        }
    }

    /// The body as a record of the newest version.
    <T> T body(Class<T> type) throws IOException {
        var type0 = request.headers().first("Content-Type").orElse("");
        byte[] bytes = bodyBytes();
        if (bytes.length == 0) {
            throw Failure.badRequest("invalid JSON: got EOF while reading request body");
        }
        requireJson(type0);
        try {
            return Wire.read(type, Shims.request(route, version.minor(), bytes));
        } catch (MalformedJson e) {
            throw Failure.badRequest("invalid JSON: " + e.getMessage());
        }
    }

    /// The body, or what stands for a missing one.
    <T> T bodyOr(Class<T> type, T whenMissing) throws IOException {
        if (request.bodyLength() == 0) {
            return whenMissing;
        }
        byte[] bytes = bodyBytes();
        try {
            return isNothing(bytes) ? whenMissing : Wire.read(type, bytes);
        } catch (MalformedJson e) {
            throw Failure.badRequest("invalid JSON: " + e.getMessage());
        }
    }

    private static boolean isNothing(byte[] json) {
        var text = new String(json, 0, Math.min(json.length, 16), StandardCharsets.UTF_8).strip();
        return text.isEmpty() || text.equals("null");
    }

    private byte[] bodyBytes() throws IOException {
        byte[] bytes = request.body().readNBytes(BODY_BYTES_MAX + 1);
        if (bytes.length > BODY_BYTES_MAX) {
            throw Failure.badRequest("invalid JSON: request body is over " + BODY_BYTES_MAX + " bytes");
        }
        return bytes;
    }

    private static void requireJson(String contentType) {
        int semicolon = contentType.indexOf(';');
        var bare = (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).strip();
        if (!bare.isEmpty() && !bare.equalsIgnoreCase(JSON)) {
            throw Failure.badRequest("unsupported Content-Type header (" + bare + "): must be 'application/json'");
        }
    }

    /// Answers 200 with a record or a list of them.
    void json(Object record) throws IOException {
        json(200, record);
    }

    /// Answers with a record or a list of them, as the client's version has it.
    void json(int status, Object record) throws IOException {
        response.send(status, JSON, line(Wire.write(record)));
    }

    /// Answers with `null`, which is how Go writes an empty list that nobody made.
    void jsonNull() throws IOException {
        response.send(200, JSON, line(JsonTree.write(null)));
    }

    /// One JSON object on a line of its own, shimmed.
    byte[] line(byte[] json) throws IOException {
        byte[] shimmed = Shims.response(route, version.minor(), json);
        byte[] line = java.util.Arrays.copyOf(shimmed, shimmed.length + 1);
        line[shimmed.length] = '\n';
        return line;
    }

    /// Answers without a body.
    void empty(int status) {
        response.status(status);
    }
}

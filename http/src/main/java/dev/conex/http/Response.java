package dev.conex.http;

import java.io.IOException;
import java.io.OutputStream;

/// The answer being made. Status and headers may be set until the head is sent; nothing is sent before [#stream],
/// [#flushHeaders], [#send] or the handler's end (which then sends the head with an empty body).
public interface Response {
    /// Sets the status; 200 at first.
    Response status(int status);

    /// Sets a header, in place of earlier values of the same name. `Content-Length` chooses the framing: with it
    /// [#stream] takes exactly that many bytes, without it the body is chunked.
    Response header(String name, String value);

    /// Adds a header beside earlier ones of the same name.
    Response addHeader(String name, String value);

    /// The body. Buffered: `flush` sends what was written, together with the head. What is written for HEAD,
    /// 204 and 304 is dropped.
    OutputStream stream() throws IOException;

    /// Sends the head now, before any data, with chunked framing unless a length was set.
    void flushHeaders() throws IOException;

    /// Sends a whole answer.
    void send(int status, String contentType, byte[] body) throws IOException;

    /// Sends the head and ends HTTP on this connection. With 101 the headers say what comes next; with 200
    /// there is no length and the bytes run until close. The connection is closed when the handler returns,
    /// unless [Hijacked#release] was called. Fails when the head is already sent.
    Hijacked hijack(int status, Headers headers) throws IOException;

    /// Whether the head has been sent, or stands in the buffer and cannot be changed any more.
    boolean committed();
}

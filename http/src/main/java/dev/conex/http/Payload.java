package dev.conex.http;

import java.io.InputStream;

/// What a call sends.
public sealed interface Payload {
    /// The media type, empty for none.
    String contentType();

    /// Bytes of the body, -1 when that is not known before its end.
    long length();

    /// No body.
    record None() implements Payload {
        @Override
        public String contentType() {
            return "";
        }

        @Override
        public long length() {
            return 0;
        }
    }

    /// A body in memory; the array is not to be changed any more.
    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(String contentType, byte[] bytes) implements Payload {
        @Override
        public long length() {
            return bytes.length;
        }
    }

    /// A body that is read while it is sent, chunked when its length is -1. The stream is not closed.
    record Streamed(String contentType, InputStream stream, long length) implements Payload {}

    static Payload none() {
        return new None();
    }

    static Payload json(byte[] json) {
        return new Bytes("application/json", json);
    }
}

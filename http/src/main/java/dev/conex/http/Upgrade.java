package dev.conex.http;

/// What came of asking for raw bytes.
public sealed interface Upgrade {
    /// HTTP has ended; the stream is the caller's to close.
    record Open(int status, Headers headers, Hijacked stream) implements Upgrade {}

    /// An ordinary answer came instead, usually an error.
    record Declined(Answer answer) implements Upgrade {}
}

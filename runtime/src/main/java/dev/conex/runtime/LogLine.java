package dev.conex.runtime;

import java.time.Instant;

/// A line of output, or a piece of one that is longer than [ContainerLog#LINE_BYTES_MAX].
///
/// @param stream 1 or 2
/// @param text without its newline
/// @param partial whether no newline followed
@SuppressWarnings("ArrayRecordComponent")
public record LogLine(int stream, Instant time, byte[] text, boolean partial) {}

package dev.conex.runtime;

/// A piece of output as the shim wrote it down.
@SuppressWarnings("ArrayRecordComponent")
record Frame(int stream, long timeNanos, byte[] bytes) {}

package dev.conex.engine;

/// The answer to a create.
public record NetworkCreated(String id, String warning) {}

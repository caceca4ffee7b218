package dev.conex.build.dockerfile;

/// A name with its value, unexpanded.
///
/// @param spaced written as `NAME value` instead of `NAME=value`
public record Pair(String name, String value, boolean spaced) {}

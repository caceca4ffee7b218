package dev.conex.api;

/// An object without fields, as Docker writes the members of a set.
public record Empty() {
    public static final Empty VALUE = new Empty();
}

package dev.conex.build.dockerfile;

/// Where an instruction stands: its text with continued lines joined, and its first and last line, counted from 1.
public record Source(String text, int firstLine, int lastLine) {
    /// Of an instruction that no file holds: a trigger of a base image, a label of the request.
    public static Source implied(String text) {
        return new Source(text, 0, 0);
    }
}

package dev.conex.storage;

/// A kind of records.
///
/// @param schema the newest layout of such a record that this program knows
public record Kind(String word, int schema) {
    public Kind {
        if (!word.matches("[a-z][a-z-]{0,31}") || schema < 1) {
            throw new IllegalArgumentException("not a kind of record: %s %d".formatted(word, schema));
        }
    }

    public static Kind of(String word) {
        return new Kind(word, 1);
    }
}

package dev.conex.storage;

import dev.conex.oci.BytePath;

/// One path that differs from the layers below; absolute, as `docker diff` prints it.
public record Change(Kind kind, BytePath path) {
    public enum Kind {
        MODIFIED('C'),
        ADDED('A'),
        DELETED('D');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        public char letter() {
            return letter;
        }
    }

    @Override
    public String toString() {
        return kind.letter + " " + path;
    }
}

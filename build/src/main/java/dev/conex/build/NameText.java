package dev.conex.build;

import java.nio.charset.StandardCharsets;

/// File names as text, byte for byte, so that patterns work on names of any encoding.
final class NameText {
    private NameText() {}

    /// A name of the file system.
    static String text(byte[] name) {
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    /// A name that a person wrote.
    static String text(String written) {
        return text(written.getBytes(StandardCharsets.UTF_8));
    }

    /// For the file system.
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// For people.
    static String shown(String text) {
        return new String(bytes(text), StandardCharsets.UTF_8);
    }

    /// All after the last slash.
    static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// All before the last slash; empty when there is none.
    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    static String join(String directory, String name) {
        return directory.isEmpty() ? name : name.isEmpty() ? directory : directory + "/" + name;
    }
}

package dev.conex.build;

/// Takes what `POST /build` streams. Calls come one at a time.
public interface ClassicOutput {
    /// A piece of text for people, as it is printed.
    void text(String text);

    /// The id of the image, for programs.
    void imageId(String id);
}

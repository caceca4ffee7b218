package dev.conex.api;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Bytes that are no JSON, not the JSON that was expected, or over a limit.
public final class MalformedJson extends IOException {
    private static final long serialVersionUID = 1;
    private static final int SHOWN_CHARS_MAX = 200;

    public MalformedJson(String why, @Nullable Throwable cause) {
        super(why, cause);
    }

    static String shown(Exception e) {
        var text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        var line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() > SHOWN_CHARS_MAX ? line.substring(0, SHOWN_CHARS_MAX) : line;
    }
}

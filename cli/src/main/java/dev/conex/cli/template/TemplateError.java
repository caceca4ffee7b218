package dev.conex.cli.template;

import java.io.Serial;

/// A template that can't be parsed or evaluated, in the words of Go's `text/template`.
public final class TemplateError extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    TemplateError(String message) {
        super(message);
    }
}

package dev.conex.cli.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A parsed Go template.
public final class Template {
    private final List<Node> nodes;

    private Template(List<Node> nodes) {
        this.nodes = nodes;
    }

    /// @throws TemplateError in the words of Go's `text/template`
    public static Template parse(String text) {
        return new Template(Parser.parse(text));
    }

    /// @param dot maps, lists, strings, numbers, booleans, null; a [java.util.function.Function] is a method of its map
    /// @throws TemplateError when a field or function is missing
    public String apply(@Nullable Object dot) {
        StringBuilder out = new StringBuilder();
        new Evaluation(dot, out).run(nodes);
        return out.toString();
    }
}

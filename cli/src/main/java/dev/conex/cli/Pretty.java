package dev.conex.cli;

import dev.conex.cli.template.GoFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON with an indent of four, as `inspect` prints it.
final class Pretty {
    private static final String INDENT = "    ";

    private Pretty() {}

    static String json(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(value, "", out);
        return out.toString();
    }

    private static void write(@Nullable Object value, String indent, StringBuilder out) {
        switch (value) {
            case Map<?, ?> map
            when !map.isEmpty() -> {
                out.append("{\n");
                for (Iterator<? extends Map.Entry<?, ?>> entries =
                                map.entrySet().iterator();
                        entries.hasNext(); ) {
                    Map.Entry<?, ?> entry = entries.next();
                    GoFormat.quote(
                            String.valueOf(entry.getKey()), out.append(indent).append(INDENT));
                    write(entry.getValue(), indent + INDENT, out.append(": "));
                    out.append(entries.hasNext() ? ",\n" : "\n");
                }
                out.append(indent).append('}');
            }
            case List<?> list
            when !list.isEmpty() -> {
                out.append("[\n");
                for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
                    write(items.next(), indent + INDENT, out.append(indent).append(INDENT));
                    out.append(items.hasNext() ? ",\n" : "\n");
                }
                out.append(indent).append(']');
            }
            case null, default -> out.append(GoFormat.json(value));
        }
    }
}

package dev.conex.cli;

import dev.conex.cli.template.GoFormat;
import dev.conex.cli.template.Template;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lists as Docker prints them: a table with its own columns, `table TEMPLATE`, `json`, or a template a row.
final class Rows {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> columns;

    /// @param columns the default columns: field and header in turn
    Rows(String... columns) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < columns.length; i += 2) {
            headers.put(columns[i], columns[i + 1]);
            shown.add(columns[i]);
        }
        this.columns = shown;
    }

    /// Headers of fields that only templates show: field and header in turn.
    Rows also(String... more) {
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        return this;
    }

    String print(@Nullable String format, List<Map<String, Object>> rows) {
        if (format == null || format.equals("table")) {
            return table(columns, rows);
        }
        if (format.equals("json")) {
            return lines(rows.stream().map(GoFormat::json).toList());
        }
        if (format.startsWith("table ")) {
            Template template = Template.parse(unescaped(format.substring("table ".length())));
            Table table = new Table(cells(template.apply(headers)));
            rows.forEach(row -> table.row(cells(template.apply(row))));
            return table.text();
        }
        Template template = Template.parse(unescaped(format));
        return lines(rows.stream().map(template::apply).toList());
    }

    private String table(List<String> fields, List<Map<String, Object>> rows) {
        Table table = new Table(fields.stream().map(headers::get).toList());
        rows.forEach(row -> table.row(
                fields.stream().map(field -> String.valueOf(row.get(field))).toList()));
        return table.text();
    }

    private static List<String> cells(String line) {
        return Arrays.asList(line.split("\t", -1));
    }

    private static String lines(List<String> lines) {
        StringBuilder out = new StringBuilder();
        lines.forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }

    /// In a format, `\t` and `\n` stand for the characters.
    static String unescaped(String format) {
        return format.replace("\\t", "\t").replace("\\n", "\n");
    }
}

package dev.conex.cli;

import java.util.ArrayList;
import java.util.List;

/// Columns as Docker prints them: cells padded to the widest of the column plus three, the last one not padded.
final class Table {
    private static final int GAP = 3;

    private final List<List<String>> rows = new ArrayList<>();

    Table(List<String> header) {
        rows.add(List.copyOf(header));
    }

    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    String text() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                out.append(row.get(i));
                if (i < row.size() - 1) {
                    out.append(" ".repeat(widths[i] + GAP - width(row.get(i))));
                }
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}

package dev.conex.build.dockerfile;

import java.util.List;

/// An instruction cut out of the file: its word, its flags, the rest of its line, the files written below it.
///
/// @param keyword as written
/// @param flags each beginning with `--`, quotes gone
record LogicalLine(Source source, String keyword, List<String> flags, String rest, List<Heredoc> files, char escape) {
    LogicalLine {
        flags = List.copyOf(flags);
        files = List.copyOf(files);
    }

    static LogicalLine of(Source source, List<Heredoc> files, char escape) {
        var text = source.text().strip();
        int end = 0;
        while (end < text.length() && !isBlank(text.charAt(end))) {
            end++;
        }
        var cut = Flags.cut(text.substring(end).strip());
        return new LogicalLine(
                source, text.substring(0, end), cut.flags(), cut.rest().strip(), files, escape);
    }

    Expander expander() {
        return new Expander(escape);
    }

    MalformedDockerfile wrong(String reason) {
        return MalformedDockerfile.onLine(source.firstLine(), reason);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\u000B' || c == '\f' || c == '\r' || c == '\n';
    }
}

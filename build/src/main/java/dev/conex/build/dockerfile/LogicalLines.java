package dev.conex.build.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Joins continued lines, drops comments and empty lines, and gathers here-documents.
final class LogicalLines {
    /// How many instructions a file may have.
    static final int INSTRUCTIONS_MAX = 20_000;

    private static final Set<String> WITH_FILES = Set.of("add", "copy", "run");
    private static final String UTF8_MARK = "\uFEFF";

    private final List<String> lines;
    private final char escape;
    private final List<LogicalLine> found = new ArrayList<>();
    private int at;

    private LogicalLines(List<String> lines, char escape) {
        this.lines = lines;
        this.escape = escape;
    }

    static List<LogicalLine> read(List<String> lines, char escape) {
        var reading = new LogicalLines(lines, escape);
        while (reading.at < lines.size()) {
            reading.one();
            if (reading.found.size() > INSTRUCTIONS_MAX) {
                throw MalformedDockerfile.whole(reading.at, "more than %d instructions".formatted(INSTRUCTIONS_MAX));
            }
        }
        return List.copyOf(reading.found);
    }

    /// The lines of a text; a mark of UTF-8 at its head is no character of it.
    static List<String> split(String text) {
        var plain = text.startsWith(UTF8_MARK) ? text.substring(1) : text;
        var lines = new ArrayList<String>();
        int start = 0;
        while (start < plain.length()) {
            int end = plain.indexOf('\n', start);
            lines.add(plain.substring(start, end < 0 ? plain.length() : end));
            start = end < 0 ? plain.length() : end + 1;
        }
        return lines;
    }

    private void one() {
        int first = at + 1;
        var line = lines.get(at++);
        if (isComment(line) || line.isBlank()) {
            return;
        }
        var text = new StringBuilder();
        boolean open = append(text, line.stripLeading());
        while (open && at < lines.size()) {
            var following = lines.get(at++);
            if (!isComment(following) && !following.isBlank()) {
                open = append(text, following);
            }
        }
        if (text.toString().isBlank()) {
            return;
        }
        var whole = text.toString().strip();
        var files = files(whole);
        found.add(LogicalLine.of(new Source(whole, first, at), files, escape));
    }

    private static boolean isComment(String line) {
        return line.stripLeading().startsWith("#");
    }

    /// Whether the line goes on in the next.
    private boolean append(StringBuilder text, String line) {
        int end = line.length();
        while (end > 0 && isTrailingBlank(line.charAt(end - 1))) {
            end--;
        }
        boolean open = end > 0 && line.charAt(end - 1) == escape && (end == 1 || line.charAt(end - 2) != escape);
        if (open) {
            text.append(line, 0, end - 1);
        } else {
            text.append(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        }
        return open;
    }

    private static boolean isTrailingBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    private List<Heredoc> files(String line) {
        if (!mayHaveFiles(line)) {
            return List.of();
        }
        var files = new ArrayList<Heredoc>();
        for (var mark : Heredoc.marksIn(line, new Expander(escape))) {
            files.add(mark.withContent(content(mark)));
        }
        return files;
    }

    private static boolean mayHaveFiles(String line) {
        if (!line.contains("<<")) {
            return false;
        }
        var words = line.split("\\s+", 3);
        var keyword = words[0].toLowerCase(Locale.ROOT);
        if (keyword.equals("onbuild") && words.length > 1) {
            keyword = words[1].toLowerCase(Locale.ROOT);
        }
        return WITH_FILES.contains(keyword);
    }

    private String content(Heredoc mark) {
        var content = new StringBuilder();
        while (at < lines.size()) {
            var line = lines.get(at++);
            var bare = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if ((mark.chomp() ? stripTabs(bare) : bare).equals(mark.name())) {
                return content.toString();
            }
            content.append(line).append('\n');
        }
        throw MalformedDockerfile.whole(at, "unterminated heredoc");
    }

    private static String stripTabs(String line) {
        int start = 0;
        while (start < line.length() && line.charAt(start) == '\t') {
            start++;
        }
        return line.substring(start);
    }
}

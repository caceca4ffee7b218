package dev.conex.build.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A file written inside a Dockerfile: `<<NAME`, `<<-NAME` (leading tabs go), `<<"NAME"` (nothing is expanded).
///
/// @param expand whether variables in the content are replaced
/// @param chomp whether leading tabs go
public record Heredoc(String name, String content, boolean expand, boolean chomp) {
    private static final Pattern MARK = Pattern.compile("(\\d*)<<(-?)([^<]*)");
    private static final Pattern LEADING_TABS = Pattern.compile("(?m)^\t+");

    /// The content as it is used.
    public String text() {
        return chomp ? LEADING_TABS.matcher(content).replaceAll("") : content;
    }

    Heredoc withContent(String other) {
        return new Heredoc(name, other, expand, chomp);
    }

    /// The marks in a command line, in order; their contents are still empty.
    static List<Heredoc> marksIn(String line, Expander expander) {
        var found = new ArrayList<Heredoc>();
        try {
            for (var word : expander.rawWords(line)) {
                mark(word, expander).ifPresent(found::add);
            }
        } catch (MalformedDockerfile e) {
            return List.of(); // a line that a shell may still understand; it has no marks of ours
        }
        return found;
    }

    /// The mark that a whole word is, if it is one.
    static Optional<Heredoc> mark(String word, Expander expander) {
        var match = MARK.matcher(word);
        if (!match.matches()) {
            return Optional.empty();
        }
        var rest = match.group(3);
        if (rest.isEmpty() || Character.isWhitespace(rest.charAt(0))) {
            return Optional.empty();
        }
        var names = expander.words(rest, Variables.NONE);
        if (names.size() != 1) {
            return Optional.empty();
        }
        var name = names.getFirst();
        return Optional.of(
                new Heredoc(name, "", name.equals(rest), !match.group(2).isEmpty()));
    }
}

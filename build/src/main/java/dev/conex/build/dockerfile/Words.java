package dev.conex.build.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts the rest of a line into arguments, in the several ways that instructions do it.
final class Words {
    private Words() {}

    /// JSON form, or empty when the text is not JSON; an array of anything but strings is refused.
    static Optional<List<String>> json(LogicalLine line, String text) {
        var reading = new JsonWords(text.stripLeading());
        return switch (reading.read()) {
            case WORDS -> Optional.of(reading.words());
            case OTHER -> Optional.empty();
            case NOT_STRINGS ->
                throw MalformedDockerfile.whole(
                        line.source().firstLine(),
                        "when using JSON array syntax, arrays must be comprised of strings only");
        };
    }

    /// JSON form, or cut at blanks without looking at quotes.
    static List<String> jsonOrBlanks(LogicalLine line) {
        return json(line, line.rest()).orElseGet(() -> blanks(line.rest()));
    }

    /// Cut at blanks without looking at quotes.
    static List<String> blanks(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("[\\s\\u000B]+"));
    }

    /// A program: JSON form, or the rest as one text for the shell.
    static CommandLine command(LogicalLine line, String text) {
        var json = json(line, text);
        if (json.isPresent()) {
            return new CommandLine(json.get(), false, line.files());
        }
        return new CommandLine(text.isEmpty() ? List.of() : List.of(text), true, line.files());
    }

    /// Cut at blanks outside of quotes; quotes and escapes stay.
    static List<String> quoted(LogicalLine line) {
        var words = new ArrayList<String>();
        var text = line.rest();
        int at = 0;
        while (at < text.length()) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            int end = endOfWord(text, at, line.escape());
            if (end > at) {
                words.add(text.substring(at, end));
            }
            at = end;
        }
        return words;
    }

    private static int endOfWord(String text, int start, char escape) {
        char quote = 0;
        int at = start;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quote == 0 && Character.isWhitespace(c)) {
                return at;
            }
            if (c == escape && at + 1 < text.length()) {
                at++;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
            at++;
        }
        return at;
    }

    /// `NAME=value …`, or the old `NAME value`.
    static List<Pair> pairs(LogicalLine line, String instruction) {
        var words = quoted(line);
        if (words.isEmpty()) {
            return List.of();
        }
        if (words.getFirst().indexOf('=') < 0) {
            return List.of(spaced(line, instruction));
        }
        var pairs = new ArrayList<Pair>();
        for (var word : words) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw MalformedDockerfile.whole(
                        line.source().firstLine(),
                        "Syntax error - can't find = in %s. Must be of the form: name=value"
                                .formatted(GoText.quote(word)));
            }
            pairs.add(new Pair(word.substring(0, equals), word.substring(equals + 1), false));
        }
        return pairs;
    }

    private static Pair spaced(LogicalLine line, String instruction) {
        var halves = line.rest().split("[\\s\\u000B]+", 2);
        if (halves.length < 2) {
            throw MalformedDockerfile.whole(line.source().firstLine(), instruction + " must have two arguments");
        }
        return new Pair(halves[0], halves[1], true);
    }
}

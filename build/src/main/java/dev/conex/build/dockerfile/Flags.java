package dev.conex.build.dockerfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The `--flags` between an instruction's word and its arguments.
final class Flags {
    private final Map<String, List<String>> values;

    private Flags(Map<String, List<String>> values) {
        this.values = values;
    }

    /// Flags cut off, and what follows them.
    record Cut(List<String> flags, String rest) {}

    /// What an instruction knows: flags that take one text, many texts, or yes and no.
    record Known(Set<String> single, Set<String> many, Set<String> yesNo) {
        static final Known NONE = new Known(Set.of(), Set.of(), Set.of());

        boolean has(String name) {
            return single.contains(name) || many.contains(name) || yesNo.contains(name);
        }

        List<String> names() {
            var names = new ArrayList<String>(single);
            names.addAll(many);
            names.addAll(yesNo);
            names.sort(null);
            return names;
        }
    }

    /// Takes words that begin with `--` off the head; quotes and escapes in them are undone.
    static Cut cut(String line) {
        var flags = new ArrayList<String>();
        int at = 0;
        while (true) {
            while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
                at++;
            }
            if (!line.startsWith("--", at)) {
                return new Cut(flags, line.substring(at));
            }
            var word = new StringBuilder();
            at = word(line, at, word);
            if (word.toString().equals("--")) {
                return new Cut(flags, line.substring(at));
            }
            flags.add(word.toString());
        }
    }

    private static int word(String line, int start, StringBuilder word) {
        char quote = 0;
        int at = start;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '\\' && at < line.length()) {
                word.append(line.charAt(at++));
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
                if (quote != 0) {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (Character.isWhitespace(c)) {
                return at;
            } else if (c != '\\') {
                word.append(c);
            }
        }
        return at;
    }

    /// Checks the flags of a line.
    static Flags read(LogicalLine line, Known known) {
        var values = new HashMap<String, List<String>>();
        for (var flag : line.flags()) {
            int equals = flag.indexOf('=');
            var name = flag.substring(2, equals < 0 ? flag.length() : equals);
            if (!known.has(name)) {
                throw line.wrong(Suggestion.append("unknown flag: --" + name, name, known.names()));
            }
            var earlier = values.computeIfAbsent(name, _ -> new ArrayList<>());
            if (!earlier.isEmpty() && !known.many.contains(name)) {
                throw line.wrong("duplicate flag specified: " + name);
            }
            earlier.add(value(line, known, name, equals < 0 ? null : flag.substring(equals + 1)));
        }
        return new Flags(values);
    }

    private static String value(LogicalLine line, Known known, String name, @Nullable String given) {
        if (!known.yesNo.contains(name)) {
            if (given == null) {
                throw line.wrong("missing a value on flag: --" + name);
            }
            return given;
        }
        if (given == null || given.isEmpty() || given.equalsIgnoreCase("true")) {
            return "true";
        }
        if (given.equalsIgnoreCase("false")) {
            return "false";
        }
        throw line.wrong("expecting boolean value for flag --%s, not: %s".formatted(name, given));
    }

    boolean isSet(String name) {
        return values.containsKey(name);
    }

    /// Empty where unset.
    String text(String name) {
        return isSet(name) ? values.getOrDefault(name, List.of()).getFirst() : "";
    }

    List<String> texts(String name) {
        return values.getOrDefault(name, List.of());
    }

    boolean yes(String name) {
        return text(name).equals("true");
    }
}

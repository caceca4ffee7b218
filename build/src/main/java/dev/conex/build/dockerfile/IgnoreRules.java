package dev.conex.build.dockerfile;

import java.util.ArrayList;
import java.util.List;

/// What of a context is left out: `.dockerignore`. The last rule that fits a path, or a directory above it, decides.
///
/// Paths are relative to the context, with slashes, without leading or trailing ones.
public final class IgnoreRules {
    /// No rules: nothing is left out.
    public static final IgnoreRules NONE = new IgnoreRules(List.of());
    /// How many rules there may be.
    public static final int RULES_MAX = 10_000;

    private final List<Rule> rules;

    private IgnoreRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    private record Rule(GlobPattern pattern, boolean keeps) {}

    /// Reads the file's text: a pattern a line, `#` begins a comment line, `!` keeps again.
    public static IgnoreRules parse(String text) {
        var rules = new ArrayList<Rule>();
        for (var raw : LogicalLines.split(text)) {
            if (raw.startsWith("#") || raw.isBlank()) {
                continue;
            }
            var line = raw.strip();
            boolean keeps = line.startsWith("!");
            var pattern = clean(keeps ? line.substring(1).strip() : line);
            if (keeps && pattern.isEmpty()) {
                throw MalformedDockerfile.plain("illegal exclusion pattern: \"!\"");
            }
            if (!pattern.isEmpty()) {
                rules.add(new Rule(GlobPattern.of(pattern), keeps));
            }
            if (rules.size() > RULES_MAX) {
                throw MalformedDockerfile.plain("more than %d ignore rules".formatted(RULES_MAX));
            }
        }
        return new IgnoreRules(rules);
    }

    /// The rules of patterns that exclude, as `--exclude` gives them.
    public static IgnoreRules excluding(List<String> patterns) {
        return parse(String.join("\n", patterns));
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /// Whether the path is left out.
    public boolean excludes(String path) {
        boolean out = false;
        for (var rule : rules) {
            if (rule.keeps != out) {
                continue;
            }
            if (fits(rule.pattern, path)) {
                out = !rule.keeps;
            }
        }
        return out;
    }

    /// Whether something below an excluded directory may have been kept, so that it must be walked.
    public boolean mayKeepBelow(String directory) {
        return rules.stream().anyMatch(r -> r.keeps);
    }

    private static boolean fits(GlobPattern pattern, String path) {
        if (pattern.matches(path)) {
            return true;
        }
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (pattern.matches(path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    private static String clean(String pattern) {
        var parts = new ArrayList<String>();
        for (var part : pattern.split("/")) {
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }
}

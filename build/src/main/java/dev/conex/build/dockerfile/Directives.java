package dev.conex.build.dockerfile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The comments at the head of a Dockerfile that mean something: `# escape=`, `# syntax=`, `# check=`.
///
/// @param escape the character that continues a line
/// @param syntax the wanted frontend
/// @param check options of the linter
public record Directives(char escape, Optional<String> syntax, Optional<String> check) {
    /// Those of a file without any.
    public static final Directives NONE = new Directives('\\', Optional.empty(), Optional.empty());

    private static final Pattern FORM = Pattern.compile("\\s*#\\s*([a-zA-Z][a-zA-Z0-9]*)\\s*=\\s*(.+?)\\s*");
    private static final int LINE_CHARS_MAX = 4096;

    /// Reads lines from the top until one is no directive.
    static Directives read(List<String> lines) {
        var found = new Reading();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var match = line.length() > LINE_CHARS_MAX ? null : FORM.matcher(line);
            if (match == null || !match.matches()) {
                break;
            }
            if (!found.take(match.group(1).toLowerCase(Locale.ROOT), match.group(2), i + 1)) {
                break;
            }
        }
        return new Directives(
                found.escape == null ? '\\' : found.escape.charAt(0),
                Optional.ofNullable(found.syntax),
                Optional.ofNullable(found.check));
    }

    private static final class Reading {
        private @Nullable String escape;
        private @Nullable String syntax;
        private @Nullable String check;

        /// Whether the key is known.
        boolean take(String key, String value, int line) {
            switch (key) {
                case "escape" -> {
                    once(escape, key, line);
                    if (!value.equals("\\") && !value.equals("`")) {
                        throw MalformedDockerfile.whole(
                                line, "invalid escape token '%s' does not match ` or \\".formatted(value));
                    }
                    escape = value;
                }
                case "syntax" -> {
                    once(syntax, key, line);
                    syntax = value;
                }
                case "check" -> {
                    once(check, key, line);
                    check = value;
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        private static void once(@Nullable String earlier, String key, int line) {
            if (earlier != null) {
                throw MalformedDockerfile.whole(line, "only one %s parser directive can be used".formatted(key));
            }
        }
    }
}

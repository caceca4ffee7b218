package dev.conex.build.dockerfile;

import java.util.List;

/// Replaces variables and takes quotes away, as a shell does with a word.
///
/// Forms: `$a ${a} ${a:-w} ${a-w} ${a:+w} ${a+w} ${a:?w} ${a?w} ${a#p} ${a##p} ${a%p} ${a%%p} ${a/p/r} ${a//p/r}`.
///
/// @param escape the escape character of the file, `\` or a backquote
public record Expander(char escape) {
    /// How long a word may become.
    public static final int EXPANDED_CHARS_MAX = 1 << 20;
    /// How deep `${a:-${b:-…}}` may nest.
    static final int NESTING_MAX = 100;

    /// One word. Blanks inside stay.
    ///
    /// @throws MalformedDockerfile in Docker's words, with the word quoted
    public String word(String text, Variables variables) {
        return run(text, new Expansion(text, escape, variables, Expansion.Style.PLAIN))
                .text();
    }

    /// The words that the text makes once expanded, cut at blanks outside of quotes.
    public List<String> words(String text, Variables variables) {
        return run(text, new Expansion(text, escape, variables, Expansion.Style.PLAIN))
                .words();
    }

    /// Cuts only: quotes, escapes and variables stay as written.
    List<String> rawWords(String text) {
        return run(text, new Expansion(text, escape, Variables.NONE, Expansion.Style.RAW))
                .words();
    }

    /// Replaces variables in the content of a file, in which quotes mean nothing.
    public String content(String text, Variables variables) {
        return run(text, new Expansion(text, escape, variables, Expansion.Style.CONTENT))
                .text();
    }

    private static Expansion.Result run(String text, Expansion expansion) {
        try {
            return expansion.run();
        } catch (Expansion.Wrong e) {
            throw MalformedDockerfile.plain("failed to process %s: %s".formatted(GoText.quote(text), e.getMessage()));
        }
    }
}

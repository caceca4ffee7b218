package dev.conex.build.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpanderTest {
    private static final Map<String, String> VALUES = Map.of("a", "abcabc", "e", "", "p", "/x/y/z.tar.gz");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "$a | abcabc",
                "${a} | abcabc",
                "x$a-y | xabcabc-y",
                "$$a | a",
                "\\$a | $a",
                "'$a' | $a",
                "\"$a\" | abcabc",
                "${u:-d} | d",
                "${e:-d} | d",
                "${e-d} | ~~",
                "${a:-d} | abcabc",
                "${a:+d} | d",
                "${e:+d} | ~~",
                "${e+d} | d",
                "${u+d} | ~~",
                "${u:-${a}} | abcabc",
                "${a#a*b} | cabc",
                "${a##a*b} | c",
                "${a%b*c} | abca",
                "${a%%b*c} | a",
                "${p##*/} | z.tar.gz",
                "${p%.*} | /x/y/z.tar",
                "${a/b/X} | aXcabc",
                "${a//b/X} | aXcaXc",
                "${a/?c/-} | a-abc",
                "${a//[/x} | abcabc",
                "a\\b | ab",
                "\"a\\b\" | a\\b",
                "\"\\\"\" | \"",
                "${u} | ~~",
                "$ | $"
            })
    void replacesLikeAShell(String text, String expected) {
        assertThat(new Expander('\\').word(text, VALUES::get)).isEqualTo(expected);
    }

    @Test
    void cutsWordsAtBlanksOutsideOfQuotes() {
        Variables values = Map.of("v", "1 2", "q", "x")::get;
        assertThat(new Expander('\\').words("$v \"$v\" a$q ''", values)).containsExactly("1", "2", "1 2", "ax", "");
    }
}

package dev.conex.cli.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private static final Map<String, Object> CONTAINER = Map.of(
            "Name", "/web",
            "State", Map.of("Status", "running", "ExitCode", 0L, "Running", true),
            "Args", List.of("a", "b"),
            "Labels", Map.of("b", "2", "a.x", "1"));

    private static String apply(String template) {
        return Template.parse(template).apply(CONTAINER);
    }

    @Test
    void followsFieldsAndPrintsAsGoDoes() {
        assertThat(apply("{{.State.Status}} {{.State.ExitCode}} {{.State.Running}}"))
                .isEqualTo("running 0 true");
        assertThat(apply("{{.Args}} {{.Labels}}")).isEqualTo("[a b] map[a.x:1 b:2]");
        assertThat(apply("{{json .Args}}")).isEqualTo("[\"a\",\"b\"]");
        assertThat(apply("{{index .Labels \"a.x\"}} {{(index .Args 1)}}")).isEqualTo("1 b");
    }

    @Test
    void choosesAndRepeats() {
        assertThat(apply("{{if .State.Running}}up{{else}}down{{end}}")).isEqualTo("up");
        assertThat(apply("{{if eq .Name \"x\"}}x{{else if eq .Name \"/web\"}}web{{end}}"))
                .isEqualTo("web");
        assertThat(apply("{{range $k, $v := .Labels}}{{$k}}={{$v}};{{end}}")).isEqualTo("a.x=1;b=2;");
        assertThat(apply("{{range .Args}}<{{.}}>{{end}}")).isEqualTo("<a><b>");
        assertThat(apply("{{with .State}}{{.Status}}{{end}}")).isEqualTo("running");
        assertThat(apply("a {{- \" b \" -}} c")).isEqualTo("a b c");
    }

    @Test
    void callsFunctionsAndPipes() {
        assertThat(apply("{{.Name | upper}}")).isEqualTo("/WEB");
        assertThat(apply("{{join .Args \"-\"}} {{len .Args}} {{slice .Name 1}}"))
                .isEqualTo("a-b 2 web");
        assertThat(apply("{{printf \"%s-%d\" .Name .State.ExitCode}}")).isEqualTo("/web-0");
    }

    @Test
    void missingFieldsAreNamedAsGoNamesThem() {
        assertThatThrownBy(() -> apply("{{.Foo}}"))
                .hasMessage("template: :1:2: executing \"\" at <.Foo>: map has no entry for key \"Foo\"");
    }

    @Test
    void brokenTemplatesAreRefusedAndNeverHang() {
        Random random = new Random(7);
        String parts = "{{}}.$|()\"`:=if range end else with Name -1";
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder("{{");
            for (int j = random.nextInt(20); j > 0; j--) {
                text.append(parts.charAt(random.nextInt(parts.length())));
            }
            try {
                apply(text + "}}");
            } catch (TemplateError expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
        }
    }
}

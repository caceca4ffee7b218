package dev.conex.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    private static Invocation parse(String command, String... words) {
        return CommandLine.parse(Commands.find(List.of(command)).orElseThrow().command(), List.of(words));
    }

    @Test
    void readsValuesInEveryForm() {
        Invocation read = parse(
                "run", "-p8080:80", "--name=web", "-e", "A=1", "-e=B=2", "--rm", "-it", "busybox", "sh", "-c", "ls -l");
        assertThat(read.all("publish")).containsExactly("8080:80");
        assertThat(read.text("name")).isEqualTo("web");
        assertThat(read.all("env")).containsExactly("A=1", "B=2");
        assertThat(read.on("rm")).isTrue();
        assertThat(read.on("interactive") && read.on("tty")).isTrue();
        assertThat(read.arguments()).containsExactly("busybox", "sh", "-c", "ls -l");
    }

    @Test
    void optionsOfRunEndAtTheImage() {
        assertThat(parse("run", "busybox", "--rm").on("rm")).isFalse();
        assertThat(parse("ps", "-a").on("all")).isTrue();
    }

    @Test
    void falseTurnsASwitchOff() {
        assertThat(parse("run", "--rm=false", "busybox").on("rm")).isFalse();
    }

    @Test
    void saysWhatIsWrongInDockersWords() {
        refuses("unknown flag: --foo", "run", "--foo", "x");
        refuses("unknown shorthand flag: 'Z' in -Z", "run", "-Z", "x");
        refuses("flag needs an argument: --name", "run", "--name");
        refuses(
                "invalid argument \"5x\" for \"-m, --memory\" flag: invalid suffix: 'x'",
                "run",
                "--memory",
                "5x",
                "busybox");
        refuses("'conex run' requires at least 1 argument", "run");
        refuses("'conex ps' accepts no arguments", "ps", "a");
    }

    private static void refuses(String message, String command, String... words) {
        assertThatThrownBy(() -> parse(command, words))
                .isInstanceOf(UsageError.class)
                .hasMessage(message);
    }

    @Test
    void sizesAndDurationsAreReadAsDockerReadsThem() {
        assertThat(parse("run", "-m", "64m", "busybox").number("memory", 0)).isEqualTo(64L << 20);
        assertThat(parse("run", "--health-interval", "1m30s", "busybox").number("health-interval", 0))
                .isEqualTo(90_000_000_000L);
    }

    @Test
    void everyFlagOfEveryCommandIsUnique() {
        for (Command command : Commands.ALL) {
            List<String> names = command.flags().stream().map(Flag::name).toList();
            assertThat(names).as(command.path()).doesNotHaveDuplicates();
            assertThat(command.flags().stream()
                            .filter(flag -> flag.letter() != 0)
                            .map(Flag::letter)
                            .toList())
                    .as(command.path())
                    .doesNotHaveDuplicates();
        }
    }
}

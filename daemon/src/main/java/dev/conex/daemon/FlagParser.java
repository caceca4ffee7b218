package dev.conex.daemon;

import dev.conex.daemon.DaemonOption.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// dockerd's command line: `--flag value`, `--flag=value`, `-H value`, `-Hvalue`, `-D`.
final class FlagParser {
    private final OptionValues values = new OptionValues();
    private Wish wish = Wish.SERVE;

    /// What the program is to do.
    enum Wish {
        SERVE,
        VALIDATE,
        VERSION,
        HELP
    }

    /// A command line, understood.
    record Parsed(Wish wish, OptionValues values) {}

    static Parsed parse(List<String> words) throws ConfigError {
        return new FlagParser().run(new ArrayDeque<>(words));
    }

    private Parsed run(Deque<String> words) throws ConfigError {
        while (!words.isEmpty()) {
            var word = words.removeFirst();
            if (word.startsWith("--")) {
                longFlag(word.substring(2), words);
            } else if (word.length() > 1 && word.charAt(0) == '-') {
                shortFlags(word.substring(1), words);
            } else {
                throw new ConfigError("unknown argument: " + word + "\nSee 'conexd --help'.");
            }
        }
        return new Parsed(wish, values);
    }

    private void longFlag(String word, Deque<String> rest) throws ConfigError {
        int equals = word.indexOf('=');
        var name = equals < 0 ? word : word.substring(0, equals);
        if (equals < 0 && special(name)) {
            return;
        }
        var option = DaemonOptions.byFlag(name)
                .orElseThrow(() -> new ConfigError("unknown flag: --" + name + "\nSee 'conexd --help'."));
        if (equals >= 0) {
            set(option, word.substring(equals + 1));
        } else if (option.kind() == Kind.SWITCH) {
            set(option, "true");
        } else {
            set(option, next(rest, "flag needs an argument: --" + name));
        }
    }

    private boolean special(String name) {
        switch (name) {
            case "help" -> wish = Wish.HELP;
            case "version" -> wish = Wish.VERSION;
            case "validate" -> wish = Wish.VALIDATE;
            default -> {
                return false;
            }
        }
        return true;
    }

    private void shortFlags(String letters, Deque<String> rest) throws ConfigError {
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            if (letter == 'v' || letter == 'h') {
                wish = letter == 'v' ? Wish.VERSION : Wish.HELP;
                continue;
            }
            var option = DaemonOptions.byShort(letter)
                    .orElseThrow(() -> new ConfigError(
                            "unknown shorthand flag: '%s' in -%s\nSee 'conexd --help'.".formatted(letter, letters)));
            if (option.kind() == Kind.SWITCH) {
                set(option, "true");
                continue;
            }
            var joined = letters.substring(i + 1);
            var value = joined.isEmpty()
                    ? next(rest, "flag needs an argument: '%s' in -%s".formatted(letter, letters))
                    : joined.startsWith("=") ? joined.substring(1) : joined;
            set(option, value);
            return;
        }
    }

    private static String next(Deque<String> rest, String whenMissing) throws ConfigError {
        var value = rest.pollFirst();
        if (value == null) {
            throw new ConfigError(whenMissing + "\nSee 'conexd --help'.");
        }
        return value;
    }

    private void set(DaemonOption option, String value) throws ConfigError {
        values.add(option, checked(option, value));
    }

    private static String checked(DaemonOption option, String value) throws ConfigError {
        return switch (option.kind()) {
            case SWITCH ->
                switch (value) {
                    case "true", "1", "t", "T", "TRUE", "True" -> "true";
                    case "false", "0", "f", "F", "FALSE", "False" -> "false";
                    default ->
                        throw new ConfigError(
                                "invalid argument \"%s\" for \"--%s\" flag: strconv.ParseBool: parsing \"%s\": invalid syntax\nSee 'conexd --help'."
                                        .formatted(value, option.flag(), value));
                };
            case NUMBER -> {
                if (!value.matches("-?[0-9]{1,9}")) {
                    throw new ConfigError(
                            "invalid argument \"%s\" for \"--%s\" flag: strconv.ParseInt: parsing \"%s\": invalid syntax\nSee 'conexd --help'."
                                    .formatted(value, option.flag(), value));
                }
                yield value;
            }
            case TEXT, LIST, MAP, POOLS, LIMITS, OBJECT -> value;
        };
    }
}

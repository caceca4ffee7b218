package dev.conex.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the options of one command by Docker's (pflag's) grammar: `--name value`, `--name=value`, `-n value`,
/// `-nvalue`, `-n=value`, grouped letters, `--flag=false`, `--` ends options.
final class CommandLine {
    private final Command command;
    private final List<String> words;
    private final Map<String, List<String>> values = new HashMap<>();
    private final List<String> arguments = new ArrayList<>();
    private int next;

    private CommandLine(Command command, List<String> words) {
        this.command = command;
        this.words = words;
    }

    /// @param words what follows the command's own words
    /// @throws UsageError in Docker's words
    static Invocation parse(Command command, List<String> words) {
        CommandLine line = new CommandLine(command, words);
        line.read();
        Invocation invocation = new Invocation(command, line.values, line.arguments);
        if (!invocation.on("help")) {
            checkArity(command, line.arguments.size());
        }
        return invocation;
    }

    private void read() {
        while (next < words.size()) {
            String word = words.get(next++);
            if (word.equals("--")) {
                arguments.addAll(words.subList(next, words.size()));
                return;
            }
            if (word.startsWith("--")) {
                readLong(word.substring(2));
            } else if (word.length() > 1 && word.charAt(0) == '-') {
                readLetters(word.substring(1));
            } else {
                arguments.add(word);
                if (command.flagsFirst()) {
                    arguments.addAll(words.subList(next, words.size()));
                    return;
                }
            }
        }
    }

    private void readLong(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        if (name.isEmpty() || name.startsWith("-")) {
            throw UsageError.flag("bad flag syntax: --" + text);
        }
        Flag flag = find(name);
        if (flag == null) {
            throw UsageError.flag("unknown flag: --" + name);
        }
        if (equals >= 0) {
            put(flag, text.substring(equals + 1));
        } else if (flag.kind() == Flag.Kind.BOOL) {
            put(flag, "true");
        } else {
            put(flag, following("--" + name));
        }
    }

    private void readLetters(String letters) {
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            Flag flag = find(letter);
            if (flag == null) {
                throw UsageError.flag("unknown shorthand flag: '" + letter + "' in -" + letters.substring(i));
            }
            String rest = letters.substring(i + 1);
            if (rest.startsWith("=")) {
                put(flag, rest.substring(1));
                return;
            }
            if (flag.kind() == Flag.Kind.BOOL) {
                put(flag, "true");
                continue;
            }
            put(flag, rest.isEmpty() ? following("'" + letter + "' in -" + letters.substring(i)) : rest);
            return;
        }
    }

    private String following(String spoken) {
        if (next >= words.size()) {
            throw UsageError.flag("flag needs an argument: " + spoken);
        }
        return words.get(next++);
    }

    private @Nullable Flag find(String name) {
        for (Flag flag : command.flags()) {
            if (flag.name().equals(name)) {
                return flag;
            }
        }
        return name.equals("help") ? HELP : null;
    }

    private @Nullable Flag find(char letter) {
        for (Flag flag : command.flags()) {
            if (flag.letter() == letter) {
                return flag;
            }
        }
        return letter == 'h' ? HELP : null;
    }

    private static final Flag HELP = Flag.bool("help", "Print usage");

    private void put(Flag flag, String value) {
        String read = FlagValues.read(flag, value);
        if (flag.repeats()) {
            values.computeIfAbsent(flag.name(), _ -> new ArrayList<>()).add(read);
        } else {
            values.put(flag.name(), List.of(read));
        }
    }

    private static void checkArity(Command command, int count) {
        int least = command.arity().least();
        int most = command.arity().most();
        String path = "'" + Help.PROGRAM + " " + command.spokenPath() + "'";
        if (most == 0 && count > 0) {
            throw UsageError.arguments(path + " accepts no arguments");
        }
        if (least == most && count != least) {
            throw UsageError.arguments(path + " requires " + plural(least));
        }
        if (count < least) {
            throw UsageError.arguments(path + " requires at least " + plural(least));
        }
        if (most >= 0 && count > most) {
            throw UsageError.arguments(path + " requires at most " + plural(most));
        }
    }

    private static String plural(int count) {
        return count == 1 ? "1 argument" : count + " arguments";
    }
}

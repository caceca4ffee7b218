package dev.conex.cli;

import java.util.List;

/// One command of the command line: its words, its options and what runs it. Parsing, help and completion all come
/// from these records.
///
/// @param path the full path, `container run`
/// @param shortForms other paths of the same command: `run`
/// @param usage what follows the path in a usage line: `[OPTIONS] IMAGE [COMMAND] [ARG...]`
/// @param text one sentence for lists of commands
/// @param arity how many arguments it takes
/// @param flagsFirst options end at the first argument, as for `run` and `exec`
/// @param flags its options, by name
/// @param action what runs it
public record Command(
        String path,
        List<String> shortForms,
        String usage,
        String text,
        Arity arity,
        boolean flagsFirst,
        List<Flag> flags,
        Action action) {
    public Command {
        shortForms = List.copyOf(shortForms);
        flags = List.copyOf(flags);
    }

    /// How many arguments a command takes; `most` is -1 when there is no limit.
    public record Arity(int least, int most) {
        static final Arity NONE = new Arity(0, 0);
        static final Arity ANY = new Arity(0, -1);
        static final Arity SOME = new Arity(1, -1);

        static Arity exactly(int count) {
            return new Arity(count, count);
        }

        static Arity between(int least, int most) {
            return new Arity(least, most);
        }
    }

    /// Runs a command; the result is the exit code of the program.
    @FunctionalInterface
    public interface Action {
        int run(Invocation invocation, Session session) throws Exception;
    }

    /// The path a person types: the shortest one.
    String spokenPath() {
        return shortForms.isEmpty() ? path : shortForms.getFirst();
    }

    static Command of(String path, String usage, String text, Arity arity, List<Flag> flags, Action action) {
        return new Command(path, List.of(), usage, text, arity, false, flags, action);
    }

    /// The same command under further names, the first of which help prefers.
    Command also(String... names) {
        return new Command(path, List.of(names), usage, text, arity, flagsFirst, flags, action);
    }

    /// The same command with options only before the first argument.
    Command withFlagsFirst() {
        return new Command(path, shortForms, usage, text, arity, true, flags, action);
    }
}

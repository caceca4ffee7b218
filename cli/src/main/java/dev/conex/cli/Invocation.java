package dev.conex.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A parsed command line: which command, its options as given, its arguments.
///
/// @param command what is to be run
/// @param values option name to the values given, in order; an option that was not given is absent
/// @param arguments what is not an option
public record Invocation(Command command, Map<String, List<String>> values, List<String> arguments) {
    public Invocation {
        values = Map.copyOf(values);
        arguments = List.copyOf(arguments);
    }

    boolean has(String flag) {
        return values.containsKey(flag);
    }

    boolean on(String flag) {
        return Boolean.parseBoolean(text(flag, "false"));
    }

    List<String> all(String flag) {
        return values.getOrDefault(flag, List.of());
    }

    String text(String flag, String otherwise) {
        List<String> given = all(flag);
        return given.isEmpty() ? otherwise : given.getLast();
    }

    @Nullable
    String text(String flag) {
        List<String> given = all(flag);
        return given.isEmpty() ? null : given.getLast();
    }

    long number(String flag, long otherwise) {
        String given = text(flag);
        return given == null ? otherwise : Long.parseLong(given.strip());
    }

    String argument(int index) {
        return arguments.get(index);
    }
}

package dev.conex.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The help texts, made from the command table; nothing is written twice.
final class Help {
    /// The program's name as people type it.
    static final String PROGRAM = "conex";

    private static final int WIDTH = 80;

    private Help() {}

    static String usageLine(Command command) {
        return "Usage:  " + PROGRAM + " " + command.spokenPath()
                + (command.usage().isEmpty() ? "" : " " + command.usage());
    }

    /// What `conex COMMAND --help` prints.
    static String of(Command command) {
        StringBuilder out = new StringBuilder(usageLine(command))
                .append("\n\n")
                .append(command.text())
                .append('\n');
        if (!command.shortForms().isEmpty()) {
            List<String> names = new ArrayList<>(List.of(PROGRAM + " " + command.path()));
            command.shortForms().forEach(form -> names.add(PROGRAM + " " + form));
            out.append("\nAliases:\n  ").append(String.join(", ", names)).append('\n');
        }
        if (!command.flags().isEmpty()) {
            out.append("\nOptions:\n").append(options(command.flags()));
        }
        return out.toString();
    }

    static String options(List<Flag> flags) {
        List<Flag> sorted =
                flags.stream().sorted(Comparator.comparing(Flag::name)).toList();
        int width = sorted.stream().mapToInt(flag -> left(flag).length()).max().orElse(0) + 3;
        StringBuilder out = new StringBuilder();
        for (Flag flag : sorted) {
            String left = left(flag);
            out.append(left).append(" ".repeat(width - left.length()));
            out.append(wrapped(flag.text(), width)).append('\n');
        }
        return out.toString();
    }

    private static String left(Flag flag) {
        String letter = flag.letter() == 0 ? "      " : "  -" + flag.letter() + ", ";
        String value = flag.kind().valueName();
        return letter + "--" + flag.name() + (value.isEmpty() ? "" : " " + value);
    }

    private static String wrapped(String text, int indent) {
        int room = Math.max(24, WIDTH - indent);
        StringBuilder out = new StringBuilder();
        int used = 0;
        for (String word : text.split(" ", -1)) {
            if (used > 0 && used + 1 + word.length() > room) {
                out.append('\n').append(" ".repeat(indent));
                used = 0;
            } else if (used > 0) {
                out.append(' ');
                used++;
            }
            out.append(word);
            used += word.length();
        }
        return out.toString();
    }

    /// A list of commands: name and sentence.
    static String commands(List<Command> commands, java.util.function.Function<Command, String> name) {
        int width = commands.stream()
                        .mapToInt(command -> name.apply(command).length())
                        .max()
                        .orElse(0)
                + 3;
        StringBuilder out = new StringBuilder();
        for (Command command : commands) {
            String left = "  " + name.apply(command);
            out.append(left).append(" ".repeat(Math.max(1, width + 2 - left.length())));
            out.append(wrapped(command.text(), width + 2)).append('\n');
        }
        return out.toString();
    }
}

package dev.conex.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All commands, and finding one by the words of a command line.
final class Commands {
    /// Groups of commands and what they are for.
    static final Map<String, String> GROUPS = groups();

    static final List<Command> ALL = all();

    private static final List<String> COMMON =
            List.of("run", "exec", "ps", "build", "pull", "push", "images", "login", "logout", "version", "info");

    private Commands() {}

    private static Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        groups.put("container", "Manage containers");
        groups.put("image", "Manage images");
        groups.put("network", "Manage networks");
        groups.put("volume", "Manage volumes");
        groups.put("builder", "Manage builds");
        groups.put("system", "Manage Conex");
        return groups;
    }

    private static List<Command> all() {
        List<Command> all = new ArrayList<>();
        all.addAll(RunCommands.all());
        all.add(ExecCommand.command());
        all.addAll(ContainerCommands.all());
        all.addAll(ListCommands.all());
        all.addAll(InspectCommands.all());
        all.addAll(LogCommands.all());
        all.add(StatsCommand.command());
        all.addAll(ImageCommands.all());
        all.add(CopyCommand.command());
        all.add(BuildCommand.command());
        all.addAll(ResourceCommands.all());
        all.addAll(SystemCommands.all());
        all.add(Command.of(
                "builder prune",
                "[OPTIONS]",
                "Remove build cache",
                Command.Arity.NONE,
                List.of(
                        Flag.bool("a,all", "Remove all unused build cache, not just dangling ones"),
                        Prune.FLAGS.get(0),
                        Prune.FLAGS.get(1)),
                (i, s) -> Prune.ask(i, s, "all build cache")
                        ? Prune.run(
                                i,
                                s,
                                "/build/prune" + (i.on("all") ? "?all=1" : ""),
                                "CachesDeleted",
                                "Deleted build cache objects:")
                        : 0));
        return List.copyOf(all);
    }

    /// A command and how many words named it.
    record Found(Command command, int words) {}

    static Optional<Found> find(List<String> words) {
        for (int count = Math.min(2, words.size()); count > 0; count--) {
            String path = String.join(" ", words.subList(0, count));
            for (Command command : ALL) {
                if (command.path().equals(path) || command.shortForms().contains(path)) {
                    return Optional.of(new Found(command, count));
                }
            }
        }
        return Optional.empty();
    }

    static List<Command> inGroup(String group) {
        return ALL.stream()
                .filter(command -> command.path().startsWith(group + " "))
                .sorted(Comparator.comparing(Command::path))
                .toList();
    }

    static String groupHelp(String group) {
        return "Usage:  " + Help.PROGRAM + " " + group + " COMMAND\n\n" + GROUPS.get(group) + "\n\nCommands:\n"
                + Help.commands(inGroup(group), command -> command.path().substring(group.length() + 1))
                + "\nRun '" + Help.PROGRAM + " " + group + " COMMAND --help' for more information on a command.\n";
    }

    static String help(List<Flag> globalFlags) {
        List<Command> top = ALL.stream()
                .filter(command -> command.spokenPath().indexOf(' ') < 0)
                .sorted(Comparator.comparing(Command::spokenPath))
                .toList();
        List<Command> common = COMMON.stream()
                .flatMap(name ->
                        top.stream().filter(command -> command.spokenPath().equals(name)))
                .toList();
        StringBuilder out = new StringBuilder(
                "Usage:  " + Help.PROGRAM + " [OPTIONS] COMMAND\n\nContainers for Linux: build, run and ship them\n");
        out.append("\nCommon Commands:\n").append(Help.commands(common, Command::spokenPath));
        out.append("\nManagement Commands:\n");
        GROUPS.forEach((name, text) -> out.append("  %-12s%s%n".formatted(name, text)));
        out.append("  %-12s%s%n"
                .formatted("registry", "Serve a registry: conex registry serve --listen ADDRESS --root DIR"));
        out.append("\nCommands:\n")
                .append(Help.commands(
                        top.stream()
                                .filter(command -> !common.contains(command))
                                .toList(),
                        Command::spokenPath));
        return out.append("\nGlobal Options:\n")
                .append(Help.options(globalFlags))
                .append("\nRun '" + Help.PROGRAM + " COMMAND --help' for more information on a command.\n")
                .toString();
    }
}

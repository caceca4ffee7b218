package dev.conex.build.dockerfile;

import dev.conex.build.dockerfile.Instruction.*;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Makes an [Instruction] of a logical line.
final class InstructionReader {
    private static final List<String> KEYWORDS = List.of(
            "ADD",
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "MAINTAINER",
            "ONBUILD",
            "RUN",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");
    private static final Pattern STAGE_NAME = Pattern.compile("[a-z][a-z0-9-_.]*");
    private static final Pattern ONBUILD = Pattern.compile("(?i)^\\s*ONBUILD\\s*");
    private static final Set<String> NETWORKS = Set.of("default", "none", "host");
    private static final Flags.Known FROM_FLAGS = new Flags.Known(Set.of("platform"), Set.of(), Set.of());
    private static final Flags.Known RUN_FLAGS =
            new Flags.Known(Set.of("network", "security"), Set.of("mount"), Set.of());
    private static final Flags.Known COPY_FLAGS =
            new Flags.Known(Set.of("from", "chown", "chmod"), Set.of("exclude"), Set.of("link", "parents"));
    private static final Flags.Known ADD_FLAGS = new Flags.Known(
            Set.of("chown", "chmod", "checksum"), Set.of("exclude"), Set.of("link", "keep-git-dir", "unpack"));
    private static final Flags.Known HEALTH_FLAGS = new Flags.Known(
            Set.of("interval", "timeout", "start-period", "start-interval", "retries"), Set.of(), Set.of());

    private InstructionReader() {}

    /// @throws MalformedDockerfile in Docker's words
    static Instruction read(LogicalLine line) {
        var keyword = line.keyword().toUpperCase(Locale.ROOT);
        return switch (keyword) {
            case "FROM" -> from(line);
            case "RUN" -> run(line);
            case "COPY" -> copy(line);
            case "ADD" -> add(line);
            case "HEALTHCHECK" -> healthcheck(line);
            default -> withoutFlags(line, keyword);
        };
    }

    private static Instruction withoutFlags(LogicalLine line, String keyword) {
        if (!KEYWORDS.contains(keyword)) {
            throw line.wrong(Suggestion.append("unknown instruction: " + keyword, keyword, KEYWORDS));
        }
        var source = line.source();
        var pairs = keyword.equals("ENV") || keyword.equals("LABEL") ? Words.pairs(line, keyword) : List.<Pair>of();
        Flags.read(line, Flags.Known.NONE);
        return switch (keyword) {
            case "CMD" -> new Cmd(source, Words.command(line, line.rest()));
            case "ENTRYPOINT" -> new Entrypoint(source, Words.command(line, line.rest()));
            case "LABEL" -> new Label(source, named(line, keyword, pairs));
            case "ENV" -> new Env(source, named(line, keyword, pairs));
            case "ARG" -> arg(line);
            case "EXPOSE" ->
                new Expose(
                        source,
                        some(line, keyword, Words.blanks(line.rest())).stream()
                                .sorted()
                                .toList());
            case "VOLUME" -> volume(line);
            case "SHELL" -> shell(line);
            case "ONBUILD" -> onBuild(line);
            case "MAINTAINER" -> new Maintainer(source, one(line, keyword));
            case "USER" -> new User(source, one(line, keyword));
            case "WORKDIR" -> new Workdir(source, one(line, keyword));
            case "STOPSIGNAL" -> new StopSignal(source, one(line, keyword));
            default -> throw new IllegalStateException(keyword);
        };
    }

    private static String one(LogicalLine line, String keyword) {
        if (line.rest().isEmpty()) {
            throw line.wrong(keyword + " requires exactly one argument");
        }
        return line.rest();
    }

    private static <T> List<T> some(LogicalLine line, String keyword, List<T> arguments) {
        if (arguments.isEmpty()) {
            throw line.wrong(keyword + " requires at least one argument");
        }
        return arguments;
    }

    private static List<Pair> named(LogicalLine line, String keyword, List<Pair> pairs) {
        for (var pair : some(line, keyword, pairs)) {
            if (pair.name().isEmpty()) {
                throw line.wrong(keyword + " names can not be blank");
            }
        }
        return pairs;
    }

    private static Instruction from(LogicalLine line) {
        var flags = Flags.read(line, FROM_FLAGS);
        var words = Words.blanks(line.rest());
        if (words.size() == 1) {
            return new From(line.source(), words.getFirst(), flags.text("platform"), null);
        }
        if (words.size() != 3 || !words.get(1).equalsIgnoreCase("as")) {
            throw line.wrong("FROM requires either one or three arguments");
        }
        var name = words.get(2).toLowerCase(Locale.ROOT);
        if (!STAGE_NAME.matcher(name).matches()) {
            throw line.wrong("invalid name for build stage: %s, name can't start with a number or contain symbols"
                    .formatted(GoText.quote(words.get(2))));
        }
        return new From(line.source(), words.getFirst(), flags.text("platform"), name);
    }

    private static Instruction run(LogicalLine line) {
        var command = Words.command(line, line.rest());
        var flags = Flags.read(line, RUN_FLAGS);
        var network = flags.isSet("network") ? flags.text("network") : "default";
        if (!NETWORKS.contains(network)) {
            throw line.wrong("invalid network mode " + GoText.quote(network));
        }
        var security = flags.isSet("security") ? flags.text("security") : "sandbox";
        if (!security.equals("sandbox") && !security.equals("insecure")) {
            throw line.wrong("security %s is not valid".formatted(GoText.quote(security)));
        }
        return new Run(line.source(), command, flags.texts("mount"), network, security);
    }

    private static Instruction copy(LogicalLine line) {
        var words = Words.jsonOrBlanks(line);
        var flags = Flags.read(line, COPY_FLAGS);
        return new Copy(line.source(), transfer(line, "COPY", flags, words), flags.text("from"));
    }

    private static Instruction add(LogicalLine line) {
        var words = Words.jsonOrBlanks(line);
        var flags = Flags.read(line, ADD_FLAGS);
        return new Add(
                line.source(),
                transfer(line, "ADD", flags, words),
                flags.text("checksum"),
                flags.yes("keep-git-dir"),
                flags.isSet("unpack") ? flags.yes("unpack") : null);
    }

    private static Transfer transfer(LogicalLine line, String keyword, Flags flags, List<String> words) {
        if (words.size() < 2) {
            throw line.wrong(
                    keyword
                            + " requires at least two arguments, but only one was provided. Destination could not be determined");
        }
        var sources = new ArrayList<String>();
        var files = new ArrayList<Heredoc>();
        for (var word : words.subList(0, words.size() - 1)) {
            var mark = line.files().isEmpty()
                    ? null
                    : Heredoc.mark(word, line.expander()).orElse(null);
            if (mark == null) {
                sources.add(word);
            } else {
                line.files().stream()
                        .filter(f -> f.name().equals(mark.name()))
                        .findFirst()
                        .ifPresent(files::add);
            }
        }
        if (!line.files().isEmpty()
                && Heredoc.mark(words.getLast(), line.expander()).isPresent()) {
            throw line.wrong(keyword + " cannot accept a heredoc as a destination");
        }
        return new Transfer(
                sources,
                words.getLast(),
                files,
                flags.text("chown"),
                flags.text("chmod"),
                flags.yes("link"),
                flags.yes("parents"),
                flags.texts("exclude"));
    }

    private static Instruction arg(LogicalLine line) {
        var variables = new ArrayList<Arg.Variable>();
        for (var word : some(line, "ARG", Words.quoted(line))) {
            int equals = word.indexOf('=');
            if (equals == 0) {
                throw line.wrong("ARG names can not be blank");
            }
            variables.add(
                    equals < 0
                            ? new Arg.Variable(word, null)
                            : new Arg.Variable(word.substring(0, equals), word.substring(equals + 1)));
        }
        return new Arg(line.source(), variables);
    }

    private static Instruction volume(LogicalLine line) {
        var paths = some(line, "VOLUME", Words.jsonOrBlanks(line)).stream()
                .map(String::strip)
                .toList();
        if (paths.contains("")) {
            throw line.wrong("VOLUME specified can not be an empty string");
        }
        return new Volume(line.source(), paths);
    }

    private static Instruction shell(LogicalLine line) {
        var command = Words.command(line, line.rest());
        some(line, "SHELL", command.words());
        if (command.shellForm()) {
            throw line.wrong("SHELL requires the arguments to be in JSON form");
        }
        return new Shell(line.source(), command.words());
    }

    private static Instruction onBuild(LogicalLine line) {
        var words = some(line, "ONBUILD", Words.blanks(line.rest()));
        var trigger = words.getFirst().toUpperCase(Locale.ROOT);
        switch (trigger) {
            case "ONBUILD" -> throw line.wrong("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
            case "MAINTAINER", "FROM" -> throw line.wrong(trigger + " isn't allowed as an ONBUILD trigger");
            default -> {}
        }
        var text = new StringBuilder(ONBUILD.matcher(line.source().text()).replaceFirst(""));
        for (var file : line.files()) {
            text.append('\n').append(file.content()).append(file.name());
        }
        return new OnBuild(line.source(), text.toString());
    }

    private static Instruction healthcheck(LogicalLine line) {
        var flags = Flags.read(line, HEALTH_FLAGS);
        var halves = line.rest().split("[\\s\\u000B]+", 2);
        if (line.rest().isEmpty()) {
            throw line.wrong("HEALTHCHECK requires at least one argument");
        }
        var rest = halves.length == 2 ? halves[1].strip() : "";
        return switch (halves[0].toUpperCase(Locale.ROOT)) {
            case "NONE" -> {
                if (!rest.isEmpty()) {
                    throw line.wrong("HEALTHCHECK NONE takes no arguments");
                }
                yield new Healthcheck(line.source(), null);
            }
            case "CMD" -> new Healthcheck(line.source(), probe(line, flags, rest));
            default ->
                throw line.wrong("Unknown type %s in HEALTHCHECK (try CMD)"
                        .formatted(GoText.quote(halves[0].toUpperCase(Locale.ROOT))));
        };
    }

    private static Healthcheck.Probe probe(LogicalLine line, Flags flags, String rest) {
        var command = Words.command(line, rest);
        if (command.words().isEmpty()) {
            throw line.wrong("Missing command after HEALTHCHECK CMD");
        }
        return new Healthcheck.Probe(
                command,
                interval(line, flags, "interval"),
                interval(line, flags, "timeout"),
                interval(line, flags, "start-period"),
                interval(line, flags, "start-interval"),
                retries(line, flags));
    }

    private static Duration interval(LogicalLine line, Flags flags, String name) {
        var text = flags.text(name);
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        var found =
                GoDuration.parse(text).orElseThrow(() -> line.wrong("time: invalid duration " + GoText.quote(text)));
        if (!found.isZero() && found.compareTo(Duration.ofMillis(1)) < 0) {
            throw line.wrong("Interval %s cannot be less than 1ms".formatted(GoText.quote(name)));
        }
        return found;
    }

    private static int retries(LogicalLine line, Flags flags) {
        var text = flags.text("retries");
        if (text.isEmpty()) {
            return 0;
        }
        try {
            int retries = Integer.parseInt(text);
            if (retries < 0) {
                throw line.wrong("--retries cannot be negative (%d)".formatted(retries));
            }
            return retries;
        } catch (NumberFormatException e) {
            var why = text.matches("[-+]?\\d+") ? "value out of range" : "invalid syntax";
            throw line.wrong("strconv.ParseInt: parsing %s: %s".formatted(GoText.quote(text), why));
        }
    }
}

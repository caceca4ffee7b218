package dev.conex.cli;

import dev.conex.cli.Command.Arity;
import dev.conex.cli.template.Template;
import dev.conex.cli.template.TemplateError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `inspect` and its kin.
final class InspectCommands {
    private InspectCommands() {}

    private static final List<String> KINDS = List.of("container", "image", "network", "volume");

    static List<Command> all() {
        List<Flag> flags =
                List.of(Flag.string("f,format", "Format output using a custom template: 'json' or a Go template"));
        List<Flag> sized =
                List.of(flags.getFirst(), Flag.bool("s,size", "Display total file sizes if the type is container"));
        List<Flag> typed =
                List.of(flags.getFirst(), sized.get(1), Flag.string("type", "Only inspect objects of the given type"));
        return List.of(
                Command.of(
                        "inspect",
                        "[OPTIONS] NAME|ID [NAME|ID...]",
                        "Return low-level information on Docker objects",
                        Arity.SOME,
                        typed,
                        (i, s) -> inspect(i, s, i.has("type") ? List.of(i.text("type", "")) : KINDS)),
                Command.of(
                        "container inspect",
                        "[OPTIONS] CONTAINER [CONTAINER...]",
                        "Display detailed information on one or more containers",
                        Arity.SOME,
                        sized,
                        (i, s) -> inspect(i, s, List.of("container"))),
                Command.of(
                        "image inspect",
                        "[OPTIONS] IMAGE [IMAGE...]",
                        "Display detailed information on one or more images",
                        Arity.SOME,
                        flags,
                        (i, s) -> inspect(i, s, List.of("image"))),
                Command.of(
                        "network inspect",
                        "[OPTIONS] NETWORK [NETWORK...]",
                        "Display detailed information on one or more networks",
                        Arity.SOME,
                        List.of(flags.getFirst(), Flag.bool("v,verbose", "Verbose output for diagnostics")),
                        (i, s) -> inspect(i, s, List.of("network"))),
                Command.of(
                        "volume inspect",
                        "[OPTIONS] VOLUME [VOLUME...]",
                        "Display detailed information on one or more volumes",
                        Arity.SOME,
                        flags,
                        (i, s) -> inspect(i, s, List.of("volume"))));
    }

    private static int inspect(Invocation invocation, Session session, List<String> kinds) throws IOException {
        List<Tree> found = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        for (String name : invocation.arguments()) {
            Tree item = find(session, name, kinds, invocation.on("size"), errors);
            if (item != null) {
                found.add(item);
            }
        }
        int code = print(invocation, session, found);
        session.out().flush();
        errors.forEach(session.err()::println);
        return errors.isEmpty() ? code : 1;
    }

    private static @Nullable Tree find(
            Session session, String name, List<String> kinds, boolean size, List<String> errors) throws IOException {
        String refusal = "";
        for (String kind : kinds) {
            try {
                return session.daemon().json("GET", path(kind, name, size));
            } catch (DaemonError e) {
                if (e.status() != 404 && e.status() != 400) {
                    throw e;
                }
                refusal = e.spoken();
            }
        }
        errors.add(kinds.size() > 1 ? "Error: No such object: " + name : refusal);
        return null;
    }

    private static String path(String kind, String name, boolean size) {
        return switch (kind) {
            case "image" -> "/images/" + name + "/json";
            case "network" -> "/networks/" + Daemon.escape(name);
            case "volume" -> "/volumes/" + Daemon.escape(name);
            case "container" -> "/containers/" + Daemon.escape(name) + "/json" + (size ? "?size=1" : "");
            default ->
                throw new UsageError("\"" + kind + "\" is not a valid value for --type", 1, UsageError.Tail.NOTHING);
        };
    }

    private static int print(Invocation invocation, Session session, List<Tree> found) {
        String format = invocation.text("format");
        if (format == null || format.equals("json")) {
            List<Object> values = new ArrayList<>();
            found.forEach(item -> values.add(item.value()));
            session.println(format == null ? Pretty.json(values) : dev.conex.cli.template.GoFormat.json(values));
            return 0;
        }
        try {
            Template template = Template.parse(Rows.unescaped(format));
            found.forEach(item -> session.println(template.apply(item.value())));
            return 0;
        } catch (TemplateError e) {
            session.println("");
            throw new UsageError("template parsing error: " + e.getMessage(), 1, UsageError.Tail.NOTHING);
        }
    }
}

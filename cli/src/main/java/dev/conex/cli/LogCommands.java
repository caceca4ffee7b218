package dev.conex.cli;

import dev.conex.api.StdCopy;
import dev.conex.cli.Command.Arity;
import dev.conex.cli.template.Template;
import dev.conex.http.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `logs`, `events`, `top`, `port`, `diff`, `explain`.
final class LogCommands {
    private LogCommands() {}

    static List<Command> all() {
        return List.of(
                Command.of(
                                "container logs",
                                "[OPTIONS] CONTAINER",
                                "Fetch the logs of a container",
                                Arity.exactly(1),
                                List.of(
                                        Flag.bool("details", "Show extra details provided to logs"),
                                        Flag.bool("f,follow", "Follow log output"),
                                        Flag.string(
                                                "since",
                                                "Show logs since timestamp (e.g. \"2013-01-02T13:23:37Z\") or relative (e.g. \"42m\" for 42 minutes)"),
                                        Flag.string(
                                                "n,tail",
                                                "Number of lines to show from the end of the logs (default \"all\")"),
                                        Flag.bool("t,timestamps", "Show timestamps"),
                                        Flag.string(
                                                "until",
                                                "Show logs before a timestamp (e.g. \"2013-01-02T13:23:37Z\") or relative (e.g. \"42m\" for 42 minutes)")),
                                LogCommands::logs)
                        .also("logs"),
                Command.of(
                                "system events",
                                "[OPTIONS]",
                                "Get real time events from the server",
                                Arity.NONE,
                                List.of(
                                        Flag.of(
                                                "f,filter",
                                                Flag.Kind.FILTER,
                                                "Filter output based on conditions provided"),
                                        Flag.string("format", "Format output: 'json' or a Go template"),
                                        Flag.string("since", "Show all events created since timestamp"),
                                        Flag.string("until", "Stream events until this timestamp")),
                                LogCommands::events)
                        .also("events"),
                Command.of(
                                "container top",
                                "CONTAINER [ps OPTIONS]",
                                "Display the running processes of a container",
                                Arity.SOME,
                                List.of(),
                                LogCommands::top)
                        .withFlagsFirst()
                        .also("top"),
                Command.of(
                                "container port",
                                "CONTAINER [PRIVATE_PORT[/PROTO]]",
                                "List port mappings or a specific mapping for the container",
                                Arity.between(1, 2),
                                List.of(),
                                LogCommands::port)
                        .also("port"),
                Command.of(
                                "container diff",
                                "CONTAINER",
                                "Inspect changes to files or directories on a container's filesystem",
                                Arity.exactly(1),
                                List.of(),
                                LogCommands::diff)
                        .also("diff"),
                Command.of(
                        "explain",
                        "CONTAINER",
                        "Print the plan by which a container was started",
                        Arity.exactly(1),
                        List.of(),
                        LogCommands::explain));
    }

    /// `42m` before now, an RFC 3339 time, a date, or seconds: as the daemon takes it.
    static @Nullable String time(@Nullable String text) {
        if (text == null || text.matches("\\d+(\\.\\d+)?")) {
            return text;
        }
        try {
            Instant then = Instant.now().minusNanos(Durations.parse(text));
            return then.getEpochSecond() + "." + "%09d".formatted(then.getNano());
        } catch (IllegalArgumentException _) {
            String zoned = text.length() == 10
                    ? text + "T00:00:00Z"
                    : text.matches(".*(Z|[+-]\\d\\d:\\d\\d)$") ? text : text + "Z";
            try {
                Instant then = OffsetDateTime.parse(zoned).toInstant();
                return then.getEpochSecond() + "." + "%09d".formatted(then.getNano());
            } catch (java.time.format.DateTimeParseException e) {
                throw new UsageError(
                        "invalid value for \"since\" or \"until\": failed to parse value as time or duration: \"" + text
                                + "\"",
                        1,
                        UsageError.Tail.NOTHING);
            }
        }
    }

    private static int logs(Invocation invocation, Session session) throws IOException {
        String name = invocation.argument(0);
        Tree container = session.daemon().json("GET", ContainerCommands.path(name, "/json"));
        String query = Daemon.query(
                "stdout",
                "1",
                "stderr",
                "1",
                "follow",
                invocation.on("follow") ? "1" : "",
                "timestamps",
                invocation.on("timestamps") ? "1" : "",
                "details",
                invocation.on("details") ? "1" : "",
                "since",
                time(invocation.text("since")),
                "until",
                time(invocation.text("until")),
                "tail",
                invocation.text("tail", "all"));
        try (Answer answer =
                session.daemon().stream("GET", ContainerCommands.path(container.text("Id"), "/logs" + query))) {
            if (container.on("Config", "Tty")) {
                answer.body().transferTo(session.out());
            } else {
                StdCopy.copy(answer.body(), session.out(), session.err());
            }
        }
        return 0;
    }

    private static int events(Invocation invocation, Session session) throws IOException {
        String query = Daemon.query(
                "since",
                time(invocation.text("since")),
                "until",
                time(invocation.text("until")),
                "filters",
                Daemon.filters(Prune.filters(invocation)));
        String format = invocation.text("format");
        Template template = format == null || format.equals("json") ? null : Template.parse(Rows.unescaped(format));
        try (Answer answer = session.daemon().stream("GET", "/events" + query);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Tree event = Daemon.read(line.getBytes(StandardCharsets.UTF_8));
                session.println(
                        template != null ? template.apply(event.value()) : format != null ? line : spoken(event));
                session.out().flush();
            }
        }
        return 0;
    }

    private static String spoken(Tree event) {
        String attributes = event.map("Actor", "Attributes").entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + "=" + entry.getValue().text())
                .collect(Collectors.joining(", "));
        long nanos = Long.parseLong(event.text("timeNano"));
        Instant time = Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000);
        return time + " " + event.text("Type") + " " + event.text("Action") + " " + event.text("Actor", "ID")
                + (attributes.isEmpty() ? "" : " (" + attributes + ")");
    }

    private static int top(Invocation invocation, Session session) throws IOException {
        String arguments = String.join(
                " ", invocation.arguments().subList(1, invocation.arguments().size()));
        Tree answer = session.daemon()
                .json(
                        "GET",
                        ContainerCommands.path(invocation.argument(0), "/top" + Daemon.query("ps_args", arguments)));
        Table table = new Table(answer.texts("Titles"));
        answer.list("Processes").forEach(process -> table.row(process.texts()));
        session.out().print(table.text());
        return 0;
    }

    private static int port(Invocation invocation, Session session) throws IOException {
        Tree container = session.daemon().json("GET", ContainerCommands.path(invocation.argument(0), "/json"));
        String wanted = invocation.arguments().size() < 2 ? "" : invocation.argument(1);
        String full = wanted.isEmpty() || wanted.indexOf('/') >= 0 ? wanted : wanted + "/tcp";
        List<String> lines = new ArrayList<>();
        container.map("NetworkSettings", "Ports").forEach((port, bindings) -> {
            if (!full.isEmpty() && !full.equals(port)) {
                return;
            }
            for (Tree binding : bindings.list()) {
                String address = binding.text("HostIp");
                String shown =
                        (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + binding.text("HostPort");
                lines.add(full.isEmpty() ? port + " -> " + shown : shown);
            }
        });
        if (!full.isEmpty() && lines.isEmpty()) {
            throw new UsageError(
                    "no public port '" + full + "' published for " + invocation.argument(0),
                    1,
                    UsageError.Tail.NOTHING);
        }
        lines.stream().sorted().forEach(session::println);
        return 0;
    }

    private static int diff(Invocation invocation, Session session) throws IOException {
        for (Tree change : session.daemon()
                .json("GET", ContainerCommands.path(invocation.argument(0), "/changes"))
                .list()) {
            session.println("CAD".charAt((int) change.number("Kind")) + " " + change.text("Path"));
        }
        return 0;
    }

    private static int explain(Invocation invocation, Session session) throws IOException {
        session.out()
                .print(session.daemon().text("GET", ContainerCommands.path(invocation.argument(0), "/explain"), null));
        return 0;
    }
}

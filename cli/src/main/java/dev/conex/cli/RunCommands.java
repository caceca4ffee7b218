package dev.conex.cli;

import dev.conex.http.Answer;
import dev.conex.http.Hijacked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `run`, `create`, `start`, `attach`.
final class RunCommands {
    private static final int ENGINE_FAILED = 125;

    private RunCommands() {}

    static List<Command> all() {
        String usage = "[OPTIONS] IMAGE [COMMAND] [ARG...]";
        return List.of(
                Command.of(
                                "container run",
                                usage,
                                "Create and run a new container from an image",
                                Command.Arity.SOME,
                                RunFlags.run(),
                                RunCommands::run)
                        .withFlagsFirst()
                        .also("run"),
                Command.of(
                                "container create",
                                usage,
                                "Create a new container",
                                Command.Arity.SOME,
                                RunFlags.create(),
                                RunCommands::create)
                        .withFlagsFirst()
                        .also("create"),
                Command.of(
                                "container start",
                                "[OPTIONS] CONTAINER [CONTAINER...]",
                                "Start one or more stopped containers",
                                Command.Arity.SOME,
                                List.of(
                                        Flag.bool("a,attach", "Attach STDOUT/STDERR and forward signals"),
                                        Flag.bool("i,interactive", "Attach container's STDIN"),
                                        Flag.string(
                                                "detach-keys", "Override the key sequence for detaching a container")),
                                RunCommands::start)
                        .also("start"),
                Command.of(
                                "container attach",
                                "[OPTIONS] CONTAINER",
                                "Attach local standard input, output, and error streams to a running container",
                                Command.Arity.exactly(1),
                                List.of(
                                        Flag.bool("no-stdin", "Do not attach STDIN"),
                                        Flag.bool(
                                                "sig-proxy",
                                                "Proxy all received signals to the process (default true)"),
                                        Flag.string(
                                                "detach-keys", "Override the key sequence for detaching a container")),
                                RunCommands::attach)
                        .also("attach"));
    }

    private static int create(Invocation invocation, Session session) throws IOException {
        session.println(make(invocation, session).text("Id"));
        return 0;
    }

    private static int run(Invocation invocation, Session session) throws IOException {
        if (invocation.on("dry-run")) {
            Map<String, @Nullable Object> body = body(invocation, session);
            session.out().print(session.daemon().text("POST", "/containers/create?dryRun=1", body));
            return 0;
        }
        boolean detached = invocation.on("detach");
        if (invocation.on("tty")
                && invocation.on("interactive")
                && !detached
                && !session.terminal().input()) {
            session.err().println("the input device is not a TTY");
            return 1;
        }
        String id = make(invocation, session).text("Id");
        try {
            if (!detached) {
                return runAttached(invocation, session, id);
            }
            session.daemon().json("POST", "/containers/" + id + "/start");
        } catch (DaemonError e) {
            throw new UsageError(e.spoken(), codeOf(e), UsageError.Tail.HINT);
        }
        session.println(id);
        return 0;
    }

    private static int runAttached(Invocation invocation, Session session, String id) throws IOException {
        boolean tty = invocation.on("tty");
        boolean input = invocation.on("interactive");
        List<String> chosen = invocation.all("attach");
        Hijacked stream = session.daemon()
                .hijack(
                        "/containers/" + id + "/attach"
                                + Daemon.query(
                                        "stream", "1",
                                        "stdin", input ? "1" : "",
                                        "stdout",
                                                chosen.isEmpty()
                                                                || chosen.contains("stdout")
                                                                || chosen.contains("STDOUT")
                                                        ? "1"
                                                        : "",
                                        "stderr",
                                                chosen.isEmpty()
                                                                || chosen.contains("stderr")
                                                                || chosen.contains("STDERR")
                                                        ? "1"
                                                        : "",
                                        "detachKeys", invocation.text("detach-keys")),
                        null);
        String condition = invocation.on("rm") ? "removed" : "next-exit";
        try (stream;
                Answer waiting =
                        session.daemon().stream("POST", "/containers/" + id + "/wait?condition=" + condition)) {
            session.daemon().json("POST", "/containers/" + id + "/start");
            if (!tty && !invocation.text("sig-proxy", "true").equals("false")) {
                relaySignals(session, id);
            }
            new Attached(session, stream, tty).copy(input, "/containers/" + id + "/resize");
            return exitCode(session, id, waiting);
        }
    }

    /// The stream may also end because the user detached: then the container runs on and the answer is 0.
    private static int exitCode(Session session, String id, Answer waiting) throws IOException {
        if (waiting.body().available() == 0) {
            try {
                Tree state = session.daemon().json("GET", "/containers/" + id + "/json");
                if (state.on("State", "Running") && session.terminal().input()) {
                    return 0;
                }
            } catch (DaemonError _) {
                // removed already
            }
        }
        return (int) Daemon.read(waiting.bytes(1 << 20)).number("StatusCode");
    }

    private static void relaySignals(Session session, String id) {
        SignalRelay.to(name -> {
            try {
                session.daemon().json("POST", "/containers/" + id + "/kill?signal=" + name);
            } catch (IOException | DaemonError _) {
                // it has ended
            }
        });
    }

    /// Creates the container, after pulling its image when that is missing.
    private static Tree make(Invocation invocation, Session session) throws IOException {
        Map<String, @Nullable Object> body = body(invocation, session);
        String image = invocation.argument(0);
        String pull = invocation.text("pull", "missing");
        Path cidfile = cidfile(invocation);
        try {
            if (pull.equals("always")) {
                Images.pull(session, image, invocation.text("platform"), session.err(), invocation.on("quiet"));
            }
            Tree made = makeOrPull(invocation, session, body, pull);
            made.texts("Warnings").forEach(warning -> session.err().println("WARNING: " + warning));
            if (cidfile != null) {
                Files.writeString(cidfile, made.text("Id"));
            }
            return made;
        } catch (DaemonError e) {
            throw new UsageError(e.spoken(), ENGINE_FAILED, UsageError.Tail.HINT);
        } catch (StreamError e) {
            throw new UsageError("Error response from daemon: " + e.getMessage(), ENGINE_FAILED, UsageError.Tail.HINT);
        }
    }

    private static @Nullable Path cidfile(Invocation invocation) {
        String file = invocation.text("cidfile");
        if (file == null) {
            return null;
        }
        if (Files.exists(Path.of(file))) {
            throw new UsageError(
                    "container ID file found, make sure the other container isn't running or delete " + file,
                    ENGINE_FAILED,
                    UsageError.Tail.HINT);
        }
        return Path.of(file);
    }

    private static Tree makeOrPull(
            Invocation invocation, Session session, Map<String, @Nullable Object> body, String pull)
            throws IOException {
        String path = "/containers/create"
                + Daemon.query("name", invocation.text("name"), "platform", invocation.text("platform"));
        String image = invocation.argument(0);
        try {
            return session.daemon().json("POST", path, body);
        } catch (DaemonError e) {
            if (e.status() != 404
                    || pull.equals("never")
                    || !String.valueOf(e.getMessage()).startsWith("No such image")) {
                throw e;
            }
            session.err()
                    .println("Unable to find image '" + Images.Name.of(image).spoken() + "' locally");
            Images.pull(session, image, invocation.text("platform"), session.err(), invocation.on("quiet"));
            return session.daemon().json("POST", path, body);
        }
    }

    private static Map<String, @Nullable Object> body(Invocation invocation, Session session) throws IOException {
        try {
            boolean sized = invocation.on("tty") && session.terminal().output();
            return CreateBody.of(invocation, sized ? session.terminal().size() : Terminal.Size.UNKNOWN);
        } catch (IllegalArgumentException e) {
            throw new UsageError(String.valueOf(e.getMessage()), ENGINE_FAILED, UsageError.Tail.HINT);
        }
    }

    /// 127 for a missing program, 126 for one that can't be run, else 125.
    static int codeOf(DaemonError e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("executable file not found") || message.contains("no such file or directory")) {
            return 127;
        }
        boolean notRunnable = message.contains("permission denied")
                || message.contains("is a directory")
                || message.contains("invalid argument")
                || message.contains("exec format error");
        return notRunnable ? 126 : ENGINE_FAILED;
    }

    private static int start(Invocation invocation, Session session) throws IOException {
        if (invocation.on("attach") || invocation.on("interactive")) {
            return startAttached(invocation, session);
        }
        return Each.of(invocation.arguments(), session, "start containers", name -> {
            session.daemon().json("POST", "/containers/" + Daemon.escape(name) + "/start");
            session.println(name);
        });
    }

    private static int startAttached(Invocation invocation, Session session) throws IOException {
        String name = invocation.argument(0);
        Tree container = session.daemon().json("GET", "/containers/" + Daemon.escape(name) + "/json");
        String id = container.text("Id");
        boolean input = invocation.on("interactive") && container.on("Config", "OpenStdin");
        Hijacked stream = session.daemon()
                .hijack(
                        "/containers/" + id + "/attach"
                                + Daemon.query("stream", "1", "stdin", input ? "1" : "", "stdout", "1", "stderr", "1"),
                        null);
        try (stream;
                Answer waiting = session.daemon().stream("POST", "/containers/" + id + "/wait?condition=next-exit")) {
            session.daemon().json("POST", "/containers/" + id + "/start");
            new Attached(session, stream, container.on("Config", "Tty")).copy(input, "/containers/" + id + "/resize");
            return exitCode(session, id, waiting);
        }
    }

    private static int attach(Invocation invocation, Session session) throws IOException {
        String name = invocation.argument(0);
        Tree container = session.daemon().json("GET", "/containers/" + Daemon.escape(name) + "/json");
        if (!container.on("State", "Running")) {
            throw new UsageError("cannot attach to a stopped container, start it first", 1, UsageError.Tail.NOTHING);
        }
        if (container.on("State", "Paused")) {
            throw new UsageError("cannot attach to a paused container, unpause it first", 1, UsageError.Tail.NOTHING);
        }
        String id = container.text("Id");
        boolean input = !invocation.on("no-stdin") && container.on("Config", "OpenStdin");
        Hijacked stream = session.daemon()
                .hijack(
                        "/containers/" + id + "/attach"
                                + Daemon.query(
                                        "stream",
                                        "1",
                                        "stdin",
                                        input ? "1" : "",
                                        "stdout",
                                        "1",
                                        "stderr",
                                        "1",
                                        "detachKeys",
                                        invocation.text("detach-keys")),
                        null);
        boolean tty = container.on("Config", "Tty");
        try (stream;
                Answer waiting = session.daemon().stream("POST", "/containers/" + id + "/wait")) {
            if (!tty && !invocation.text("sig-proxy", "true").equals("false")) {
                relaySignals(session, id);
            }
            new Attached(session, stream, tty).copy(input, "/containers/" + id + "/resize");
            return exitCode(session, id, waiting);
        }
    }
}

package dev.conex.cli;

import dev.conex.cli.Command.Arity;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Commands that act on containers by name.
final class ContainerCommands {
    private static final String NAMES = "CONTAINER [CONTAINER...]";

    private ContainerCommands() {}

    static List<Command> all() {
        return List.of(
                Command.of(
                                "container stop",
                                "[OPTIONS] " + NAMES,
                                "Stop one or more running containers",
                                Arity.SOME,
                                stopFlags(),
                                (i, s) -> timed(i, s, "stop"))
                        .also("stop"),
                Command.of(
                                "container restart",
                                "[OPTIONS] " + NAMES,
                                "Restart one or more containers",
                                Arity.SOME,
                                stopFlags(),
                                (i, s) -> timed(i, s, "restart"))
                        .also("restart"),
                Command.of(
                                "container kill",
                                "[OPTIONS] " + NAMES,
                                "Kill one or more running containers",
                                Arity.SOME,
                                List.of(Flag.string("s,signal", "Signal to send to the container")),
                                ContainerCommands::kill)
                        .also("kill"),
                Command.of(
                                "container pause",
                                NAMES,
                                "Pause all processes within one or more containers",
                                Arity.SOME,
                                List.of(),
                                (i, s) -> plain(i, s, "pause"))
                        .also("pause"),
                Command.of(
                                "container unpause",
                                NAMES,
                                "Unpause all processes within one or more containers",
                                Arity.SOME,
                                List.of(),
                                (i, s) -> plain(i, s, "unpause"))
                        .also("unpause"),
                Command.of(
                                "container rename",
                                "CONTAINER NEW_NAME",
                                "Rename a container",
                                Arity.exactly(2),
                                List.of(),
                                ContainerCommands::rename)
                        .also("rename"),
                Command.of(
                                "container wait",
                                NAMES,
                                "Block until one or more containers stop, then print their exit codes",
                                Arity.SOME,
                                List.of(),
                                ContainerCommands::await)
                        .also("wait"),
                Command.of(
                                "container rm",
                                "[OPTIONS] " + NAMES,
                                "Remove one or more containers",
                                Arity.SOME,
                                removeFlags(),
                                ContainerCommands::remove)
                        .also("rm", "container remove"),
                Command.of(
                                "container update",
                                "[OPTIONS] " + NAMES,
                                "Update configuration of one or more containers",
                                Arity.SOME,
                                updateFlags(),
                                ContainerCommands::update)
                        .also("update"),
                Command.of(
                        "container prune",
                        "[OPTIONS]",
                        "Remove all stopped containers",
                        Arity.NONE,
                        Prune.FLAGS,
                        (i, s) -> Prune.ask(i, s, "all stopped containers")
                                ? Prune.run(i, s, "/containers/prune", "ContainersDeleted", "Deleted Containers:")
                                : 0));
    }

    private static List<Flag> stopFlags() {
        return List.of(
                Flag.string("s,signal", "Signal to send to the container"),
                Flag.integer("t,timeout", "Seconds to wait before killing the container"),
                Flag.integer("time", "Seconds to wait before killing the container"));
    }

    private static List<Flag> removeFlags() {
        return List.of(
                Flag.bool("f,force", "Force the removal of a running container (uses SIGKILL)"),
                Flag.bool("l,link", "Remove the specified link"),
                Flag.bool("v,volumes", "Remove anonymous volumes associated with the container"));
    }

    private static List<Flag> updateFlags() {
        List<String> names = List.of(
                "memory",
                "memory-reservation",
                "memory-swap",
                "cpus",
                "cpu-shares",
                "cpu-period",
                "cpu-quota",
                "cpuset-cpus",
                "cpuset-mems",
                "pids-limit",
                "blkio-weight",
                "restart");
        return RunFlags.create().stream()
                .filter(flag -> names.contains(flag.name()))
                .toList();
    }

    static String path(String name, String rest) {
        return "/containers/" + Daemon.escape(name) + rest;
    }

    private static int timed(Invocation invocation, Session session, String verb) throws IOException {
        String query = Daemon.query(
                "signal", invocation.text("signal"), "t", invocation.text("timeout", invocation.text("time", "")));
        return Each.of(invocation.arguments(), session, name -> {
            session.daemon().json("POST", path(name, "/" + verb + query));
            session.println(name);
        });
    }

    private static int kill(Invocation invocation, Session session) throws IOException {
        String query = Daemon.query("signal", invocation.text("signal", "KILL"));
        return Each.of(invocation.arguments(), session, name -> {
            session.daemon().json("POST", path(name, "/kill" + query));
            session.println(name);
        });
    }

    private static int plain(Invocation invocation, Session session, String verb) throws IOException {
        return Each.of(invocation.arguments(), session, name -> {
            session.daemon().json("POST", path(name, "/" + verb));
            session.println(name);
        });
    }

    private static int rename(Invocation invocation, Session session) throws IOException {
        session.daemon()
                .json("POST", path(invocation.argument(0), "/rename" + Daemon.query("name", invocation.argument(1))));
        return 0;
    }

    private static int await(Invocation invocation, Session session) throws IOException {
        return Each.of(
                invocation.arguments(),
                session,
                name -> session.println(
                        session.daemon().json("POST", path(name, "/wait")).number("StatusCode")));
    }

    private static int remove(Invocation invocation, Session session) throws IOException {
        boolean force = invocation.on("force");
        String query = Daemon.query(
                "force",
                force ? "1" : "",
                "v",
                invocation.on("volumes") ? "1" : "",
                "link",
                invocation.on("link") ? "1" : "");
        int code = 0;
        for (String name : invocation.arguments()) {
            try {
                session.daemon().json("DELETE", path(name, query));
                session.println(name);
            } catch (DaemonError e) {
                session.err().println(e.spoken());
                code = force && e.status() == 404 ? code : 1;
            }
        }
        return code;
    }

    private static int update(Invocation invocation, Session session) throws IOException {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        CreateBody.putLimits(invocation, body);
        if (invocation.has("restart")) {
            body.put("RestartPolicy", CreateBody.restartPolicy(invocation.text("restart", "no")));
        }
        return Each.of(invocation.arguments(), session, name -> {
            session.daemon()
                    .json("POST", path(name, "/update"), body)
                    .texts("Warnings")
                    .forEach(session.err()::println);
            session.println(name);
        });
    }
}

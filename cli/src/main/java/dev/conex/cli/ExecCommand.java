package dev.conex.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `exec`.
final class ExecCommand {
    private ExecCommand() {}

    static Command command() {
        return Command.of(
                        "container exec",
                        "[OPTIONS] CONTAINER COMMAND [ARG...]",
                        "Execute a command in a running container",
                        Command.Arity.between(2, -1),
                        List.of(
                                Flag.bool("d,detach", "Detached mode: run command in the background"),
                                Flag.string("detach-keys", "Override the key sequence for detaching a container"),
                                Flag.list("e,env", "Set environment variables"),
                                Flag.list("env-file", "Read in a file of environment variables"),
                                Flag.bool("i,interactive", "Keep STDIN open even if not attached"),
                                Flag.bool("privileged", "Give extended privileges to the command"),
                                Flag.bool("t,tty", "Allocate a pseudo-TTY"),
                                Flag.string("u,user", "Username or UID (format: \"<name|uid>[:<group|gid>]\")"),
                                Flag.string("w,workdir", "Working directory inside the container")),
                        ExecCommand::exec)
                .withFlagsFirst()
                .also("exec");
    }

    private static int exec(Invocation invocation, Session session) throws IOException {
        boolean detached = invocation.on("detach");
        boolean tty = invocation.on("tty");
        boolean input = invocation.on("interactive") && !detached;
        if (tty && input && !session.terminal().input()) {
            session.err().println("the input device is not a TTY");
            return 1;
        }
        String id = session.daemon()
                .json(
                        "POST",
                        "/containers/" + Daemon.escape(invocation.argument(0)) + "/exec",
                        body(invocation, detached, input))
                .text("Id");
        Map<String, @Nullable Object> start = new LinkedHashMap<>();
        start.put("Detach", detached);
        start.put("Tty", tty);
        if (detached) {
            session.daemon().json("POST", "/exec/" + id + "/start", start);
            return 0;
        }
        new Attached(session, session.daemon().hijack("/exec/" + id + "/start", start), tty)
                .copy(input, "/exec/" + id + "/resize");
        return (int) session.daemon().json("GET", "/exec/" + id + "/json").number("ExitCode");
    }

    private static Map<String, @Nullable Object> body(Invocation invocation, boolean detached, boolean input)
            throws IOException {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("Cmd", invocation.arguments().subList(1, invocation.arguments().size()));
        body.put("Env", CreateBody.environment(invocation));
        body.put("User", invocation.text("user", ""));
        body.put("WorkingDir", invocation.text("workdir", ""));
        body.put("Privileged", invocation.on("privileged"));
        body.put("Tty", invocation.on("tty"));
        body.put("AttachStdin", input);
        body.put("AttachStdout", !detached);
        body.put("AttachStderr", !detached);
        body.put("DetachKeys", invocation.text("detach-keys", ""));
        return body;
    }
}

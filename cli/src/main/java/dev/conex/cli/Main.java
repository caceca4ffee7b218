package dev.conex.cli;

import dev.conex.cli.Command.Arity;
import dev.conex.cli.template.TemplateError;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `conex`: reads the command line, runs one command, and gives its exit code.
public final class Main {
    private static final int BUFFER_BYTES = 64 * 1024;

    private static final List<Flag> GLOBAL = List.of(
            Flag.list("H,host", "Daemon socket to connect to (default \"" + HostAddress.DEFAULT.text() + "\")"),
            Flag.string("config", "Location of client config files (default \"~/.docker\")"),
            Flag.bool("D,debug", "Enable debug mode: print stack traces of errors"),
            Flag.string("l,log-level", "Set the logging level (accepted, without effect)"),
            Flag.bool("v,version", "Print version information and quit"));

    private static final Command PROGRAM = Command.of("", "[OPTIONS] COMMAND", "", Arity.ANY, GLOBAL, (_, _) -> 0)
            .withFlagsFirst();

    private Main() {}

    /// The three streams of the program.
    private record Streams(InputStream in, PrintStream out, PrintStream err) {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES),
                false,
                StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int code = run(List.of(args), new FileInputStream(FileDescriptor.in), out, err);
        out.flush();
        err.flush();
        // no waiting for threads that still read standard input
        Runtime.getRuntime().halt(code);
    }

    /// Runs a command line.
    ///
    /// @return the exit code
    static int run(List<String> words, InputStream in, PrintStream out, PrintStream err) {
        Invocation global;
        try {
            global = CommandLine.parse(PROGRAM, words);
        } catch (UsageError e) {
            return report(e, PROGRAM, out, err);
        }
        List<String> rest = global.arguments();
        if (global.on("version")) {
            out.println("Conex version " + SystemCommands.ownVersion());
            return 0;
        }
        if (rest.isEmpty() || rest.equals(List.of("help"))) {
            out.print(Commands.help(GLOBAL));
            return 0;
        }
        boolean helpAsked = rest.getFirst().equals("help");
        List<String> named = helpAsked ? rest.subList(1, rest.size()) : rest;
        Optional<Commands.Found> found = Commands.find(named);
        if (found.isEmpty()) {
            return unknown(named, out, err);
        }
        Command command = found.get().command();
        if (helpAsked) {
            out.print(Help.of(command));
            return 0;
        }
        List<String> own = named.subList(found.get().words(), named.size());
        return run(command, global, own, new Streams(in, out, err));
    }

    private static int unknown(List<String> words, PrintStream out, PrintStream err) {
        String first = words.getFirst();
        if (Commands.GROUPS.containsKey(first)
                && (words.size() == 1 || words.get(1).equals("--help"))) {
            out.print(Commands.groupHelp(first));
            return 0;
        }
        String spoken = Commands.GROUPS.containsKey(first) ? first + " " + words.get(1) : first;
        err.println(Help.PROGRAM + ": unknown command: " + Help.PROGRAM + " " + spoken + "\n\nRun '" + Help.PROGRAM
                + (spoken.equals(first) ? "" : " " + first) + " --help' for more information");
        return 1;
    }

    private static int run(Command command, Invocation global, List<String> words, Streams streams) {
        PrintStream out = streams.out();
        PrintStream err = streams.err();
        try {
            Invocation invocation = CommandLine.parse(command, words);
            if (invocation.on("help")) {
                out.print(Help.of(command));
                return 0;
            }
            try (Daemon daemon = new Daemon(host(global), new DaemonStart(err))) {
                return command.action()
                        .run(
                                invocation,
                                new Session(daemon, streams.in(), out, err, Terminal.observe(), config(global)));
            }
        } catch (UsageError e) {
            return report(e, command, out, err);
        } catch (DaemonError e) {
            out.flush();
            err.println(e.spoken());
            return 1;
        } catch (StreamError e) {
            out.flush();
            err.println(e.getMessage());
            return e.exitCode();
        } catch (TemplateError e) {
            out.flush();
            err.println("failed to execute template: " + e.getMessage());
            return 64;
        } catch (IOException e) {
            out.flush();
            err.println(e.getMessage());
            if (global.on("debug")) {
                e.printStackTrace(err);
            }
            return failureCode(command);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 130;
        } catch (Exception e) {
            throw new IllegalStateException("a bug in conex: " + command.path(), e);
        }
    }

    /// What a failure of the connection gives: as for an engine that failed.
    private static int failureCode(Command command) {
        return command.path().equals("container run") || command.path().equals("container create") ? 125 : 1;
    }

    private static int report(UsageError e, Command command, PrintStream out, PrintStream err) {
        out.flush();
        String spoken = command.path().isEmpty() ? "" : " " + command.spokenPath();
        switch (e.tail()) {
            case NOTHING -> err.println(e.getMessage());
            case HINT ->
                err.println(Help.PROGRAM + ": " + e.getMessage() + "\n\nRun '" + Help.PROGRAM + spoken
                        + " --help' for more information");
            case USAGE ->
                err.println((e.exitCode() == 125 ? "" : Help.PROGRAM + ": ") + e.getMessage() + "\n\n"
                        + Help.usageLine(command) + "\n\nRun '" + Help.PROGRAM + spoken
                        + " --help' for more information");
        }
        return e.exitCode();
    }

    private static HostAddress host(Invocation global) {
        String given = global.text("host", System.getenv().getOrDefault("DOCKER_HOST", ""));
        return given.isEmpty() ? HostAddress.DEFAULT : HostAddress.parse(given);
    }

    private static ClientConfig config(Invocation global) {
        String given = global.text("config", System.getenv().getOrDefault("DOCKER_CONFIG", ""));
        return new ClientConfig(given.isEmpty() ? Path.of(System.getProperty("user.home"), ".docker") : Path.of(given));
    }
}

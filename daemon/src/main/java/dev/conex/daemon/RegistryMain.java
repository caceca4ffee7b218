package dev.conex.daemon;

import dev.conex.http.Guard;
import dev.conex.http.HttpServer;
import dev.conex.http.Limits;
import dev.conex.http.Listen;
import dev.conex.registry.DiskRegistry;
import dev.conex.registry.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

/// A registry of its own: `conex registry serve --listen HOST:PORT --root DIR`.
public final class RegistryMain {
    private static final String USAGE = """
            Usage:  conex registry serve [OPTIONS]

            Serve a registry from a directory. It knows no users: whoever reaches it may push.

            Options:
                  --listen string   Address to listen on (default "127.0.0.1:5000")
                  --root string     Directory of the registry (default "/var/lib/conex-registry")
            """;

    private RegistryMain() {}

    /// The program.
    public static void main(String[] args) throws InterruptedException {
        ConsoleLog.level("info");
        try {
            serve(List.of(args));
        } catch (ConfigError e) {
            System.err.println(e.getMessage());
            System.exit(125);
        } catch (IOException e) {
            System.err.println("registry: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void serve(List<String> args) throws ConfigError, IOException, InterruptedException {
        var words = new ArrayDeque<>(args);
        var listen = "127.0.0.1:5000";
        var root = "/var/lib/conex-registry";
        if (words.isEmpty() || !words.removeFirst().equals("serve")) {
            throw new ConfigError(USAGE);
        }
        while (!words.isEmpty()) {
            var word = words.removeFirst();
            int equals = word.indexOf('=');
            var flag = equals < 0 ? word : word.substring(0, equals);
            if (flag.equals("--help")) {
                System.out.print(USAGE);
                return;
            }
            var value = equals < 0 ? words.pollFirst() : word.substring(equals + 1);
            if (value == null) {
                throw new ConfigError("flag needs an argument: " + flag);
            }
            switch (flag) {
                case "--listen" -> listen = value;
                case "--root" -> root = value;
                default -> throw new ConfigError("unknown flag: " + flag + "\n\n" + USAGE);
            }
        }
        run(listen, Path.of(root));
    }

    private static void run(String listen, Path root) throws ConfigError, IOException, InterruptedException {
        if (!(SettingsReader.host("tcp://" + listen, root) instanceof Settings.Host.Tcp tcp)) {
            throw new ConfigError("invalid address: " + listen);
        }
        Files.createDirectories(root);
        var handler = new RegistryServer(DiskRegistry.open(root));
        try (var server =
                HttpServer.serve(new Listen.Tcp(tcp.host(), tcp.port()), handler, Guard.OPEN, Limits.DEFAULT)) {
            System.out.println("serving " + root + " on " + tcp.host() + ":" + server.port());
            server.awaitStop();
        }
    }
}

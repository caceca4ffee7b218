package dev.conex.daemon;

import dev.conex.engine.Engine;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// `conexd`: reads what is wished, opens the engine, serves until it is told to stop.
public final class Main {
    private static final System.Logger LOG = System.getLogger(Main.class.getName());
    /// How long requests may go on after the word to stop.
    private static final Duration REQUESTS_GRACE = Duration.ofSeconds(2);

    private Main() {}

    /// The program. Ends with 1 when it can't serve, as dockerd does.
    public static void main(String[] args) {
        try {
            run(List.of(args));
        } catch (ConfigError e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (IOException | RuntimeException e) {
            System.err.println("failed to start daemon: " + e.getMessage());
            LOG.log(Level.DEBUG, "failed to start daemon", e);
            System.exit(1);
        }
    }

    private static void run(List<String> args) throws ConfigError, IOException {
        var parsed = FlagParser.parse(args);
        switch (parsed.wish()) {
            case HELP -> System.out.print(DaemonOptions.help());
            case VERSION ->
                System.out.printf(
                        "%s version %s, speaks Docker %s, API %s%n",
                        Product.NAME, Product.VERSION, Product.DOCKER_VERSION, ApiVersion.NEWEST);
            case VALIDATE -> {
                SettingsReader.read(parsed.values());
                System.out.println("configuration OK");
            }
            case SERVE -> serve(SettingsReader.read(parsed.values()));
        }
    }

    private static void serve(SettingsReader.Read read) throws ConfigError, IOException {
        var settings = read.settings();
        ConsoleLog.level(settings.logLevel());
        read.withoutEffect().forEach(name -> LOG.log(Level.WARNING, "setting " + name + " has no effect"));
        Listeners.check(settings);
        Files.createDirectories(settings.paths().dataRoot());
        Files.createDirectories(settings.paths().runRoot());
        var told = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(told, ended), "shutdown"));
        try (var _ = PidFile.write(settings.paths().pidFile());
                var engine = Engine.open(settings.engineConfig())) {
            var words = new Words();
            var handler = new ApiHandler(new Router(Routes.of(engine, settings, words)), words);
            try (var listeners = Listeners.open(settings, handler)) {
                LOG.log(Level.INFO, "API listens on " + settings.hosts());
                await(told);
                LOG.log(Level.INFO, "stopping");
                listeners.stop(REQUESTS_GRACE);
            }
            if (!settings.containers().liveRestore()) {
                Shutdown.stopContainers(engine, Duration.ofSeconds(settings.shutdownSeconds()));
            }
        } finally {
            ended.countDown();
        }
    }

    /// Runs when the process is told to end: says so, and waits until everything is put away. A stop by signal is no
    /// failure, so the status is 0.
    private static void awaitEnd(CountDownLatch told, CountDownLatch ended) {
        told.countDown();
        await(ended);
        Runtime.getRuntime().halt(0);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.conex.daemon;

import dev.conex.engine.Engine;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// `conexd`: reads its settings, opens the engine, serves the API, and ends on TERM or INT.
public final class Main {
    private static final int WRONG_COMMAND_LINE = 125;

    private Main() {}

    /// The program.
    public static void main(String[] args) throws InterruptedException {
        try {
            run(FlagParser.parse(List.of(args)));
        } catch (ConfigError e) {
            System.err.println(e.getMessage());
            System.exit(WRONG_COMMAND_LINE);
        } catch (IOException e) {
            System.err.println("failed to start daemon: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(FlagParser.Parsed parsed) throws ConfigError, IOException, InterruptedException {
        switch (parsed.wish()) {
            case HELP -> System.out.print(DaemonOptions.help());
            case VERSION -> System.out.println("Conex version " + Product.VERSION);
            case VALIDATE -> {
                SettingsReader.read(parsed.values());
                System.out.println("configuration OK");
            }
            case SERVE -> serve(SettingsReader.read(parsed.values()));
        }
    }

    private static void serve(SettingsReader.Read read) throws ConfigError, IOException, InterruptedException {
        var settings = read.settings();
        ConsoleLog.level(settings.debug() ? "debug" : settings.logLevel());
        var log = System.getLogger(Main.class.getName());
        read.withoutEffect().forEach(name -> log.log(Level.WARNING, "setting without effect: " + name));
        var ended = new CountDownLatch(1);
        try (var pidFile = PidFile.write(settings.paths().pidFile());
                var engine = Engine.open(settings.engineConfig())) {
            var words = new Words();
            var router = new Router(Routes.of(engine, settings, words));
            var listeners = Listeners.open(settings, new ApiHandler(router, words));
            var asked = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                asked.countDown();
                awaitQuietly(ended);
            }));
            log.log(Level.INFO, "Daemon has completed initialization");
            asked.await();
            listeners.stop(Duration.ofSeconds(1));
            if (!settings.containers().liveRestore()) {
                Shutdown.stopContainers(engine, Duration.ofSeconds(settings.shutdownSeconds()));
            }
        } finally {
            ended.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

/// The server program: sockets in, engine calls out; `main` and wiring.
@org.jspecify.annotations.NullMarked
module dev.conex.daemon {
    requires static org.jspecify;
    requires dev.conex.engine;
    requires dev.conex.api;
    requires dev.conex.registry;
    requires dev.conex.http;

    exports dev.conex.daemon;

    provides java.lang.System.LoggerFinder with
            dev.conex.daemon.ConsoleLog;
}

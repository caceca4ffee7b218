package dev.conex.daemon;

import dev.conex.engine.EngineConfig;
import dev.conex.http.TlsFiles;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the command line and the configuration file say, checked.
///
/// @param tls             keys for TCP; absent = no TLS
/// @param shutdownSeconds how long stopping may take
record Settings(
        List<Host> hosts,
        Paths paths,
        boolean debug,
        String logLevel,
        @Nullable TlsFiles tls,
        boolean plainTcpAllowed,
        @Nullable String group,
        String cgroupParent,
        int shutdownSeconds,
        List<String> labels,
        EngineConfig.NetworkDefaults network,
        EngineConfig.ContainerDefaults containers,
        EngineConfig.RegistryDefaults registries) {

    /// Where things are.
    record Paths(Path dataRoot, Path runRoot, Path pidFile, Path shim) {}

    /// Where to listen.
    sealed interface Host {
        /// `unix://PATH`.
        record Unix(Path path) implements Host {}

        /// `tcp://HOST:PORT`.
        record Tcp(String host, int port) implements Host {}
    }

    EngineConfig engineConfig() {
        return new EngineConfig(
                paths.dataRoot(),
                paths.runRoot(),
                paths.shim(),
                cgroupParent,
                network,
                containers,
                registries,
                labels,
                Product.VERSION);
    }
}

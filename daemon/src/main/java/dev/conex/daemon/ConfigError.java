package dev.conex.daemon;

/// The command line or the configuration file is wrong; the message is what the user reads.
final class ConfigError extends Exception {
    private static final long serialVersionUID = 1;

    ConfigError(String message) {
        super(message);
    }
}

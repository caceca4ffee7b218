package dev.conex.cli;

import java.io.InputStream;
import java.io.PrintStream;

/// What a command works with: the daemon and the three streams.
///
/// @param daemon connects when first used
/// @param terminal what is known of the terminal
/// @param config the client's configuration folder
public record Session(
        Daemon daemon, InputStream in, PrintStream out, PrintStream err, Terminal terminal, ClientConfig config) {
    void println(Object line) {
        out.println(line);
    }
}

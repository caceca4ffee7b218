package dev.conex.cli;

import java.io.InputStream;
import java.io.PrintStream;

/// What a command works with: the daemon, the terminal, the three streams.
public record Session(InputStream in, PrintStream out, PrintStream err) {}

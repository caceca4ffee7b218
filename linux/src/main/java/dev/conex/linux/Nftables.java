package dev.conex.linux;

import dev.conex.linux.ffm.LibNftables;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// The firewall of one network namespace, by libnftables(3): that of the thread which opened it. One buffer is one
/// transaction: all of it is done or nothing. Not for several threads at once, and a call may wait for the kernel: let
/// one owner thread have it.
public final class Nftables implements AutoCloseable {
    private final MemorySegment context;
    private boolean closed;

    private Nftables(MemorySegment context) {
        this.context = context;
    }

    /// Whether the library is on this machine.
    public static boolean available() {
        return LibNftables.available();
    }

    /// Opens the firewall of the calling thread's network namespace.
    public static Nftables open() throws IOException {
        if (!available()) {
            throw new IOException("libnftables.so.1: not found on this machine; install nftables");
        }
        var context = LibNftables.open();
        if (context.equals(MemorySegment.NULL)) {
            throw new IOException("libnftables: no context");
        }
        return new Nftables(context);
    }

    /// Runs one transaction in nft(8)'s language and returns what it printed.
    ///
    /// @param subject what it is for, in errors
    public synchronized String run(String subject, String commands) throws NftablesException {
        if (closed) {
            throw new IllegalStateException("the firewall context is closed");
        }
        try (var arena = Arena.ofConfined()) {
            var text = arena.allocateFrom(commands, StandardCharsets.UTF_8);
            if (LibNftables.run(context, text) != 0) {
                throw new NftablesException(subject, LibNftables.errors(context));
            }
            return LibNftables.output(context);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            LibNftables.close(context);
        }
    }
}

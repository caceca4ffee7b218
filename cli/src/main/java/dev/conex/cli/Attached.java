package dev.conex.cli;

import dev.conex.api.StdCopy;
import dev.conex.http.Hijacked;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Carries the terminal's bytes to and from a hijacked connection, and signals and sizes beside it.
final class Attached {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int RESIZE_TRIES = 5;

    private final Session session;
    private final Hijacked stream;
    private final boolean tty;

    /// @param tty one raw stream instead of frames
    Attached(Session session, Hijacked stream, boolean tty) {
        this.session = session;
        this.stream = stream;
        this.tty = tty;
    }

    /// Copies until the other side ends. Standard input is sent when `withInput` says so, and its end is passed on;
    /// without
    /// it the sending half is closed at once.
    void copy(boolean withInput, String resizePath) throws IOException {
        boolean raw = tty && withInput && session.terminal().input();
        try (Terminal.Raw _ = raw ? session.terminal().raw() : () -> {}) {
            if (withInput) {
                Thread.ofVirtual().start(this::sendInput);
            } else {
                stream.shutdownOutput();
            }
            if (tty) {
                Thread.ofVirtual().start(() -> resize(resizePath));
                SignalRelay.onResize(() -> resize(resizePath));
                receiveRaw();
            } else {
                StdCopy.copy(stream.input(), session.out(), session.err());
            }
        } finally {
            session.out().flush();
            stream.close();
        }
    }

    private void receiveRaw() throws IOException {
        InputStream in = stream.input();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            session.out().write(buffer, 0, n);
            session.out().flush();
        }
    }

    private void sendInput() {
        byte[] buffer = new byte[BUFFER_BYTES];
        OutputStream out = stream.output();
        try {
            for (int n = session.in().read(buffer); n >= 0; n = session.in().read(buffer)) {
                out.write(buffer, 0, n);
                out.flush();
            }
            stream.shutdownOutput();
        } catch (IOException _) {
            // the other side has ended; what it printed still arrives
        }
    }

    /// The container may not have started yet: tries again a few times.
    private void resize(String path) {
        Terminal.Size size = session.terminal().size();
        if (size.rows() == 0) {
            return;
        }
        for (int i = 0; i < RESIZE_TRIES; i++) {
            try {
                session.daemon()
                        .json(
                                "POST",
                                path
                                        + Daemon.query(
                                                "h",
                                                Integer.toString(size.rows()),
                                                "w",
                                                Integer.toString(size.columns())));
                return;
            } catch (IOException | DaemonError _) {
                try {
                    Thread.sleep(20L << i);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }
}

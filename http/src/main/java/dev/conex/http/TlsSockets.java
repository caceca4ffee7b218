package dev.conex.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// Puts TLS over connected sockets. JSSE's sockets read and write through the channel's adaptor, so they park
/// virtual threads as plain ones do.
final class TlsSockets {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SSLContext context;
    private final boolean verifyPeer;

    private TlsSockets(SSLContext context, boolean verifyPeer) {
        this.context = context;
        this.verifyPeer = verifyPeer;
    }

    static TlsSockets of(TlsFiles files) throws IOException {
        return new TlsSockets(TlsContexts.of(files), files.verifyPeer());
    }

    /// The server's side of a handshake.
    Wire accept(SocketChannel channel, Duration handshake) throws IOException {
        try {
            Wire.withoutDelay(channel);
            var socket = (SSLSocket) context.getSocketFactory().createSocket(channel.socket(), null, true);
            socket.setNeedClientAuth(verifyPeer);
            return secured(channel, socket, handshake);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// The client's side, which checks the server's name against its certificate.
    Wire connect(SocketChannel channel, String host, int port, Duration handshake) throws IOException {
        try {
            Wire.withoutDelay(channel);
            Socket plain = channel.socket();
            var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
            if (verifyPeer) {
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
            }
            return secured(channel, socket, handshake);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Wire secured(SocketChannel channel, SSLSocket socket, Duration handshake) throws IOException {
        socket.setEnabledProtocols(PROTOCOLS);
        socket.setSoTimeout((int) handshake.toMillis());
        socket.startHandshake();
        socket.setSoTimeout(0);
        return Wire.secured(channel, socket);
    }
}

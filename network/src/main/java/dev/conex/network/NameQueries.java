package dev.conex.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/// From the bytes of a question to the bytes of an answer: our own, or that of a name server further up.
final class NameQueries {
    /// Questions of one namespace that are asked further up at once; more are refused.
    static final int FORWARDS_MAX = 256;
    /// Largest answer in a datagram if the asker doesn't say (RFC 1035).
    private static final int DATAGRAM_DEFAULT = 512;

    private static final int DATAGRAM_MAX = 4_096;
    static final int STREAM_MAX = 65_535;

    /// Who is asked for what isn't ours.
    @FunctionalInterface
    interface Upstream {
        /// The first answer of one of the servers, under the id of the question.
        Optional<byte[]> ask(List<InetSocketAddress> servers, byte[] question, boolean stream);
    }

    private final Resolver resolver;
    private final Upstream forwarding;
    private final Semaphore forwards = new Semaphore(FORWARDS_MAX);

    NameQueries(Resolver resolver, Upstream forwarding) {
        this.resolver = resolver;
        this.forwarding = forwarding;
    }

    /// Nothing if the bytes are no question at all.
    Optional<byte[]> answer(byte[] question, boolean stream) {
        Message message;
        try {
            message = new Message(question);
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // foreign bytes that are no message: nobody to answer
        }
        var own = NameAnswers.answer(message, resolver, RandomGenerator.getDefault());
        if (own.isPresent()) {
            return Optional.of(own.get().toWire(room(message, stream)));
        }
        return Optional.of(forwarded(message, question, stream));
    }

    private byte[] forwarded(Message message, byte[] question, boolean stream) {
        var servers = resolver.upstream();
        if (!servers.isEmpty() && forwards.tryAcquire()) {
            try {
                var answer = forwarding.ask(servers, question, stream);
                if (answer.isPresent()) {
                    return answer.get();
                }
            } finally {
                forwards.release();
            }
        }
        return NameAnswers.failure(message, Rcode.SERVFAIL).toWire(room(message, stream));
    }

    private static int room(Message message, boolean stream) {
        if (stream) {
            return STREAM_MAX;
        }
        var options = message.getOPT();
        return options == null
                ? DATAGRAM_DEFAULT
                : Math.clamp(options.getPayloadSize(), DATAGRAM_DEFAULT, DATAGRAM_MAX);
    }
}

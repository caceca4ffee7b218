package dev.conex.registry;

import dev.conex.http.TrustsAnybody;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Sends single requests by the JDK's client: no redirects, no credentials, no retries.
final class Wires {
    private static final Duration CONNECT_TIME = Duration.ofSeconds(15);

    private final RegistryOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable HttpClient verified;
    private @Nullable HttpClient unverified;

    Wires(RegistryOptions options) {
        this.options = options;
    }

    RegistryOptions options() {
        return options;
    }

    /// @param trusting take any certificate
    HttpClient client(boolean trusting) {
        lock.lock();
        try {
            HttpClient made = trusting ? unverified : verified;
            if (made == null) {
                made = make(trusting, options.proxies());
                if (trusting) {
                    unverified = made;
                } else {
                    verified = made;
                }
            }
            return made;
        } finally {
            lock.unlock();
        }
    }

    private static HttpClient make(boolean trusting, ProxyRules proxies) {
        var builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIME)
                .proxy(proxies.selector())
                .executor(Executors.newVirtualThreadPerTaskExecutor());
        if (trusting) {
            builder.sslContext(TrustsAnybody.context());
        }
        return builder.build();
    }

    HttpRequest request(Ask ask, URI uri, @Nullable String authorization) {
        var builder = HttpRequest.newBuilder(uri)
                .method(ask.method(), ask.body())
                .header("User-Agent", options.userAgent())
                .version(uri.getScheme().equals("https") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
        if (!ask.once()) {
            builder.timeout(options.idle());
        }
        ask.headers().forEach(builder::header);
        if (authorization != null) {
            builder.header("Authorization", authorization);
        }
        return builder.build();
    }

    HttpResponse<InputStream> send(Ask ask, URI uri, @Nullable String authorization, boolean trusting)
            throws IOException {
        try {
            var response =
                    client(trusting).send(request(ask, uri, authorization), HttpResponse.BodyHandlers.ofInputStream());
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(ask.method() + " \"" + uri + "\": interrupted", e);
        } catch (IOException e) {
            throw unreachable(ask, uri, e);
        }
    }

    static RegistryFailure unreachable(Ask ask, URI uri, IOException e) {
        String why = switch (e) {
            case HttpConnectTimeoutException _ -> "connection timed out";
            case HttpTimeoutException _ -> "no answer in time";
            case ConnectException _ ->
                e.getCause() instanceof java.nio.channels.UnresolvedAddressException
                        ? "no such host"
                        : "connection refused";
            case UnknownHostException _ -> "no such host";
            case SSLException tls ->
                "tls: " + ErrorBody.clean(String.valueOf(tls.getMessage()), Credentials.anonymous());
            case IOException other -> ErrorBody.clean(String.valueOf(other.getMessage()), Credentials.anonymous());
        };
        return new RegistryFailure(RegistryFailure.Kind.UNREACHABLE, ask.where(uri), why, e);
    }

    /// Whether trying again at once can help: not when nobody listens, or the certificate is wrong.
    static boolean mayPass(RegistryFailure failure) {
        Throwable cause = failure.getCause();
        return !(cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof SSLException);
    }
}

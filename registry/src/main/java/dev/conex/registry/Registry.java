package dev.conex.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One registry spoken to with one set of credentials: finds out by which way, meets challenges, follows
/// redirects, tries again.
final class Registry {
    private static final int REDIRECTS_MAX = 10;
    private static final int ATTEMPTS_MAX = 5;
    private static final long PAUSE_MILLIS = 100;
    private static final long RETRY_AFTER_SECONDS_MAX = 30;

    private static final int PORT_MAX = 65_535;

    private final Wires wires;
    private final Place place;
    private final Credentials credentials;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Link link;

    Registry(Wires wires, Place place, Credentials credentials) {
        this.wires = wires;
        this.place = place;
        this.credentials = credentials;
    }

    /// The way that works.
    record Link(URI base, boolean trusting, Authorizer authorizer) {}

    Wires wires() {
        return wires;
    }

    Link link() throws IOException {
        lock.lock();
        try {
            Link found = link;
            if (found == null) {
                found = find();
                link = found;
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    /// Where several ways are allowed, the first one on which anybody answers.
    private Link find() throws IOException {
        if (place.ways().size() == 1) {
            return over(place.ways().getFirst());
        }
        RegistryFailure first = null;
        for (Place.Way way : place.ways()) {
            Link tried = over(way);
            var ask = Ask.of("GET", tried.base.resolve("/v2/"), List.of());
            try {
                wires.send(ask, ask.uri(), null, tried.trusting).body().close();
                return tried;
            } catch (RegistryFailure e) {
                first = first == null ? e : first;
            }
        }
        throw first == null ? new IOException("no way to \"" + place.authority() + "\"") : first;
    }

    private Link over(Place.Way way) throws IOException {
        var port = place.authority().substring(place.authority().lastIndexOf(':') + 1);
        if (port.length() == 5 && port.chars().allMatch(d -> d >= '0' && d <= '9') && Integer.parseInt(port) > PORT_MAX) {
            var url = "%s://%s/v2/".formatted(way.scheme(), place.authority());
            throw new RegistryFailure(
                    RegistryFailure.Kind.UNREACHABLE,
                    new RegistryFailure.Where("GET", url, place.authority()),
                    "dial tcp: address %s: invalid port".formatted(port),
                    null);
        }
        boolean trusting = way == Place.Way.HTTPS_UNVERIFIED;
        URI base = URI.create(way.scheme() + "://" + place.authority() + "/");
        return new Link(base, trusting, new Authorizer(wires, credentials, trusting));
    }

    /// An address of this registry.
    URI uri(String path) throws IOException {
        return link().base.resolve(path);
    }

    Credentials credentials() {
        return credentials;
    }

    /// Sends, and tries again what may be done twice when the connection breaks or the registry is overloaded.
    ///
    /// @return any answer but a challenge or a redirect; its body is to be closed
    HttpResponse<InputStream> send(Ask ask) throws IOException {
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == ATTEMPTS_MAX || !ask.repeatable();
            try {
                var response = once(ask);
                boolean overloaded = response.statusCode() == 429 || response.statusCode() >= 500;
                if (!overloaded || last) {
                    return response;
                }
                response.body().close();
                pause(attempt, response);
            } catch (RegistryFailure e) {
                if (last || e.kind() != RegistryFailure.Kind.UNREACHABLE || !Wires.mayPass(e)) {
                    throw e;
                }
                pause(attempt, null);
            }
        }
    }

    /// Sends, and makes a failure of any status but those expected.
    HttpResponse<InputStream> require(Ask ask, int... expected) throws IOException {
        var response = send(ask);
        for (int status : expected) {
            if (response.statusCode() == status) {
                return response;
            }
        }
        throw ErrorBody.of(response, ask.where(), credentials);
    }

    private HttpResponse<InputStream> once(Ask ask) throws IOException {
        Link way = link();
        URI uri = ask.uri();
        String own = Place.authorityOf(way.base);
        String authorization = Place.authorityOf(uri).equals(own) ? way.authorizer.known(ask.scopes()) : null;
        boolean challenged = false;
        for (int hop = 0; hop <= REDIRECTS_MAX; ) {
            var response = wires.send(ask, uri, authorization, way.trusting);
            boolean home = Place.authorityOf(uri).equals(own);
            if (response.statusCode() == 401 && home && !challenged && !ask.once()) {
                challenged = true;
                String answer = way.authorizer.answer(challenge(response), way.base, ask.scopes());
                if (answer == null) {
                    return response;
                }
                response.body().close();
                authorization = answer;
                continue;
            }
            URI target = redirect(ask, uri, response);
            if (target == null) {
                return response;
            }
            response.body().close();
            if (!Place.authorityOf(target).equals(Place.authorityOf(uri))) {
                authorization = null;
            }
            uri = target;
            hop++;
        }
        throw new RegistryFailure(
                RegistryFailure.Kind.BROKEN, ask.where(), "more than " + REDIRECTS_MAX + " redirects", null);
    }

    private static Challenge challenge(HttpResponse<InputStream> response) {
        return Challenge.of(response.headers().allValues("WWW-Authenticate"));
    }

    /// Where an answer sends us, or null when it doesn't.
    private static @Nullable URI redirect(Ask ask, URI from, HttpResponse<InputStream> response)
            throws RegistryFailure {
        boolean reads = ask.method().equals("GET") || ask.method().equals("HEAD");
        boolean redirects = switch (response.statusCode()) {
            case 301, 302, 303 -> reads;
            case 307, 308 -> !ask.once();
            default -> false;
        };
        String location = response.headers().firstValue("Location").orElse("");
        if (!redirects || location.isEmpty()) {
            return null;
        }
        URI target = resolve(ask, from, location);
        if (from.getScheme().equals("https") && !target.getScheme().equals("https")) {
            throw new RegistryFailure(
                    RegistryFailure.Kind.BROKEN, ask.where(from), "redirect from https to http is not followed", null);
        }
        return target;
    }

    /// The address in a `Location`.
    static URI resolve(Ask ask, URI from, String location) throws RegistryFailure {
        try {
            URI target = from.resolve(location);
            if (target.getHost() != null && ("http".equals(target.getScheme()) || "https".equals(target.getScheme()))) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            throw new RegistryFailure(RegistryFailure.Kind.BROKEN, ask.where(from), "malformed Location", e);
        }
        throw new RegistryFailure(RegistryFailure.Kind.BROKEN, ask.where(from), "malformed Location", null);
    }

    static void pause(int attempt, @Nullable HttpResponse<InputStream> response) throws IOException {
        long millis = (PAUSE_MILLIS << attempt) + ThreadLocalRandom.current().nextLong(PAUSE_MILLIS);
        String after = response == null
                ? ""
                : response.headers().firstValue("Retry-After").orElse("");
        if (after.matches("[0-9]{1,9}")) {
            millis = Math.max(millis, Math.min(Long.parseLong(after), RETRY_AFTER_SECONDS_MAX) * 1000);
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("wait before the next attempt: interrupted", e);
        }
    }
}

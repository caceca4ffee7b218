package dev.conex.daemon;

import dev.conex.api.ErrorBody;
import dev.conex.api.Wire;
import dev.conex.engine.Refusal;
import dev.conex.http.Handler;
import dev.conex.http.Request;
import dev.conex.http.Response;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/// What all requests have in common: version, headers, errors.
final class ApiHandler implements Handler {
    private static final System.Logger LOG = System.getLogger(ApiHandler.class.getName());

    private final Router router;
    private final Words words;

    ApiHandler(Router router, Words words) {
        this.router = router;
        this.words = words;
    }

    @Override
    public void handle(Request request, Response response) throws IOException {
        response.header("Api-Version", ApiVersion.NEWEST.toString());
        response.header("Docker-Experimental", "false");
        response.header("Ostype", "linux");
        response.header("Server", "Docker/" + Product.DOCKER_VERSION + " (linux)");
        try {
            dispatch(request, response);
        } catch (Refusal refusal) {
            fail(request, response, words.of(refusal));
        } catch (Failure failure) {
            fail(request, response, new Words.Answer(failure.status(), failure.words()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(request, response, new Words.Answer(500, "interrupted"));
        } catch (IOException e) {
            if (response.committed()) {
                throw e;
            }
            fail(request, response, new Words.Answer(500, String.valueOf(e.getMessage())));
        }
    }

    private void dispatch(Request request, Response response) throws IOException, InterruptedException {
        var path = request.path();
        var version = ApiVersion.NEWEST;
        boolean prefixed = path.size() > 1 && ApiVersion.isPrefix(path.getFirst());
        var found = router.find(request.method(), prefixed ? path.subList(1, path.size()) : path);
        if (found.isEmpty()) {
            throw new Failure(404, "page not found");
        }
        if (prefixed) {
            version = version(path.getFirst().substring(1), response);
        }
        if (response.committed()) {
            return;
        }
        var route = found.get().route();
        LOG.log(Level.DEBUG, () -> request.method() + " " + request.rawPath());
        route.action()
                .run(new Exchange(
                        request,
                        response,
                        version,
                        route.method() + " " + route.pattern(),
                        found.get().values()));
    }

    /// The version of a prefix. One that is too old is told so in plain text, as Docker does, and answered with that.
    private static ApiVersion version(String text, Response response) throws IOException {
        var version = ApiVersion.parse(text);
        if (version.isPresent() && version.get().compareTo(ApiVersion.NEWEST) > 0) {
            throw Failure.badRequest("client version %s is too new. Maximum supported API version is %s"
                    .formatted(text, ApiVersion.NEWEST));
        }
        if (version.isEmpty() || version.get().compareTo(ApiVersion.OLDEST) < 0) {
            var words =
                    "client version %s is too old. Minimum supported API version is %s, please upgrade your client to a newer version"
                            .formatted(text, ApiVersion.OLDEST);
            response.send(400, "text/plain; charset=utf-8", words.getBytes(StandardCharsets.UTF_8));
        }
        return version.orElse(ApiVersion.OLDEST);
    }

    private static void fail(Request request, Response response, Words.Answer answer) throws IOException {
        if (response.committed()) {
            throw new IOException(request.method() + " " + request.rawPath() + ": " + answer.message());
        }
        if (answer.status() == 304) {
            response.status(304);
            return;
        }
        if (answer.status() == 500) {
            LOG.log(Level.WARNING, () -> request.method() + " " + request.rawPath() + ": " + answer.message());
        }
        byte[] body = Wire.write(new ErrorBody(answer.message()));
        byte[] line = java.util.Arrays.copyOf(body, body.length + 1);
        line[body.length] = '\n';
        response.send(answer.status(), "application/json", line);
    }
}

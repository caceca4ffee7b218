package dev.conex.registry;

import dev.conex.registry.wire.Wording;
import io.avaje.json.JsonException;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Makes a failure out of an answer that nobody asked for. Its body is foreign text: cut, stripped, and without
/// our own secrets.
final class ErrorBody {
    private static final int BYTES_MAX = 4 * 1024;
    private static final Pattern ESCAPES =
            Pattern.compile("\\x1b(?:\\[[0-9;?]*[ -/]*[@-~]|\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)?|.)?");
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
    private static final Pattern BEARER = Pattern.compile("(?i)(bearer|basic)\\s+[A-Za-z0-9._~+/=-]{8,}");
    private static final Jsonb JSON = Jsonb.builder().build();

    private ErrorBody() {}

    /// Reads the body and closes it.
    static RegistryFailure of(HttpResponse<InputStream> response, RegistryFailure.Where where, Credentials own)
            throws IOException {
        byte[] bytes;
        try (InputStream body = response.body()) {
            bytes = body.readNBytes(BYTES_MAX);
        } catch (IOException e) {
            bytes = new byte[0];
        }
        int status = response.statusCode();
        Wording.Problem problem = problem(bytes);
        String code = clean(problem.code() == null ? "" : problem.code(), own);
        String message = clean(problem.message() == null ? "" : problem.message(), own);
        var challenge = Challenge.of(response.headers().allValues("WWW-Authenticate"));
        return new RegistryFailure(kind(status), where, status, code, message).challenged(challenge.scheme());
    }

    private static Wording.Problem problem(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.strip().startsWith("{")) {
            try {
                var errors = JSON.type(Wording.Errors.class).fromJson(bytes).errors();
                if (errors != null && !errors.isEmpty()) {
                    return errors.getFirst();
                }
            } catch (JsonException e) {
                return new Wording.Problem("", text);
            }
        }
        return new Wording.Problem("", text.strip().startsWith("<") ? "" : text);
    }

    private static RegistryFailure.Kind kind(int status) {
        return switch (status) {
            case 401 -> RegistryFailure.Kind.UNAUTHORIZED;
            case 403 -> RegistryFailure.Kind.DENIED;
            case 404 -> RegistryFailure.Kind.NOT_FOUND;
            case 429 -> RegistryFailure.Kind.RATE_LIMITED;
            default -> status >= 400 && status < 500 ? RegistryFailure.Kind.REFUSED : RegistryFailure.Kind.BROKEN;
        };
    }

    static String clean(String foreign, Credentials own) {
        String text = foreign.length() > BYTES_MAX ? foreign.substring(0, BYTES_MAX) : foreign;
        String secret = own.secret();
        if (!secret.isEmpty()) {
            text = text.replace(secret, "***");
        }
        text = ESCAPES.matcher(text).replaceAll("");
        text = CONTROLS.matcher(text).replaceAll(" ");
        return BEARER.matcher(text).replaceAll("$1 ***").strip();
    }
}

package dev.conex.registry;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One request to a registry, before credentials.
///
/// @param scopes what a token for it must allow, as `repository:library/busybox:pull`
/// @param body   may be sent again, unless `once`
/// @param once   the body is a stream: no retry, no redirect, no answer to a challenge
record Ask(String method, URI uri, Map<String, String> headers, List<String> scopes, BodyPublisher body, boolean once) {
    static Ask of(String method, URI uri, List<String> scopes) {
        return new Ask(method, uri, Map.of(), scopes, BodyPublishers.noBody(), false);
    }

    Ask with(String header, String value) {
        var more = new java.util.TreeMap<>(headers);
        more.put(header, value);
        return new Ask(method, uri, more, scopes, body, once);
    }

    Ask withBody(BodyPublisher other) {
        return new Ask(method, uri, headers, scopes, other, once);
    }

    Ask withStream(BodyPublisher stream) {
        return new Ask(method, uri, headers, scopes, stream, true);
    }

    /// Whether doing it twice does what doing it once does.
    boolean repeatable() {
        return !once && !method.equals("POST") && !method.equals("PATCH");
    }

    RegistryFailure.Where where() {
        return where(uri);
    }

    RegistryFailure.Where where(URI at) {
        return new RegistryFailure.Where(
                method, at.getScheme() + "://" + at.getAuthority() + at.getPath(), Place.authorityOf(at));
    }

    static String pull(String repository) {
        return "repository:" + repository + ":pull";
    }

    static String push(String repository) {
        return "repository:" + repository + ":pull,push";
    }

    /// Scopes of both lists, each once.
    static List<String> joined(List<String> some, String others) {
        var all = new ArrayList<>(some);
        for (String scope : others.split(" ", -1)) {
            if (!scope.isEmpty() && !all.contains(scope)) {
                all.add(scope);
            }
        }
        return all;
    }
}

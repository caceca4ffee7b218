package dev.conex.engine;

import dev.conex.oci.Reference;
import dev.conex.registry.RegistryFailure;

/// What a registry's no means to whoever wanted something of it. Docker hands the registry's own words on, so
/// they are part of the facts here.
final class ImageRegistryWords {
    private ImageRegistryWords() {}

    static Refusal pull(RegistryFailure e, Reference reference) {
        return switch (e.kind()) {
            case NOT_FOUND -> new Refusal.NotFound(Refusal.Noun.IMAGE, missing(e, reference));
            case UNAUTHORIZED ->
                e.challenge().equals("basic")
                        ? new Refusal.Unavailable("Head \"%s\": no basic auth credentials".formatted(e.url()))
                        : denied(reference);
            case DENIED -> denied(reference);
            case RATE_LIMITED, UNREACHABLE, BROKEN, REFUSED -> other(e);
        };
    }

    private static Refusal denied(Reference reference) {
        return new Refusal.NotFound(
                Refusal.Noun.IMAGE,
                ("pull access denied for %s, repository does not exist or may require 'docker login': denied: requested"
                                + " access to the resource is denied")
                        .formatted(reference.familiarName()));
    }

    private static String missing(RegistryFailure e, Reference reference) {
        var said = e.serverMessage();
        return switch (e.code()) {
            case "NAME_UNKNOWN" ->
                "repository %s not found: name unknown: %s"
                        .formatted(
                                reference.familiarName(),
                                said.isEmpty() ? "repository name not known to registry" : said);
            default ->
                "manifest for %s not found: manifest unknown: %s"
                        .formatted(reference.familiar(), said.isEmpty() ? "manifest unknown" : said);
        };
    }

    static Refusal push(RegistryFailure e) {
        return switch (e.kind()) {
            case UNAUTHORIZED ->
                e.challenge().equals("basic")
                        ? new Refusal.Unavailable("no basic auth credentials")
                        : new Refusal.Unavailable("unauthorized: " + said(e, "authentication required"));
            case DENIED -> new Refusal.Unavailable("denied: " + said(e, "requested access to the resource is denied"));
            case NOT_FOUND, RATE_LIMITED, UNREACHABLE, BROKEN, REFUSED -> other(e);
        };
    }

    static Refusal login(RegistryFailure e) {
        return switch (e.kind()) {
            case UNAUTHORIZED, DENIED ->
                new Refusal.Unauthorized(
                        e.challenge().equals("basic")
                                ? "login attempt to %s failed with status: %d Unauthorized"
                                        .formatted(e.url(), e.status())
                                : "Get \"%s\": unauthorized: %s"
                                        .formatted(e.url(), said(e, "incorrect username or password")));
            case NOT_FOUND, RATE_LIMITED, UNREACHABLE, BROKEN, REFUSED -> other(e);
        };
    }

    private static Refusal other(RegistryFailure e) {
        return new Refusal.Unavailable(
                switch (e.kind()) {
                    case RATE_LIMITED -> "toomanyrequests: " + said(e, "too many requests");
                    case UNREACHABLE -> "Get \"%s\": %s".formatted(e.url(), said(e, "no answer"));
                    case NOT_FOUND, UNAUTHORIZED, DENIED, BROKEN, REFUSED -> String.valueOf(e.getMessage());
                });
    }

    private static String said(RegistryFailure e, String otherwise) {
        return e.serverMessage().isEmpty() ? otherwise : e.serverMessage();
    }
}

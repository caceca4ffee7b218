package dev.conex.http;

import java.util.Locale;
import java.util.Set;

/// Decides before the handler whether a request may be served at all; a refused one is answered with 403.
@FunctionalInterface
public interface Guard {
    /// Lets everything pass: for unix sockets and for TLS with client certificates.
    Guard OPEN = request -> true;

    boolean allows(Request request);

    /// For TCP: a web page must not drive the server by the browser of somebody on this machine. A request
    /// passes when its `Host` is an address literal, `localhost` or one of the names (a rebound DNS name is
    /// none of these), and when it has no `Origin` but that very host's.
    ///
    /// @param names further host names, in lower case, without port
    static Guard againstBrowsers(Set<String> names) {
        var known = Set.copyOf(names);
        return request -> {
            String host = hostOf(request.headers().first("Host").orElse(""));
            if (!isLiteral(host) && !host.equals("localhost") && !known.contains(host)) {
                return false;
            }
            var origin = request.headers().first("Origin");
            return origin.isEmpty() || originHost(origin.get()).equals(host);
        };
    }

    private static String originHost(String origin) {
        int scheme = origin.indexOf("://");
        return scheme < 0 ? "" : hostOf(origin.substring(scheme + 3));
    }

    private static String hostOf(String authority) {
        String lower = authority.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("[")) {
            int end = lower.indexOf(']');
            return end < 0 ? "" : lower.substring(0, end + 1);
        }
        int colon = lower.indexOf(':');
        return colon < 0 ? lower : lower.substring(0, colon);
    }

    private static boolean isLiteral(String host) {
        if (host.startsWith("[")) {
            return true;
        }
        String[] parts = host.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }
}

package dev.conex.registry;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Where a registry is, as a reference's domain says.
///
/// @param authority host and port to connect to
/// @param ways      how it may be spoken to, in this order
record Place(String authority, List<Way> ways) {
    private static final String HUB = "docker.io";
    private static final String HUB_REGISTRY = "registry-1.docker.io";

    /// A scheme and how far its certificates are trusted.
    enum Way {
        HTTPS("https"),
        HTTPS_UNVERIFIED("https"),
        HTTP("http");

        private final String scheme;

        Way(String scheme) {
            this.scheme = scheme;
        }

        String scheme() {
            return scheme;
        }
    }

    static Place of(String domain, Set<String> insecureHosts) {
        String authority = domain.equals(HUB) || domain.equals("index.docker.io") ? HUB_REGISTRY : domain;
        String host = hostOf(authority);
        if (isLoopback(host)) {
            return new Place(authority, List.of(Way.HTTP, Way.HTTPS_UNVERIFIED));
        }
        if (insecureHosts.contains(authority) || insecureHosts.contains(host)) {
            return new Place(authority, List.of(Way.HTTPS_UNVERIFIED, Way.HTTP));
        }
        return new Place(authority, List.of(Way.HTTPS));
    }

    /// A mirror, whose address says how it is spoken to.
    static Place ofMirror(URI address, Set<String> insecureHosts) {
        String authority = address.getAuthority();
        boolean trusting = insecureHosts.contains(authority) || insecureHosts.contains(hostOf(authority));
        Way secure = trusting ? Way.HTTPS_UNVERIFIED : Way.HTTPS;
        return new Place(authority, List.of("http".equals(address.getScheme()) ? Way.HTTP : secure));
    }

    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    static String hostOf(String authority) {
        String lower = authority.toLowerCase(Locale.ROOT);
        int colon = lower.lastIndexOf(':');
        return colon < 0 || lower.endsWith("]") ? lower : lower.substring(0, colon);
    }

    /// Host and port of an address, the port always told.
    static String authorityOf(URI uri) {
        int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
        return String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }
}

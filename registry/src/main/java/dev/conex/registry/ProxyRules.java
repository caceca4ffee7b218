package dev.conex.registry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which registries are reached through a proxy, by the words that every other tool knows: `HTTP_PROXY`, `HTTPS_PROXY`,
/// `NO_PROXY`. Hosts of this machine never are.
///
/// @param http  the proxy for plain HTTP, as `http://proxy:3128` or `proxy:3128`; empty for none
/// @param https the proxy for TLS
/// @param no    a comma list of hosts, domains (with all below them) and addresses that are reached directly; `*` = all
public record ProxyRules(String http, String https, String no) {
    private static final int PORT = 80;

    /// Everything directly.
    public static ProxyRules none() {
        return new ProxyRules("", "", "");
    }

    /// From environment variables, in upper or lower case.
    public static ProxyRules of(Map<String, String> environment) {
        return new ProxyRules(
                either(environment, "HTTP_PROXY"), either(environment, "HTTPS_PROXY"), either(environment, "NO_PROXY"));
    }

    private static String either(Map<String, String> environment, String name) {
        String upper = environment.getOrDefault(name, "");
        return upper.isEmpty() ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : upper;
    }

    Proxy proxyFor(URI uri) {
        String address = "https".equals(uri.getScheme()) ? https : http;
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        if (address.isBlank() || Place.isLoopback(host) || isExcepted(host)) {
            return Proxy.NO_PROXY;
        }
        String authority = address.strip()
                .replaceFirst("^[A-Za-z]+://", "")
                .replaceFirst("^[^@/]*@", "")
                .replaceFirst("/.*", "");
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']')
                && authority.substring(colon + 1).matches("[0-9]{1,5}");
        String proxyHost = hasPort ? authority.substring(0, colon) : authority;
        int port = hasPort ? Integer.parseInt(authority.substring(colon + 1)) : PORT;
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxyHost, port));
    }

    private boolean isExcepted(String host) {
        for (String item : no.toLowerCase(Locale.ROOT).split(",", -1)) {
            String rule = item.strip().replaceFirst("^\\*?\\.", "").replaceFirst(":[0-9]+$", "");
            if (rule.equals("*") || (!rule.isEmpty() && (host.equals(rule) || host.endsWith("." + rule)))) {
                return true;
            }
        }
        return false;
    }

    ProxySelector selector() {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(proxyFor(uri));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress proxy, IOException why) {
                // the request itself fails and says so
            }
        };
    }
}

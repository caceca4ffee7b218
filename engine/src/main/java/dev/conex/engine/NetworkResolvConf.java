package dev.conex.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The host's `resolv.conf`, and what of it goes into a container's. Pure but for [#ofHost].
record NetworkResolvConf(List<String> servers, List<String> search, List<String> options) {
    private static final Path HOST = Path.of("/etc/resolv.conf");
    private static final long BYTES_MAX = 64 * 1024;
    private static final int PORT = 53;
    /// Where containers ask if the host asks only itself, as Docker does.
    private static final List<String> FALLBACK = List.of("8.8.8.8", "8.8.4.4");

    static NetworkResolvConf ofHost() {
        try {
            return Files.size(HOST) > BYTES_MAX
                    ? parse("")
                    : parse(new String(Files.readAllBytes(HOST), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return parse("");
        }
    }

    static NetworkResolvConf parse(String text) {
        var servers = new ArrayList<String>();
        List<String> search = List.of();
        List<String> options = List.of();
        for (var line : text.split("\n")) {
            var words = List.of(line.strip().split("\\s+"));
            var rest = words.subList(1, words.size());
            switch (words.getFirst()) {
                case "nameserver" -> servers.addAll(rest.stream().limit(1).toList());
                case "search" -> search = rest;
                case "options" -> options = rest;
                default -> {
                    // comments, and words that containers don't get
                }
            }
        }
        return new NetworkResolvConf(List.copyOf(servers), List.copyOf(search), List.copyOf(options));
    }

    /// With everything the engine, and then the container, says instead.
    NetworkResolvConf with(EngineConfig.NetworkDefaults defaults, HostOptions.NetworkOptions wish) {
        var searchWish = first(Given.list(wish.dnsSearch()), defaults.dnsSearch(), search);
        return new NetworkResolvConf(
                first(Given.list(wish.dns()), defaults.dns(), servers),
                searchWish.equals(List.of(".")) ? List.of() : searchWish,
                first(Given.list(wish.dnsOptions()), defaults.dnsOptions(), options));
    }

    private static List<String> first(List<String> a, List<String> b, List<String> c) {
        return a.isEmpty() ? b.isEmpty() ? c : b : a;
    }

    /// Servers that a container's own network can reach.
    List<String> reachable() {
        var found = servers.stream().filter(s -> !loopback(s)).toList();
        return found.isEmpty() ? FALLBACK : found;
    }

    /// Servers that the host asks; its own loopback ones too.
    List<InetSocketAddress> upstream() {
        return (servers.isEmpty() ? FALLBACK : servers)
                .stream()
                        .filter(NetworkResolvConf::literal)
                        .map(s -> new InetSocketAddress(InetAddress.ofLiteral(s), PORT))
                        .toList();
    }

    /// With names dotless first asked as they are.
    List<String> optionsWithDots() {
        if (options.stream().anyMatch(o -> o.startsWith("ndots:"))) {
            return options;
        }
        var all = new ArrayList<>(options);
        all.add("ndots:0");
        return all;
    }

    private static boolean literal(String text) {
        try {
            return InetAddress.ofLiteral(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean loopback(String text) {
        return !literal(text) || InetAddress.ofLiteral(text).isLoopbackAddress();
    }
}

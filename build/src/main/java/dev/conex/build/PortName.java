package dev.conex.build;

import dev.conex.build.dockerfile.GoText;
import dev.conex.build.dockerfile.MalformedDockerfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A port of an image, `80/tcp`, in order of number.
record PortName(int port, String protocol) implements Comparable<PortName> {
    private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "sctp");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
    private static final int PORT_MAX = 65_535;

    /// Reads `80`, `80/udp`, `5-7`, `8080:80`, `127.0.0.1:8080:80`; what is before the last colon is ignored.
    static List<PortName> parse(String text) {
        int slash = text.indexOf('/');
        var protocol = slash < 0 ? "tcp" : text.substring(slash + 1).toLowerCase(Locale.ROOT);
        var rest = slash < 0 ? text : text.substring(0, slash);
        var ports = rest.substring(rest.lastIndexOf(':') + 1);
        if (ports.isEmpty()) {
            throw MalformedDockerfile.plain("no port specified: %s<empty>".formatted(text));
        }
        if (!PROTOCOLS.contains(protocol)) {
            throw MalformedDockerfile.either(
                    "invalid port: %s: invalid proto: %s".formatted(GoText.quote(text), protocol),
                    "Invalid proto: " + protocol);
        }
        var match = RANGE.matcher(ports);
        if (!match.matches()) {
            throw wrong(ports);
        }
        int first = Integer.parseInt(match.group(1));
        int last = match.group(2) == null ? first : Integer.parseInt(match.group(2));
        if (last < first || last > PORT_MAX) {
            throw wrong(ports);
        }
        var all = new ArrayList<PortName>();
        for (int port = first; port <= last; port++) {
            all.add(new PortName(port, protocol));
        }
        return all;
    }

    private static MalformedDockerfile wrong(String ports) {
        return MalformedDockerfile.either("invalid containerPort: " + ports, "Invalid containerPort: " + ports);
    }

    @Override
    public int compareTo(PortName other) {
        return port == other.port ? protocol.compareTo(other.protocol) : Integer.compare(port, other.port);
    }

    @Override
    public String toString() {
        return port + "/" + protocol;
    }
}

package dev.conex.cli;

import dev.conex.http.Dial;
import java.nio.file.Path;

/// Where the daemon listens.
///
/// @param text as given: `unix:///run/conex/conex.sock`, `tcp://host:port`
/// @param dial how it is reached
record HostAddress(String text, Dial dial) {
    static final HostAddress DEFAULT = parse("unix:///run/conex/conex.sock");
    private static final int PORT_DEFAULT = 2375;

    boolean isDefault() {
        return equals(DEFAULT);
    }

    static HostAddress parse(String text) {
        if (text.startsWith("unix://")) {
            return new HostAddress(text, new Dial.Unix(Path.of(text.substring("unix://".length()))));
        }
        if (text.startsWith("tcp://") || text.startsWith("http://")) {
            String rest = text.substring(text.indexOf("://") + 3).replaceAll("/$", "");
            int colon = rest.lastIndexOf(':');
            String host = colon < 0 || rest.endsWith("]") ? rest : rest.substring(0, colon);
            int port = colon < 0 || rest.endsWith("]") ? PORT_DEFAULT : Integer.parseInt(rest.substring(colon + 1));
            return new HostAddress(text, new Dial.Tcp(host.replaceAll("^\\[|\\]$", ""), port));
        }
        throw new UsageError(
                "invalid bind address (" + text + "): unix:// and tcp:// addresses are supported",
                125,
                UsageError.Tail.NOTHING);
    }
}

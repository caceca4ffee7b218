package dev.conex.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `/etc/hosts`, `/etc/hostname` and `/etc/resolv.conf` of a container. They lie in its state directory and are
/// mounted into it as files, so that what is written later is seen at once.
record EtcFiles(Path dir) {
    private static final int HOST_FILE_BYTES_MAX = 1 << 20;
    private static final String HEADER = """
            127.0.0.1	localhost
            ::1	localhost ip6-localhost ip6-loopback
            fe00::	ip6-localnet
            ff00::	ip6-mcastprefix
            ff02::1	ip6-allnodes
            ff02::2	ip6-allrouters
            """;

    Path hosts() {
        return dir.resolve("hosts");
    }

    Path hostname() {
        return dir.resolve("hostname");
    }

    Path resolvConf() {
        return dir.resolve("resolv.conf");
    }

    /// All three with what is known before the network.
    void write(ContainerRecord r, String resolvConfText, String hostGateway) throws IOException {
        Files.writeString(hostname(), Given.text(r.config().hostname()) + "\n");
        Files.writeString(resolvConf(), resolvConfText);
        writeHosts(r, hostGateway);
    }

    /// Again, with the addresses of its endpoints. In place: the file is mounted.
    void writeHosts(ContainerRecord r, String hostGateway) throws IOException {
        Files.writeString(
                hosts(),
                NetworkMode.of(r.spec()) instanceof NetworkMode.Host
                        ? hostFile("/etc/hosts") + extra(r, hostGateway)
                        : hostsText(r, hostGateway));
    }

    /// After a network was joined or left: only the lines of its own addresses change. Nothing to do if it was never
    /// started.
    void changeHosts(ContainerRecord before, ContainerRecord after) throws IOException {
        if (!Files.exists(hosts())) {
            return;
        }
        var old = own(before);
        var lines = new ArrayList<>(Files.readAllLines(hosts()));
        lines.removeIf(old::contains);
        lines.addAll(own(after));
        Files.writeString(hosts(), String.join("\n", lines) + "\n");
    }

    /// Pure.
    static String hostsText(ContainerRecord r, String hostGateway) {
        var text = new StringBuilder(HEADER).append(extra(r, hostGateway));
        own(r).forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /// One line for each of its addresses.
    private static List<String> own(ContainerRecord r) {
        var lines = new ArrayList<String>();
        for (var endpoint : r.endpoints()) {
            var assigned = endpoint.assigned();
            if (assigned != null) {
                for (var address : List.of(assigned.ipv4Address(), assigned.ipv6Address())) {
                    if (!address.isEmpty()) {
                        lines.add(address + "\t" + names(r));
                    }
                }
            }
        }
        return lines;
    }

    private static String names(ContainerRecord r) {
        var host = Given.text(r.config().hostname());
        var domain = Given.text(r.config().domainname());
        if (!domain.isEmpty()) {
            return host + "." + domain + " " + host;
        }
        int dot = host.indexOf('.');
        return dot < 0 ? host : host + " " + host.substring(0, dot);
    }

    private static String extra(ContainerRecord r, String hostGateway) {
        var text = new StringBuilder();
        for (var entry : Given.list(r.host().network().extraHosts())) {
            int cut = cut(entry);
            if (cut > 0) {
                var address = entry.substring(cut + 1);
                address = address.equals("host-gateway") ? hostGateway : address;
                if (!address.isEmpty()) {
                    text.append(address.replace("[", "").replace("]", ""))
                            .append('\t')
                            .append(entry, 0, cut)
                            .append('\n');
                }
            }
        }
        return text.toString();
    }

    /// `name:address` or `name=address`; an address may have colons, a name has none.
    static int cut(String entry) {
        int colon = entry.indexOf(':');
        int equals = entry.indexOf('=');
        return equals >= 0 && (colon < 0 || equals < colon) ? equals : colon;
    }

    /// Pure.
    static String resolvConfText(ContainerNetworks.Resolving resolving) {
        var lines = new ArrayList<String>();
        resolving.servers().forEach(s -> lines.add("nameserver " + s));
        if (!resolving.search().isEmpty()) {
            lines.add("search " + String.join(" ", resolving.search()));
        }
        if (!resolving.options().isEmpty()) {
            lines.add("options " + String.join(" ", resolving.options()));
        }
        return String.join("\n", lines) + "\n";
    }

    /// The host's own, changed by what the container asked for.
    static String hostResolvConf(HostOptions.NetworkOptions wish) {
        var lines = new ArrayList<String>();
        for (var line : hostFile("/etc/resolv.conf").split("\n")) {
            boolean replaced =
                    (line.startsWith("nameserver") && !Given.list(wish.dns()).isEmpty())
                            || (line.startsWith("search")
                                    && !Given.list(wish.dnsSearch()).isEmpty())
                            || (line.startsWith("options")
                                    && !Given.list(wish.dnsOptions()).isEmpty());
            if (!replaced && !line.startsWith("#") && !line.isBlank()) {
                lines.add(line);
            }
        }
        var changes = resolvConfText(new ContainerNetworks.Resolving(
                Given.list(wish.dns()), Given.list(wish.dnsSearch()), Given.list(wish.dnsOptions()), ""));
        return String.join("\n", lines) + "\n" + (changes.isBlank() ? "" : changes);
    }

    private static String hostFile(String path) {
        var file = Path.of(path);
        try {
            if (Files.size(file) > HOST_FILE_BYTES_MAX) {
                return "";
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException _) {
            return "";
        }
    }
}

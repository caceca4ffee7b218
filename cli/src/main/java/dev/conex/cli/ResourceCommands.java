package dev.conex.cli;

import dev.conex.cli.Command.Arity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Networks and volumes: create, remove, connect, prune.
final class ResourceCommands {
    private ResourceCommands() {}

    static List<Command> all() {
        List<Flag> ipam = List.of(
                Flag.list("subnet", "Subnet in CIDR format that represents a network segment"),
                Flag.list("gateway", "IPv4 or IPv6 Gateway for the master subnet"),
                Flag.list("ip-range", "Allocate container ip from a sub-range"),
                Flag.list("aux-address", "Auxiliary IPv4 or IPv6 addresses used by Network driver"),
                Flag.string("d,driver", "Driver to manage the Network (default \"bridge\")"),
                Flag.list("o,opt", "Set driver specific options"),
                Flag.list("label", "Set metadata on a network"),
                Flag.bool("internal", "Restrict external access to the network"),
                Flag.bool("ipv6", "Enable or disable IPv6 address assignment"),
                Flag.bool("ipv4", "Enable or disable IPv4 address assignment"),
                Flag.bool("attachable", "Enable manual container attachment"));
        return List.of(
                Command.of(
                        "network create",
                        "[OPTIONS] NETWORK",
                        "Create a network",
                        Arity.exactly(1),
                        ipam,
                        ResourceCommands::createNetwork),
                Command.of(
                                "network rm",
                                "NETWORK [NETWORK...]",
                                "Remove one or more networks",
                                Arity.SOME,
                                List.of(Flag.bool("f,force", "Do not error if the network does not exist")),
                                (i, s) -> remove(i, s, "/networks/"))
                        .also("network rm", "network remove"),
                Command.of(
                        "network connect",
                        "[OPTIONS] NETWORK CONTAINER",
                        "Connect a container to a network",
                        Arity.exactly(2),
                        List.of(
                                Flag.list("alias", "Add network-scoped alias for the container"),
                                Flag.string("ip", "IPv4 address (e.g., \"172.30.100.104\")"),
                                Flag.string("ip6", "IPv6 address (e.g., \"2001:db8::33\")"),
                                Flag.list("link", "Add link to another container")),
                        ResourceCommands::connect),
                Command.of(
                        "network disconnect",
                        "[OPTIONS] NETWORK CONTAINER",
                        "Disconnect a container from a network",
                        Arity.exactly(2),
                        List.of(Flag.bool("f,force", "Force the container to disconnect from a network")),
                        ResourceCommands::disconnect),
                Command.of(
                        "network prune",
                        "[OPTIONS]",
                        "Remove all unused networks",
                        Arity.NONE,
                        Prune.FLAGS,
                        ResourceCommands::pruneNetworks),
                Command.of(
                        "volume create",
                        "[OPTIONS] [VOLUME]",
                        "Create a volume",
                        Arity.between(0, 1),
                        List.of(
                                Flag.string("d,driver", "Specify volume driver name (default \"local\")"),
                                Flag.list("o,opt", "Set driver specific options"),
                                Flag.list("label", "Set metadata for a volume")),
                        ResourceCommands::createVolume),
                Command.of(
                                "volume rm",
                                "[OPTIONS] VOLUME [VOLUME...]",
                                "Remove one or more volumes",
                                Arity.SOME,
                                List.of(Flag.bool("f,force", "Force the removal of one or more volumes")),
                                (i, s) -> remove(i, s, "/volumes/"))
                        .also("volume rm", "volume remove"),
                Command.of(
                        "volume prune",
                        "[OPTIONS]",
                        "Remove unused local volumes",
                        Arity.NONE,
                        List.of(
                                Flag.bool("a,all", "Remove all unused volumes, not just anonymous ones"),
                                Prune.FLAGS.get(0),
                                Prune.FLAGS.get(1)),
                        ResourceCommands::pruneVolumes));
    }

    private static int createNetwork(Invocation invocation, Session session) throws IOException {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("Name", invocation.argument(0));
        body.put("Driver", invocation.text("driver", "bridge"));
        body.put("Internal", invocation.on("internal"));
        body.put("Attachable", invocation.on("attachable"));
        body.put("Options", CreateBody.pairs(invocation.all("opt")));
        body.put("Labels", CreateBody.pairs(invocation.all("label")));
        if (invocation.has("ipv6")) {
            body.put("EnableIPv6", invocation.on("ipv6"));
        }
        if (invocation.has("ipv4")) {
            body.put("EnableIPv4", invocation.on("ipv4"));
        }
        List<Map<String, Object>> config = new ArrayList<>();
        List<String> subnets = invocation.all("subnet");
        for (int i = 0; i < subnets.size(); i++) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("Subnet", subnets.get(i));
            putAt(one, "Gateway", invocation.all("gateway"), i);
            putAt(one, "IPRange", invocation.all("ip-range"), i);
            if (i == 0 && invocation.has("aux-address")) {
                one.put("AuxiliaryAddresses", CreateBody.pairs(invocation.all("aux-address")));
            }
            config.add(one);
        }
        body.put(
                "IPAM", config.isEmpty() ? Map.of("Driver", "default") : Map.of("Driver", "default", "Config", config));
        session.println(session.daemon().json("POST", "/networks/create", body).text("Id"));
        return 0;
    }

    private static void putAt(Map<String, Object> map, String key, List<String> values, int index) {
        if (index < values.size()) {
            map.put(key, values.get(index));
        }
    }

    private static int connect(Invocation invocation, Session session) throws IOException {
        Map<String, @Nullable Object> endpoint = new LinkedHashMap<>();
        endpoint.put("Aliases", invocation.all("alias"));
        endpoint.put("Links", invocation.all("link"));
        if (invocation.has("ip") || invocation.has("ip6")) {
            endpoint.put(
                    "IPAMConfig",
                    Map.of("IPv4Address", invocation.text("ip", ""), "IPv6Address", invocation.text("ip6", "")));
        }
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("Container", invocation.argument(1));
        body.put("EndpointConfig", endpoint);
        session.daemon().json("POST", "/networks/" + Daemon.escape(invocation.argument(0)) + "/connect", body);
        return 0;
    }

    private static int disconnect(Invocation invocation, Session session) throws IOException {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("Container", invocation.argument(1));
        body.put("Force", invocation.on("force"));
        session.daemon().json("POST", "/networks/" + Daemon.escape(invocation.argument(0)) + "/disconnect", body);
        return 0;
    }

    private static int remove(Invocation invocation, Session session, String path) throws IOException {
        boolean force = invocation.on("force");
        int code = 0;
        for (String name : invocation.arguments()) {
            try {
                session.daemon()
                        .json(
                                "DELETE",
                                path + Daemon.escape(name) + (force && path.equals("/volumes/") ? "?force=1" : ""));
                session.println(name);
            } catch (DaemonError e) {
                session.err().println(e.spoken());
                code = force && e.status() == 404 ? code : 1;
            }
        }
        return code;
    }

    private static int createVolume(Invocation invocation, Session session) throws IOException {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("Name", invocation.arguments().isEmpty() ? "" : invocation.argument(0));
        body.put("Driver", invocation.text("driver", "local"));
        body.put("DriverOpts", CreateBody.pairs(invocation.all("opt")));
        body.put("Labels", CreateBody.pairs(invocation.all("label")));
        session.println(session.daemon().json("POST", "/volumes/create", body).text("Name"));
        return 0;
    }

    private static int pruneNetworks(Invocation invocation, Session session) throws IOException {
        if (Prune.ask(invocation, session, "all custom networks not used by at least one container")) {
            Prune.part(session, "/networks/prune", Prune.filters(invocation), "NetworksDeleted", "Deleted Networks:");
        }
        return 0;
    }

    private static int pruneVolumes(Invocation invocation, Session session) throws IOException {
        boolean all = invocation.on("all");
        if (!Prune.ask(
                invocation,
                session,
                (all ? "all" : "anonymous") + " local volumes not used by at least one container")) {
            return 0;
        }
        Map<String, List<String>> filters = Prune.filters(invocation);
        if (all) {
            filters.put("all", List.of("true"));
        }
        session.println("Total reclaimed space: "
                + Sizes.human(Prune.part(session, "/volumes/prune", filters, "VolumesDeleted", "Deleted Volumes:")));
        return 0;
    }
}

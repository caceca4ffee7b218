package dev.conex.cli;

import dev.conex.cli.Command.Arity;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// `ps`, `images`, `network ls`, `volume ls`, `history`.
final class ListCommands {
    private static final int ID_CHARS = 12;
    private static final int COMMAND_CHARS = 20;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z z", Locale.ROOT);

    private ListCommands() {}

    static List<Command> all() {
        Flag format = Flag.string("format", "Format output: 'table', 'table TEMPLATE', 'json' or a Go template");
        Flag filter = Flag.of("f,filter", Flag.Kind.FILTER, "Filter output based on conditions provided");
        Flag whole = Flag.bool("no-trunc", "Don't truncate output");
        Flag quiet = Flag.bool("q,quiet", "Only display IDs or names");
        return List.of(
                Command.of(
                                "container ls",
                                "[OPTIONS]",
                                "List containers",
                                Arity.NONE,
                                List.of(
                                        Flag.bool("a,all", "Show all containers (default shows just running)"),
                                        filter,
                                        format,
                                        whole,
                                        quiet,
                                        Flag.integer(
                                                "n,last",
                                                "Show n last created containers (includes all states) (default -1)"),
                                        Flag.bool(
                                                "l,latest", "Show the latest created container (includes all states)"),
                                        Flag.bool("s,size", "Display total file sizes")),
                                ListCommands::containers)
                        .also("ps", "container list", "container ps"),
                Command.of(
                                "image ls",
                                "[OPTIONS] [REPOSITORY[:TAG]]",
                                "List images",
                                Arity.between(0, 1),
                                List.of(
                                        Flag.bool("a,all", "Show all images (default hides intermediate images)"),
                                        Flag.bool("digests", "Show digests"),
                                        filter,
                                        format,
                                        whole,
                                        quiet),
                                ListCommands::images)
                        .also("images", "image list"),
                Command.of(
                                "image history",
                                "[OPTIONS] IMAGE",
                                "Show the history of an image",
                                Arity.exactly(1),
                                List.of(
                                        format,
                                        Flag.bool(
                                                "H,human",
                                                "Print sizes and dates in human readable format (default true)"),
                                        whole,
                                        quiet),
                                ListCommands::history)
                        .also("history"),
                Command.of(
                                "network ls",
                                "[OPTIONS]",
                                "List networks",
                                Arity.NONE,
                                List.of(filter, format, whole, quiet),
                                ListCommands::networks)
                        .also("network list"),
                Command.of(
                                "volume ls",
                                "[OPTIONS]",
                                "List volumes",
                                Arity.NONE,
                                List.of(filter, format, quiet),
                                ListCommands::volumes)
                        .also("volume list"));
    }

    private static String id(String id, Invocation invocation) {
        String bare = id.startsWith("sha256:") ? id.substring("sha256:".length()) : id;
        return invocation.on("no-trunc") ? id : bare.substring(0, Math.min(ID_CHARS, bare.length()));
    }

    private static int containers(Invocation invocation, Session session) throws IOException {
        long last = invocation.on("latest") ? 1 : invocation.number("last", -1);
        boolean size = invocation.on("size");
        Tree answer = session.daemon()
                .json(
                        "GET",
                        "/containers/json"
                                + Daemon.query(
                                        "all",
                                        invocation.on("all") ? "1" : "",
                                        "limit",
                                        last > 0 ? Long.toString(last) : "",
                                        "size",
                                        size ? "1" : "",
                                        "filters",
                                        Daemon.filters(Prune.filters(invocation))));
        List<Map<String, Object>> rows = answer.list().stream()
                .map(item -> containerRow(item, invocation))
                .toList();
        if (invocation.on("quiet")) {
            rows.forEach(row -> session.println(String.valueOf(row.get("ID"))));
            return 0;
        }
        session.out().print(containerTable(size).print(invocation.text("format"), rows));
        return 0;
    }

    private static Rows containerTable(boolean size) {
        List<String> columns = new ArrayList<>(List.of(
                "ID",
                "CONTAINER ID",
                "Image",
                "IMAGE",
                "Command",
                "COMMAND",
                "RunningFor",
                "CREATED",
                "Status",
                "STATUS",
                "Ports",
                "PORTS",
                "Names",
                "NAMES"));
        if (size) {
            columns.addAll(List.of("Size", "SIZE"));
        }
        return new Rows(columns.toArray(String[]::new))
                .also("Size", "SIZE", "State", "STATE", "CreatedAt", "CREATED AT", "Labels", "LABELS")
                .also("Mounts", "MOUNTS", "Networks", "NETWORKS", "LocalVolumes", "LOCAL VOLUMES");
    }

    private static Map<String, Object> containerRow(Tree item, Invocation invocation) {
        Map<String, Object> row = new LinkedHashMap<>();
        String command = item.text("Command");
        Instant created = Instant.ofEpochSecond(item.number("Created"));
        row.put("ID", id(item.text("Id"), invocation));
        row.put("Image", item.text("Image").isEmpty() ? "<no image>" : item.text("Image"));
        row.put("Command", "\"" + (invocation.on("no-trunc") ? command : ellipsis(command, COMMAND_CHARS)) + "\"");
        row.put("CreatedAt", TIME.format(created.atZone(ZoneId.systemDefault())));
        row.put("RunningFor", ago(created));
        row.put("Ports", PortWords.of(item.list("Ports")));
        row.put("State", item.text("State"));
        row.put("Status", item.text("Status"));
        row.put(
                "Names",
                item.texts("Names").stream()
                        .map(name -> name.replaceFirst("^/", ""))
                        .collect(Collectors.joining(",")));
        row.put("Labels", labels(item));
        row.put(
                "Mounts",
                item.list("Mounts").stream()
                        .map(mount -> mount.text("Name").isEmpty() ? mount.text("Source") : mount.text("Name"))
                        .collect(Collectors.joining(",")));
        row.put(
                "LocalVolumes",
                Long.toString(item.list("Mounts").stream()
                        .filter(mount -> mount.text("Driver").equals("local"))
                        .count()));
        row.put(
                "Networks",
                String.join(",", item.map("NetworkSettings", "Networks").keySet()));
        row.put(
                "Size",
                Sizes.human(item.number("SizeRw"), 3) + " (virtual " + Sizes.human(item.number("SizeRootFs"), 3) + ")");
        row.put("Label", (Function<Object, Object>) name -> item.text("Labels", String.valueOf(name)));
        return row;
    }

    private static String ellipsis(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    static String ago(Instant then) {
        return Durations.human(Duration.between(then, Instant.now())) + " ago";
    }

    private static int images(Invocation invocation, Session session) throws IOException {
        Map<String, List<String>> filters = Prune.filters(invocation);
        if (!invocation.arguments().isEmpty()) {
            filters.put("reference", List.of(invocation.argument(0)));
        }
        Tree answer = session.daemon()
                .json(
                        "GET",
                        "/images/json"
                                + Daemon.query(
                                        "all", invocation.on("all") ? "1" : "", "filters", Daemon.filters(filters)));
        List<Map<String, Object>> rows = new ArrayList<>();
        answer.list().forEach(item -> imageRows(item, invocation, rows));
        if (invocation.on("quiet")) {
            rows.forEach(row -> session.println(String.valueOf(row.get("ID"))));
            return 0;
        }
        Rows shown = invocation.on("digests")
                ? new Rows(
                        "Repository",
                        "REPOSITORY",
                        "Tag",
                        "TAG",
                        "Digest",
                        "DIGEST",
                        "ID",
                        "IMAGE ID",
                        "CreatedSince",
                        "CREATED",
                        "Size",
                        "SIZE")
                : new Rows(
                        "Repository",
                        "REPOSITORY",
                        "Tag",
                        "TAG",
                        "ID",
                        "IMAGE ID",
                        "CreatedSince",
                        "CREATED",
                        "Size",
                        "SIZE");
        session.out()
                .print(shown.also("Digest", "DIGEST", "CreatedAt", "CREATED AT", "Containers", "CONTAINERS")
                        .print(invocation.text("format"), rows));
        return 0;
    }

    private static void imageRows(Tree item, Invocation invocation, List<Map<String, Object>> rows) {
        List<String> tags = item.texts("RepoTags");
        List<String> digests = item.texts("RepoDigests");
        String digest = digests.isEmpty() ? "<none>" : digests.getFirst().replaceFirst("^[^@]*@", "");
        for (String tag : tags.isEmpty() ? List.of("<none>:<none>") : tags) {
            Map<String, Object> row = new LinkedHashMap<>();
            int colon = tag.lastIndexOf(':');
            Instant created = Instant.ofEpochSecond(item.number("Created"));
            row.put("Repository", tag.substring(0, colon));
            row.put("Tag", tag.substring(colon + 1));
            row.put("Digest", digest);
            row.put("ID", id(item.text("Id"), invocation));
            row.put("CreatedAt", TIME.format(created.atZone(ZoneId.systemDefault())));
            row.put("CreatedSince", item.number("Created") <= 0 ? "N/A" : ago(created));
            row.put("Size", Sizes.human(item.number("Size"), 3));
            row.put("Containers", item.number("Containers") < 0 ? "N/A" : item.text("Containers"));
            rows.add(row);
        }
    }

    private static int history(Invocation invocation, Session session) throws IOException {
        Tree answer = session.daemon().json("GET", "/images/" + invocation.argument(0) + "/history");
        boolean human = !invocation.text("human", "true").equals("false");
        List<Map<String, Object>> rows = answer.list().stream()
                .map(item -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    Instant created = Instant.ofEpochSecond(item.number("Created"));
                    String by = item.text("CreatedBy").replace('\t', ' ');
                    row.put("ID", item.text("Id").startsWith("<") ? item.text("Id") : id(item.text("Id"), invocation));
                    row.put("CreatedAt", created.toString());
                    row.put("CreatedSince", human ? ago(created) : created.toString());
                    row.put("CreatedBy", invocation.on("no-trunc") ? by : ellipsis(by, 45));
                    row.put("Size", human ? Sizes.human(item.number("Size"), 3) : item.text("Size"));
                    row.put("Comment", item.text("Comment"));
                    return row;
                })
                .toList();
        if (invocation.on("quiet")) {
            rows.forEach(row -> session.println(String.valueOf(row.get("ID"))));
            return 0;
        }
        session.out()
                .print(new Rows(
                                "ID",
                                "IMAGE",
                                "CreatedSince",
                                "CREATED",
                                "CreatedBy",
                                "CREATED BY",
                                "Size",
                                "SIZE",
                                "Comment",
                                "COMMENT")
                        .also("CreatedAt", "CREATED AT")
                        .print(invocation.text("format"), rows));
        return 0;
    }

    private static String labels(Tree item) {
        return item.map("Labels").entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().text())
                .collect(Collectors.joining(","));
    }

    private static int networks(Invocation invocation, Session session) throws IOException {
        Tree answer = session.daemon()
                .json("GET", "/networks" + Daemon.query("filters", Daemon.filters(Prune.filters(invocation))));
        List<Map<String, Object>> rows = new ArrayList<>(answer.list().stream()
                .map(item -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("ID", id(item.text("Id"), invocation));
                    row.put("Name", item.text("Name"));
                    row.put("Driver", item.text("Driver"));
                    row.put("Scope", item.text("Scope"));
                    row.put("IPv6", item.text("EnableIPv6"));
                    row.put("Internal", item.text("Internal"));
                    row.put("Labels", labels(item));
                    row.put("CreatedAt", item.text("Created"));
                    row.put("Label", (Function<Object, Object>) name -> item.text("Labels", String.valueOf(name)));
                    return row;
                })
                .toList());
        rows.sort(java.util.Comparator.comparing(row -> String.valueOf(row.get("Name"))));
        if (invocation.on("quiet")) {
            rows.forEach(row -> session.println(String.valueOf(row.get("ID"))));
            return 0;
        }
        session.out()
                .print(new Rows("ID", "NETWORK ID", "Name", "NAME", "Driver", "DRIVER", "Scope", "SCOPE")
                        .also("IPv6", "IPV6", "Internal", "INTERNAL", "Labels", "LABELS", "CreatedAt", "CREATED AT")
                        .print(invocation.text("format"), rows));
        return 0;
    }

    private static int volumes(Invocation invocation, Session session) throws IOException {
        Tree answer = session.daemon()
                .json("GET", "/volumes" + Daemon.query("filters", Daemon.filters(Prune.filters(invocation))));
        List<Map<String, Object>> rows = new ArrayList<>(answer.list("Volumes").stream()
                .map(item -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("Driver", item.text("Driver"));
                    row.put("Name", item.text("Name"));
                    row.put("Scope", item.text("Scope"));
                    row.put("Mountpoint", item.text("Mountpoint"));
                    row.put("Labels", labels(item));
                    row.put("Label", (Function<Object, Object>) name -> item.text("Labels", String.valueOf(name)));
                    return row;
                })
                .toList());
        rows.sort(java.util.Comparator.comparing(row -> String.valueOf(row.get("Name"))));
        if (invocation.on("quiet")) {
            rows.forEach(row -> session.println(String.valueOf(row.get("Name"))));
            return 0;
        }
        session.out()
                .print(new Rows("Driver", "DRIVER", "Name", "VOLUME NAME")
                        .also("Scope", "SCOPE", "Mountpoint", "MOUNTPOINT", "Labels", "LABELS")
                        .print(invocation.text("format"), rows));
        return 0;
    }
}

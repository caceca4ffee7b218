package dev.conex.cli;

import dev.conex.cli.Command.Arity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// `stats`.
final class StatsCommand {
    private static final String CLEAR_SCREEN = "\033[H\033[2J";

    private StatsCommand() {}

    static Command command() {
        return Command.of(
                        "container stats",
                        "[OPTIONS] [CONTAINER...]",
                        "Display a live stream of container(s) resource usage statistics",
                        Arity.ANY,
                        List.of(
                                Flag.bool("a,all", "Show all containers (default shows just running)"),
                                Flag.string(
                                        "format", "Format output: 'table', 'table TEMPLATE', 'json' or a Go template"),
                                Flag.bool("no-stream", "Disable streaming stats and only pull the first result"),
                                Flag.bool("no-trunc", "Do not truncate output")),
                        StatsCommand::stats)
                .also("stats");
    }

    private static int stats(Invocation invocation, Session session) throws IOException, InterruptedException {
        while (true) {
            List<String> names = invocation.arguments();
            if (names.isEmpty()) {
                names =
                        session
                                .daemon()
                                .json("GET", "/containers/json" + (invocation.on("all") ? "?all=1" : ""))
                                .list()
                                .stream()
                                .map(item -> item.text("Id"))
                                .toList();
            }
            String text = rows().print(invocation.text("format"), once(names, invocation, session));
            session.out().print(invocation.on("no-stream") ? text : CLEAR_SCREEN + text);
            session.out().flush();
            if (invocation.on("no-stream")) {
                return 0;
            }
        }
    }

    private static Rows rows() {
        return new Rows(
                        "ID",
                        "CONTAINER ID",
                        "Name",
                        "NAME",
                        "CPUPerc",
                        "CPU %",
                        "MemUsage",
                        "MEM USAGE / LIMIT",
                        "MemPerc",
                        "MEM %",
                        "NetIO",
                        "NET I/O",
                        "BlockIO",
                        "BLOCK I/O",
                        "PIDs",
                        "PIDS")
                .also("Container", "CONTAINER");
    }

    private static List<Map<String, Object>> once(List<String> names, Invocation invocation, Session session)
            throws IOException, InterruptedException {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Map<String, Object>>> asked = new ArrayList<>();
            for (String name : names) {
                asked.add(pool.submit(() -> row(
                        name,
                        session.daemon().json("GET", ContainerCommands.path(name, "/stats?stream=0")),
                        invocation)));
            }
            List<Map<String, Object>> rows = new ArrayList<>();
            for (Future<Map<String, Object>> answer : asked) {
                rows.add(answer.get());
            }
            return rows;
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof DaemonError refused) {
                throw refused;
            }
            throw new IOException("ask for statistics", e);
        }
    }

    private static Map<String, Object> row(String name, Tree stats, Invocation invocation) {
        Map<String, Object> row = new LinkedHashMap<>();
        String id = stats.text("id");
        double used = Math.max(0, stats.decimal("memory_stats", "usage") - inactive(stats));
        double limit = stats.decimal("memory_stats", "limit");
        row.put("Container", name);
        row.put("ID", invocation.on("no-trunc") ? id : id.substring(0, Math.min(12, id.length())));
        row.put("Name", stats.text("name").replaceFirst("^/", ""));
        row.put("CPUPerc", "%.2f%%".formatted(cpuPercent(stats)));
        row.put("MemUsage", Sizes.binary(used) + " / " + Sizes.binary(limit));
        row.put("MemPerc", "%.2f%%".formatted(limit == 0 ? 0 : used / limit * 100));
        double received = stats.map("networks").values().stream()
                .mapToDouble(net -> net.decimal("rx_bytes"))
                .sum();
        double sent = stats.map("networks").values().stream()
                .mapToDouble(net -> net.decimal("tx_bytes"))
                .sum();
        row.put("NetIO", Sizes.human(received, 3) + " / " + Sizes.human(sent, 3));
        row.put(
                "BlockIO",
                Sizes.human(blockBytes(stats, "read"), 3) + " / " + Sizes.human(blockBytes(stats, "write"), 3));
        row.put("PIDs", stats.number("pids_stats", "current"));
        return row;
    }

    private static double inactive(Tree stats) {
        Tree memory = stats.at("memory_stats", "stats");
        return memory.at("total_inactive_file").missing()
                ? memory.decimal("inactive_file")
                : memory.decimal("total_inactive_file");
    }

    private static double cpuPercent(Tree stats) {
        double used = stats.decimal("cpu_stats", "cpu_usage", "total_usage")
                - stats.decimal("precpu_stats", "cpu_usage", "total_usage");
        double passed =
                stats.decimal("cpu_stats", "system_cpu_usage") - stats.decimal("precpu_stats", "system_cpu_usage");
        return passed <= 0 ? 0 : used / passed * Math.max(1, stats.decimal("cpu_stats", "online_cpus")) * 100;
    }

    private static double blockBytes(Tree stats, String kind) {
        return stats.list("blkio_stats", "io_service_bytes_recursive").stream()
                .filter(entry -> entry.text("op").equalsIgnoreCase(kind))
                .mapToDouble(entry -> entry.decimal("value"))
                .sum();
    }
}

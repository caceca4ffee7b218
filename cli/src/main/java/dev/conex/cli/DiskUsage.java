package dev.conex.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `system df`: what each kind takes, and what pruning would give back.
final class DiskUsage {
    private DiskUsage() {}

    static int print(Invocation invocation, Session session) throws IOException {
        Tree usage = session.daemon().json("GET", "/system/df");
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Tree> images = usage.list("Images");
        long layers = usage.number("LayersSize");
        long usedImages =
                images.stream().filter(image -> image.number("Containers") > 0).count();
        long free = images.stream()
                .filter(image -> image.number("Containers") <= 0)
                .mapToLong(image -> image.number("Size") - Math.max(0, image.number("SharedSize")))
                .sum();
        rows.add(row("Images", images.size(), usedImages, layers, Math.min(free, layers)));
        List<Tree> containers = usage.list("Containers");
        List<Tree> stopped = containers.stream()
                .filter(container -> !List.of("running", "paused", "restarting").contains(container.text("State")))
                .toList();
        rows.add(row(
                "Containers",
                containers.size(),
                containers.size() - stopped.size(),
                sum(containers, "SizeRw"),
                sum(stopped, "SizeRw")));
        List<Tree> volumes = usage.list("Volumes");
        List<Tree> unused = volumes.stream()
                .filter(volume -> volume.number("UsageData", "RefCount") <= 0)
                .toList();
        rows.add(row(
                "Local Volumes", volumes.size(), volumes.size() - unused.size(), usageSum(volumes), usageSum(unused)));
        List<Tree> cache = usage.list("BuildCache");
        List<Tree> idle = cache.stream().filter(entry -> !entry.on("InUse")).toList();
        rows.add(row("Build Cache", cache.size(), cache.size() - idle.size(), sum(cache, "Size"), sum(idle, "Size")));
        session.out()
                .print(new Rows(
                                "Type",
                                "TYPE",
                                "TotalCount",
                                "TOTAL",
                                "Active",
                                "ACTIVE",
                                "Size",
                                "SIZE",
                                "Reclaimable",
                                "RECLAIMABLE")
                        .print(invocation.text("format"), rows));
        return 0;
    }

    private static long sum(List<Tree> items, String key) {
        return items.stream().mapToLong(item -> item.number(key)).sum();
    }

    private static long usageSum(List<Tree> volumes) {
        return volumes.stream()
                .mapToLong(volume -> Math.max(0, volume.number("UsageData", "Size")))
                .sum();
    }

    private static Map<String, Object> row(String type, long total, long active, long size, long reclaimable) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("Type", type);
        row.put("TotalCount", total);
        row.put("Active", active);
        row.put("Size", Sizes.human(size));
        row.put("Reclaimable", Sizes.human(reclaimable) + (size > 0 ? " (" + reclaimable * 100 / size + "%)" : ""));
        return row;
    }
}

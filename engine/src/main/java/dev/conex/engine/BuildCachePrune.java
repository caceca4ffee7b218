package dev.conex.engine;

import dev.conex.engine.stored.StoredStep;
import dev.conex.oci.ChainId;
import dev.conex.oci.Digest;
import dev.conex.storage.Root;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Shows and prunes the build cache. What a running build uses has its lease and stays.
record BuildCachePrune(Core core, BuildStepRecords records, BuildMounts mounts) {
    private static final Set<String> FILTERS =
            Set.of("until", "unused-for", "id", "parent", "type", "description", "inuse", "shared", "private");
    private static final String TYPE = "regular";

    List<BuildCacheRow> rows() {
        var all = records.all();
        return all.entrySet().stream()
                .filter(e -> isShown(e.getKey(), e.getValue(), all))
                .map(e -> row(e.getKey(), e.getValue()))
                .toList();
    }

    /// A step may be known by two keys, and lines that only change the config are known too: neither is a row.
    private static boolean isShown(String key, StoredStep step, Map<String, StoredStep> all) {
        var settled = step.settled().substring(step.settled().indexOf(':') + 1);
        return !step.layers().isEmpty() && (settled.equals(key) || !all.containsKey(settled));
    }

    private static BuildCacheRow row(String key, StoredStep step) {
        return new BuildCacheRow(
                key.substring(0, ContainerId.SHORT_LENGTH), List.of(), TYPE, step.description(), false, false,
                step.bytes(), Instant.parse(step.created()), Instant.parse(step.lastUsed()), step.usageCount());
    }

    Pruned prune(BuildPrune wish) {
        wish.filters().only(FILTERS);
        try {
            var all = records.all();
            var doomed = doomed(wish, all);
            var deleted = new ArrayList<String>();
            for (var entry : doomed) {
                records.delete(entry.getKey());
                if (isShown(entry.getKey(), entry.getValue(), all)) {
                    deleted.add(entry.getKey().substring(0, ContainerId.SHORT_LENGTH));
                }
            }
            if (wish.all() && wish.keepBytes() == 0 && wish.filters().values().isEmpty()) {
                mounts.clear();
            }
            var sweep = core.storage().sweep();
            // naming an image and sweeping exclude each other
            synchronized (core.storage().names()) {
                return new Pruned(deleted, sweep.apply(sweep.plan(roots())));
            }
        } catch (IOException e) {
            throw new Refusal.Failed("prune the build cache", e);
        }
    }

    /// Oldest use first, as long as more is kept than shall be.
    private List<Map.Entry<String, StoredStep>> doomed(BuildPrune wish, Map<String, StoredStep> all) {
        var fitting = new ArrayList<>(all.entrySet());
        long total = fitting.stream()
                .filter(e -> isShown(e.getKey(), e.getValue(), all))
                .mapToLong(e -> e.getValue().bytes())
                .sum();
        fitting.removeIf(e -> !fits(e.getKey(), e.getValue(), wish.filters()));
        fitting.sort(Comparator.comparing(e -> e.getValue().lastUsed()));
        var doomed = new ArrayList<Map.Entry<String, StoredStep>>();
        for (var entry : fitting) {
            if (wish.keepBytes() > 0 && total <= wish.keepBytes()) {
                break;
            }
            total -= isShown(entry.getKey(), entry.getValue(), all) ? entry.getValue().bytes() : 0;
            doomed.add(entry);
        }
        return doomed;
    }

    private static boolean fits(String key, StoredStep step, Filters filters) {
        var used = Instant.parse(step.lastUsed());
        for (var name : List.of("until", "unused-for")) {
            for (var age : filters.of(name)) {
                if (used.isAfter(Instant.now().minus(age(age)))) {
                    return false;
                }
            }
        }
        boolean id = !filters.has("id") || filters.of("id").stream().anyMatch(key::startsWith);
        return id && filters.fits("type", TYPE) && filters.fits("description", step.description());
    }

    private static Duration age(String text) {
        try {
            return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException e) {
            throw new Refusal.Invalid(Refusal.What.TIME, text, "time: invalid duration \"%s\"".formatted(text));
        }
    }

    /// What must stay besides names and leases: the rest of the cache, and what containers were made of.
    private List<Root> roots() {
        var roots = new ArrayList<>(records.roots());
        core.table().records().forEach(r -> {
            var reason = "container " + r.name();
            roots.add(new Root.OfBlob(reason, Digest.parse(r.origin().digest())));
            if (!r.origin().chain().isEmpty()) {
                roots.add(new Root.OfLayer(reason, ChainId.parse(r.origin().chain().getLast())));
            }
        });
        return roots;
    }
}

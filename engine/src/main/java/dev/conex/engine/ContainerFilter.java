package dev.conex.engine;

import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Which containers a list wants, as Docker reads the filters. Pure.
final class ContainerFilter {
    private static final Set<String> KEYS = Set.of(
            "ancestor",
            "before",
            "expose",
            "exited",
            "health",
            "id",
            "isolation",
            "is-task",
            "label",
            "name",
            "network",
            "publish",
            "since",
            "status",
            "volume");
    private static final Set<String> STATES =
            Set.of("created", "running", "paused", "restarting", "removing", "exited", "dead");

    private static final Set<String> HEALTHS = Set.of("none", "starting", "healthy", "unhealthy");

    private final Filters filters;
    private final @Nullable ContainerRecord before;
    private final @Nullable ContainerRecord since;

    ContainerFilter(Filters filters, Function<String, ContainerRecord> find) {
        this.filters = filters.only(KEYS);
        for (var status : filters.of("status")) {
            if (!STATES.contains(status)) {
                throw new Refusal.Invalid(
                        Refusal.What.FILTER, "status=" + status, "invalid filter 'status=%s': invalid value for state (%s): must be one of created, running, paused, restarting, removing, exited, dead"
                                .formatted(status, status));
            }
        }
        for (var health : filters.of("health")) {
            if (!HEALTHS.contains(health)) {
                throw new Refusal.Invalid(
                        Refusal.What.FILTER,
                        "health=" + health,
                        "invalid filter 'health=%s': invalid value for health (%s): must be one of none, starting, healthy, unhealthy"
                                .formatted(health, health));
            }
        }
        this.before = filters.has("before") ? find.apply(filters.of("before").getFirst()) : null;
        this.since = filters.has("since") ? find.apply(filters.of("since").getFirst()) : null;
        filters.of("exited").forEach(ContainerFilter::number);
    }

    /// Whether stopped ones are wanted although nobody said `all`.
    boolean wantsStopped() {
        return filters.has("status") || filters.has("exited") || before != null || since != null;
    }

    boolean fits(ContainerRecord r, @Nullable Health health) {
        return fitsIdentity(r)
                && filters.fits("status", r.state().word())
                && fitsExited(r)
                && filters.fitsLabels(Given.map(r.config().labels()))
                && fitsHealth(health)
                && fitsVolume(r)
                && fitsNetwork(r)
                && fitsPorts("expose", ContainerViews.exposed(r))
                && fitsPorts("publish", Given.map(r.host().network().ports()).keySet())
                && fitsAncestor(r)
                && (before == null || r.created().isBefore(before.created()))
                && (since == null || r.created().isAfter(since.created()))
                && (!filters.has("is-task")
                        || filters.of("is-task").stream()
                                .allMatch(v -> v.toLowerCase(Locale.ROOT).equals("false") || v.equals("0")));
    }

    private boolean fitsIdentity(ContainerRecord r) {
        var ids = filters.of("id");
        var names = filters.of("name");
        return (ids.isEmpty() || ids.stream().anyMatch(r.id()::startsWith))
                && (names.isEmpty() || names.stream().anyMatch(n -> matches(n, r.name())));
    }

    private static boolean matches(String wish, String name) {
        try {
            var pattern = Pattern.compile(wish);
            return pattern.matcher(name).find() || pattern.matcher("/" + name).find();
        } catch (PatternSyntaxException _) {
            return name.contains(wish);
        }
    }

    private boolean fitsExited(ContainerRecord r) {
        var codes = filters.of("exited");
        return codes.isEmpty()
                || (r.state() instanceof ContainerState.Exited s
                        && codes.stream().anyMatch(c -> number(c) == s.life().exitCode()));
    }

    private static int number(String given) {
        try {
            return Integer.parseInt(given);
        } catch (NumberFormatException _) {
            throw new Refusal.Invalid(
                    Refusal.What.FILTER,
                    "exited=" + given,
                    "invalid filter 'exited=%s': strconv.Atoi: parsing \"%s\": invalid syntax".formatted(given, given));
        }
    }

    private boolean fitsHealth(@Nullable Health health) {
        return filters.fits("health", health == null ? "none" : health.status().word());
    }

    private boolean fitsVolume(ContainerRecord r) {
        var wanted = filters.of("volume");
        return wanted.isEmpty()
                || r.mounts().stream()
                        .anyMatch(m -> wanted.contains(m.volume())
                                || wanted.contains(m.destination())
                                || wanted.contains(m.source()));
    }

    private boolean fitsNetwork(ContainerRecord r) {
        var wanted = filters.of("network");
        return wanted.isEmpty()
                || wanted.contains(r.host().network().mode())
                || r.endpoints().stream()
                        .anyMatch(e -> wanted.stream()
                                .anyMatch(w -> w.equals(e.networkName())
                                        || e.networkId().startsWith(w)));
    }

    /// `80`, `80/tcp`, `8000-8010/tcp`.
    private boolean fitsPorts(String key, java.util.Collection<String> ports) {
        var wanted = filters.of(key);
        return wanted.isEmpty() || wanted.stream().anyMatch(w -> ports.stream().anyMatch(p -> portFits(w, p)));
    }

    private static boolean portFits(String wish, String port) {
        var w = wish.split("/", 2);
        var p = port.split("/", 2);
        var protocol = w.length > 1 ? w[1] : "tcp";
        if (!protocol.equals(p.length > 1 ? p[1] : "tcp")) {
            return false;
        }
        var range = w[0].split("-", 2);
        try {
            int n = Integer.parseInt(p[0]);
            return Integer.parseInt(range[0]) <= n && n <= Integer.parseInt(range[range.length - 1]);
        } catch (NumberFormatException _) {
            return w[0].equals(p[0]);
        }
    }

    private boolean fitsAncestor(ContainerRecord r) {
        var wanted = filters.of("ancestor");
        return wanted.isEmpty() || wanted.stream().anyMatch(w -> isAncestor(w, r));
    }

    private static boolean isAncestor(String wish, ContainerRecord r) {
        var image = r.config().image();
        var id = r.origin().imageId();
        var hex = id.startsWith("sha256:") ? id.substring("sha256:".length()) : id;
        return wish.equals(image)
                || (image.startsWith(wish) && image.charAt(wish.length()) == ':')
                || (wish.startsWith(image) && wish.substring(image.length()).equals(":latest"))
                || id.equals(wish)
                || (wish.length() >= ContainerId.SHORT_LENGTH && hex.startsWith(wish));
    }
}

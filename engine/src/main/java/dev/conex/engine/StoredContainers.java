package dev.conex.engine;

import dev.conex.engine.ContainerStore.Safety;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Containers as records: create, look at, change, remove. Reading takes no lock.
final class StoredContainers implements Containers {
    private static final Set<String> PRUNE_FILTERS = Set.of("label", "label!", "until");

    private final Core core;
    private final ContainerTable table;
    private final ContainerCreator creator;
    private final ContainerRemover remover;
    private final ExecTable execs;
    private final StartPlans plans;
    private final ContainerSizes sizes;
    private final ContainerEvents events;

    StoredContainers(Core core, ContainerCreator creator, ContainerRemover remover, ExecTable execs) {
        this.core = core;
        this.table = core.table();
        this.creator = creator;
        this.remover = remover;
        this.execs = execs;
        this.plans = new StartPlans(core);
        this.sizes = new ContainerSizes(core.storage());
        this.events = new ContainerEvents(core.events());
    }

    @Override
    public ContainerCreated create(ContainerCreate request) {
        return creator.create(request);
    }

    @Override
    public ContainerInspect inspect(String ref, boolean withSize) {
        var cell = table.find(ref);
        var r = cell.record();
        return ContainerViews.inspect(
                r, cell.health(), execs.of(cell.id()), core.stateDir(cell.id()), withSize ? sizes(r) : null);
    }

    @Override
    public List<ContainerSummary> list(ContainerQuery query) {
        var filter = new ContainerFilter(query.filters(), ref -> table.find(ref).record());
        boolean all = query.all() || query.limit() > 0 || filter.wantsStopped();
        return table.all().stream()
                .filter(c -> all || runs(c.record()))
                .filter(c -> filter.fits(c.record(), c.health()))
                .sorted(Comparator.comparing((ContainerCell c) -> c.record().created())
                        .reversed())
                .limit(query.limit() > 0 ? query.limit() : Long.MAX_VALUE)
                .map(c -> ContainerViews.summary(c.record(), c.health(), query.sizes() ? sizes(c.record()) : null))
                .toList();
    }

    private static boolean runs(ContainerRecord r) {
        return r.state().alive() || r.state() instanceof ContainerState.Restarting;
    }

    private ContainerInspect.Sizes sizes(ContainerRecord r) {
        try {
            return sizes.of(r);
        } catch (IOException e) {
            throw new Refusal.Failed("size of container %s".formatted(r.key().shortened()), e);
        }
    }

    @Override
    public void rename(String ref, String name) {
        var cell = table.find(ref);
        var wanted = ContainerName.parse(name);
        try (var _ = cell.hold()) {
            var r = cell.record();
            if (r.name().equals(wanted)) {
                throw new Refusal.Invalid(
                        Refusal.What.CONTAINER_NAME,
                        name,
                        "Renaming a container with the same name as its current name");
            }
            table.reserve(wanted, r.id());
            try {
                table.publish(cell, r.withName(wanted), Safety.POWER_CUT);
            } catch (Refusal e) {
                table.release(wanted, r.id());
                throw e;
            }
            table.release(r.name(), r.id());
            events.say(cell.record(), "rename", Map.of("oldName", "/" + r.name()));
        }
    }

    @Override
    public List<String> update(String ref, ContainerUpdate update) {
        var cell = table.find(ref);
        var warnings = SpecLimits.check(update.resources(), core.hostCpus());
        try (var _ = cell.hold()) {
            var r = cell.record();
            var policy = update.restart();
            if (policy != null) {
                SpecCheck.checkPolicy(policy);
            }
            if (policy != null && r.autoRemove() && !policy.never()) {
                throw new Refusal.Conflict(
                        "Restart policy cannot be updated because AutoRemove is enabled for the container");
            }
            var host = r.host().withResources(SpecLimits.over(r.host().resources(), update.resources()));
            if (policy != null && !policy.name().isEmpty()) {
                host = host.withLife(host.life().withRestart(policy));
            }
            SpecLimits.check(host.resources(), core.hostCpus());
            var instance = cell.instance();
            if (instance != null) {
                instance.update(SpecLimits.limits(host.resources()));
            }
            table.publish(cell, r.withSpec(r.spec().withHost(host)), Safety.POWER_CUT);
            events.say(cell.record(), "update");
            return warnings;
        } catch (IOException e) {
            throw new Refusal.Failed("update container %s".formatted(cell.id().shortened()), e);
        }
    }

    @Override
    public void remove(String ref, RemoveOptions options) {
        remover.remove(table.find(ref), options);
    }

    @Override
    public Pruned prune(Filters filters) {
        filters.only(PRUNE_FILTERS);
        var until = filters.has("until") ? TimeWords.until(filters.of("until").getFirst(), Instant.now()) : null;
        var deleted = new ArrayList<String>();
        long bytes = 0;
        for (var cell : table.all()) {
            var r = cell.record();
            if (!cell.idle()
                    || !filters.fitsLabels(Given.map(r.config().labels()))
                    || (until != null && r.created().isAfter(until))) {
                continue;
            }
            try {
                var size = sizes(r);
                remover.remove(cell, RemoveOptions.PLAIN);
                deleted.add(r.id());
                bytes += size.writableBytes();
            } catch (Refusal.WrongState _) {
                // started meanwhile
            }
        }
        core.events().publish(Event.Type.CONTAINER, "prune", "", Map.of("reclaimed", Long.toString(bytes)));
        return new Pruned(deleted, bytes);
    }

    @Override
    public String explain(String ref) {
        return plans.text(table.find(ref).record());
    }

    @Override
    public String dryRun(ContainerCreate request) {
        var image = core.images().resolve(request.spec().config().image(), request.platform());
        return plans.text(creator.draft(request, image));
    }
}

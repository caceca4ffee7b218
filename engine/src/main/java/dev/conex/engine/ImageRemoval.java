package dev.conex.engine;

import dev.conex.oci.Reference;
import dev.conex.storage.Named;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Takes names and images away, by Docker's rules about who may still need them.
record ImageRemoval(ImageCore core) {
    private static final int SHORT_ID = 12;
    private static final Set<String> PRUNE_FILTERS = Set.of("dangling", "until", "label", "label!");

    List<ImageRemoved> remove(String name, boolean force) throws IOException {
        var found = core.names().find(name);
        var removed = new ArrayList<ImageRemoved>();
        if (ImageNames.meansId(name, found)) {
            removeAll(found, force, removed);
        } else {
            removeName(ImageNames.parse(name).tagged(), found, force, removed);
        }
        if (removed.stream().anyMatch(ImageRemoved.Deleted.class::isInstance)) {
            core.sweep();
        }
        return removed;
    }

    private void removeName(Reference wanted, ImageNames.Found found, boolean force, List<ImageRemoved> removed)
            throws IOException {
        var same = same(wanted, found);
        if (same.size() < found.visible().size()) {
            untag(found, same, removed);
            return;
        }
        var user = user(found, same);
        if (user.isEmpty()) {
            removeAll(found, force, removed);
        } else if (force) {
            core.names().keepWithout(same, found);
            untag(found, same, removed);
        } else {
            throw new Refusal.InUse(
                    Refusal.Noun.IMAGE,
                    wanted.familiar(),
                    List.of(user.getFirst().id().value(), shortId(found)),
                    "name");
        }
    }

    /// The names that go with a wanted one: itself, or with a digest all of its repository.
    private static List<Reference> same(Reference wanted, ImageNames.Found found) {
        return found.names().stream()
                .map(Named::reference)
                .filter(r ->
                        wanted.digest() == null ? r.equals(wanted) : r.name().equals(wanted.name()))
                .toList();
    }

    private List<ContainerUse> user(ImageNames.Found found, List<Reference> names) {
        return users(found).stream()
                .filter(u -> names.stream().anyMatch(n -> means(u.imageName(), n)))
                .toList();
    }

    private static boolean means(String imageName, Reference name) {
        try {
            return Reference.parse(imageName).tagged().equals(name);
        } catch (dev.conex.oci.InvalidReference _) {
            return false;
        }
    }

    private List<ContainerUse> users(ImageNames.Found found) {
        return core.containers().all().stream()
                .filter(u -> u.imageId().equals(found.id()))
                .toList();
    }

    private void untag(ImageNames.Found found, List<Reference> references, List<ImageRemoved> removed)
            throws IOException {
        for (var reference : references) {
            core.names().remove(reference);
            if (!ImageNames.isDangling(reference)) {
                core.say("untag", found.id(), found.id(), core.tree(found.target()));
                removed.add(new ImageRemoved.Untagged(reference.familiar()));
            }
        }
    }

    private void removeAll(ImageNames.Found found, boolean force, List<ImageRemoved> removed) throws IOException {
        refuseIfNeeded(found, force);
        var tree = core.tree(found.target());
        if (!users(found).isEmpty()) {
            var all = found.names().stream().map(Named::reference).toList();
            core.names().keepWithout(all, found);
        }
        untag(found, found.names().stream().map(Named::reference).toList(), removed);
        core.say("delete", found.id(), found.id(), tree);
        removed.add(new ImageRemoved.Deleted(found.id()));
    }

    private void refuseIfNeeded(ImageNames.Found found, boolean force) {
        var users = users(found);
        var running = users.stream().filter(ContainerUse::running).toList();
        if (!running.isEmpty()) {
            throw inUse(found, running.getFirst().id().value(), "running");
        }
        if (force) {
            return;
        }
        long repositories = found.visible().stream()
                .map(n -> n.reference().name())
                .distinct()
                .count();
        if (repositories > 1) {
            throw inUse(found, "", "names");
        }
        if (!users.isEmpty()) {
            throw inUse(found, users.getFirst().id().value(), "stopped");
        }
    }

    private static Refusal inUse(ImageNames.Found found, String by, String detail) {
        return new Refusal.InUse(Refusal.Noun.IMAGE, shortId(found), by.isEmpty() ? List.of() : List.of(by), detail);
    }

    private static String shortId(ImageNames.Found found) {
        return found.target().digest().hex().substring(0, SHORT_ID);
    }

    ImagesPruned prune(Filters filters) throws IOException {
        filters.only(PRUNE_FILTERS);
        var flag = ImageFilter.flag(filters, "dangling");
        boolean danglingOnly = flag == null || flag;
        Instant until = null;
        for (var word : filters.of("until")) {
            until = TimeWords.until(word, Instant.now());
        }
        var used = core.containers().all().stream().map(ContainerUse::imageId).toList();
        var removed = new ArrayList<ImageRemoved>();
        for (var found : core.names().all()) {
            var tree = core.tree(found.target());
            var row = new ImageViews(core).row(found, tree, List.of());
            boolean fits = (!danglingOnly || found.dangling())
                    && !used.contains(found.id())
                    && (until == null || row.created().isBefore(until))
                    && filters.fitsLabels(row.labels());
            if (fits) {
                removeAll(found, true, removed);
            }
        }
        long bytes = core.sweep();
        core.events().publish(Event.Type.IMAGE, "prune", "", java.util.Map.of("reclaimed", Long.toString(bytes)));
        return new ImagesPruned(removed, bytes);
    }
}

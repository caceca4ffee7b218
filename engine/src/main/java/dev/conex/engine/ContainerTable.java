package dev.conex.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// All containers: the current record of each, and who has which name. Readers take no lock.
final class ContainerTable {
    private final ConcurrentHashMap<String, ContainerCell> cells = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, String> names = new ConcurrentHashMap<>();
    private final ContainerStore store;

    ContainerTable(ContainerStore store) {
        this.store = store;
    }

    /// Takes a name for an id, or refuses because somebody has it.
    void reserve(String name, String id) {
        var holder = names.putIfAbsent(name, id);
        if (holder != null && !holder.equals(id)) {
            throw new Refusal.NameTaken(Refusal.Noun.CONTAINER, name, holder);
        }
    }

    void release(String name, String id) {
        names.remove(name, id);
    }

    boolean taken(String name) {
        return names.containsKey(name);
    }

    /// A new container, on disk before anybody sees it; its name is reserved already.
    void create(ContainerRecord record) {
        store.put(record, record.autoRemove() ? ContainerStore.Safety.CRASH : ContainerStore.Safety.POWER_CUT);
        add(record);
    }

    /// One that was read from the store; its name is reserved already.
    ContainerCell add(ContainerRecord record) {
        var cell = new ContainerCell(record);
        cells.put(record.id(), cell);
        return cell;
    }

    /// Stores, then shows: what a reader sees survives the engine. Caller holds the cell's lock.
    void publish(ContainerCell cell, ContainerRecord next, ContainerStore.Safety safety) {
        store.put(next, next.autoRemove() ? ContainerStore.Safety.CRASH : safety);
        cell.record(next);
    }

    /// As [#publish], for facts that hold whether or not the disk takes them: then only shown. Answers whether
    /// it was stored.
    boolean publishFact(ContainerCell cell, ContainerRecord next, ContainerStore.Safety safety) {
        try {
            publish(cell, next, safety);
            return true;
        } catch (Refusal.Failed e) {
            Quietly.warn("container %s is %s, which could not be stored: %s"
                    .formatted(cell.id().shortened(), next.state().word(), e.getMessage()));
            cell.record(next);
            return false;
        }
    }

    /// Shows what need not survive the engine, since its next start comes to the same. Caller holds the cell's
    /// lock.
    void show(ContainerCell cell, ContainerRecord next) {
        cell.record(next);
    }

    /// Forgets a container and its name.
    void drop(ContainerCell cell) {
        store.delete(cell.id());
        cells.remove(cell.id().value());
        names.remove(cell.record().name(), cell.id().value());
    }

    List<ContainerCell> all() {
        return new ArrayList<>(cells.values());
    }

    Stream<ContainerRecord> records() {
        return cells.values().stream().map(ContainerCell::record);
    }

    Optional<ContainerCell> byId(String id) {
        return Optional.ofNullable(cells.get(id));
    }

    /// By full id, name, or unique prefix, in this order.
    ContainerCell find(String ref) {
        var exact = cells.get(ref);
        if (exact != null) {
            return exact;
        }
        var named = names.get(ref.startsWith("/") ? ref.substring(1) : ref);
        if (named != null) {
            return byId(named).orElseThrow(() -> new Refusal.NotFound(Refusal.Noun.CONTAINER, ref));
        }
        var fits = ref.isEmpty()
                ? List.<ContainerCell>of()
                : cells.values().stream()
                        .filter(c -> c.id().value().startsWith(ref))
                        .limit(2)
                        .toList();
        if (fits.size() > 1) {
            throw new Refusal.Ambiguous(Refusal.Noun.CONTAINER, ref);
        }
        if (fits.isEmpty()) {
            throw new Refusal.NotFound(Refusal.Noun.CONTAINER, ref);
        }
        return fits.getFirst();
    }
}

package dev.conex.engine;

import dev.conex.engine.ContainerStore.Safety;
import dev.conex.engine.stored.StoredMount;
import dev.conex.linux.Fd;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The table of containers, as the other halves see it.
final class TableUses implements ContainerUses {
    private final ContainerTable table;
    private final Function<ContainerId, EtcFiles> etc;

    /// `etc` finds the files that change with a container's addresses.
    TableUses(ContainerTable table, Function<ContainerId, EtcFiles> etc) {
        this.table = table;
        this.etc = etc;
    }

    @Override
    public List<ContainerUse> all() {
        return table.records().map(TableUses::use).toList();
    }

    @Override
    public ContainerUse find(String ref) {
        return use(table.find(ref).record());
    }

    @Override
    public void changeEndpoints(ContainerId id, EndpointChange change) {
        var cell = table.byId(id.value()).orElseThrow(() -> new Refusal.NotFound(Refusal.Noun.CONTAINER, id.value()));
        try (var _ = cell.hold()) {
            var r = cell.record();
            try (var namespace = namespace(cell)) {
                table.publish(cell, r.withEndpoints(change.apply(use(r), namespace)), Safety.POWER_CUT);
                if (namespace != null) {
                    etc.apply(id).changeHosts(r, cell.record());
                }
            }
        } catch (IOException e) {
            throw new Refusal.Failed("network namespace of container %s".formatted(id.shortened()), e);
        }
    }

    private static @Nullable Fd namespace(ContainerCell cell) throws IOException {
        var instance = cell.instance();
        return instance == null ? null : instance.networkNamespace();
    }

    private static ContainerUse use(ContainerRecord r) {
        return new ContainerUse(
                r.key(),
                r.name(),
                r.origin().imageId(),
                r.config().image(),
                r.state().alive(),
                r.mounts().stream()
                        .filter(m -> m.kind() == StoredMount.Kind.VOLUME)
                        .map(StoredMount::volume)
                        .toList(),
                r.endpoints(),
                r.spec(),
                Given.map(r.config().labels()),
                r.origin().digest());
    }
}

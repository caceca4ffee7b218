package dev.conex.engine;

import dev.conex.network.HostNetwork;
import dev.conex.network.NetworkSettings;
import dev.conex.storage.Records;
import java.io.IOException;

/// The network half of an engine, wired: the door, and what containers need of it. Closing it leaves the kernel as it
/// is while a container runs; otherwise nothing of ours stays there, and opening makes it again.
record NetworkHalf(Networks networks, ContainerNetworks containerNetworks, HostNetwork host, ContainerUses containers)
        implements AutoCloseable {
    static NetworkHalf open(
            EngineConfig.NetworkDefaults defaults, Records records, ContainerUses containers, EventSink events)
            throws IOException {
        var host = HostNetwork.open(
                new NetworkSettings(defaults.ownerTag(), defaults.firewallTable(), defaults.ipForward()));
        try {
            return over(host, defaults, records, containers, events);
        } catch (IOException | RuntimeException e) {
            host.close();
            throw e;
        }
    }

    /// Over a host's network that is open already.
    static NetworkHalf over(
            HostNetwork host,
            EngineConfig.NetworkDefaults defaults,
            Records records,
            ContainerUses containers,
            EventSink events)
            throws IOException {
        var table = new NetworkTable(records);
        var making = new NetworkMaking(host, table, defaults);
        making.open();
        host.warnings().forEach(Quietly::warn);
        var attachments = new NetworkAttachments(host, table, containers, defaults, events);
        return new NetworkHalf(
                new BridgedNetworks(table, containers, attachments, making, events), attachments, host, containers);
    }

    @Override
    public void close() {
        if (containers.all().stream().noneMatch(ContainerUse::running)) {
            Quietly.run("remove bridges and firewall", host::wipe);
        }
        host.close();
    }
}

package dev.conex.engine;

import dev.conex.linux.ErrnoException;
import dev.conex.linux.Fd;
import dev.conex.linux.FileType;
import dev.conex.linux.Node;
import dev.conex.linux.OpenFlags;
import dev.conex.runtime.Device;
import dev.conex.runtime.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Device nodes of the host that a container wants.
final class SpecDevices {
    private SpecDevices() {}

    /// Looked up now: a device that isn't there is refused. A privileged container has them all anyway.
    static List<Device> devices(List<ResourceOptions.DeviceMapping> wanted, boolean privileged) throws ErrnoException {
        var all = new ArrayList<Device>();
        for (var mapping : privileged ? List.<ResourceOptions.DeviceMapping>of() : wanted) {
            all.add(device(mapping));
        }
        return all;
    }

    /// Limits with the rates of single devices, which are looked up now.
    static Limits throttled(Limits limits, ResourceOptions.Blkio wanted) throws ErrnoException {
        var all = new ArrayList<Limits.Throttle>();
        add(all, Limits.Throttle.Kind.READ_BYTES, Given.list(wanted.readBps()));
        add(all, Limits.Throttle.Kind.WRITE_BYTES, Given.list(wanted.writeBps()));
        add(all, Limits.Throttle.Kind.READ_OPERATIONS, Given.list(wanted.readIops()));
        add(all, Limits.Throttle.Kind.WRITE_OPERATIONS, Given.list(wanted.writeIops()));
        var blockIo = new Limits.BlockIo(limits.blockIo().weight(), all);
        return new Limits(limits.memory(), limits.cpu(), limits.pidsMax(), blockIo, limits.oomKillDisable());
    }

    private static void add(
            List<Limits.Throttle> all, Limits.Throttle.Kind kind, List<ResourceOptions.DeviceRate> rates)
            throws ErrnoException {
        for (var rate : rates) {
            try (var node = new Node(Fd.open(Path.of(rate.path()), OpenFlags.PATH, 0))) {
                var device = node.stat().special();
                all.add(new Limits.Throttle(kind, device.major(), device.minor(), rate.rate()));
            }
        }
    }

    private static Device device(ResourceOptions.DeviceMapping mapping) throws ErrnoException {
        try (var node = new Node(Fd.open(Path.of(mapping.pathOnHost()), OpenFlags.PATH, 0))) {
            var stat = node.stat();
            boolean block = stat.type() == FileType.BLOCK_DEVICE;
            if (!block && stat.type() != FileType.CHARACTER_DEVICE) {
                throw refused(mapping, "not a device node");
            }
            var target = mapping.pathInContainer().isEmpty() ? mapping.pathOnHost() : mapping.pathInContainer();
            return new Device(
                    MountGrammar.normal(target),
                    block,
                    stat.special().major(),
                    stat.special().minor(),
                    stat.permissions(),
                    stat.uid(),
                    stat.gid(),
                    mapping.permissions().isEmpty() ? "rwm" : mapping.permissions());
        } catch (ErrnoException _) {
            throw refused(mapping, "no such file or directory");
        }
    }

    private static Refusal.Invalid refused(ResourceOptions.DeviceMapping mapping, String why) {
        return new Refusal.Invalid(
                Refusal.What.DEVICE,
                mapping.pathOnHost(),
                "error gathering device information while adding custom device \"%s\": %s"
                        .formatted(mapping.pathOnHost(), why));
    }
}

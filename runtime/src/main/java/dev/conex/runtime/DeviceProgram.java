package dev.conex.runtime;

import dev.conex.linux.CgroupDeviceFilter;
import dev.conex.linux.Fd;
import dev.conex.linux.OpenFlags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Turns a device policy into the rules that version 2 enforces by a BPF program.
final class DeviceProgram {
    private DeviceProgram() {}

    static void attach(Path cgroup, DevicePolicy policy) throws IOException {
        switch (policy) {
            case DevicePolicy.Everything() -> {}
            case DevicePolicy.Only(var rules) -> {
                List<CgroupDeviceFilter.Rule> all = new ArrayList<>();
                for (DeviceRule rule : rules) {
                    all.add(new CgroupDeviceFilter.Rule(
                            rule.allow(), type(rule.kind()), rule.major(), rule.minor(), access(rule.access())));
                }
                try (Fd directory = Fd.open(cgroup, OpenFlags.READ_ONLY, 0)) {
                    CgroupDeviceFilter.attach(directory, all);
                }
            }
        }
    }

    private static int type(DeviceRule.Kind kind) {
        return switch (kind) {
            case ALL -> CgroupDeviceFilter.ANY;
            case BLOCK -> CgroupDeviceFilter.BLOCK;
            case CHARACTER -> CgroupDeviceFilter.CHARACTER;
        };
    }

    private static int access(String letters) {
        return (letters.contains("m") ? CgroupDeviceFilter.MAKE : 0)
                | (letters.contains("r") ? CgroupDeviceFilter.READ : 0)
                | (letters.contains("w") ? CgroupDeviceFilter.WRITE : 0);
    }
}

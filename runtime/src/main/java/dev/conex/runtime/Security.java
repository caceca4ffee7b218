package dev.conex.runtime;

import java.util.List;

/// What a container may see and touch of the host.
///
/// @param privileged all devices, nothing masked, writable /sys and cgroups
/// @param deviceRules more rules for its cgroup, behind Docker's own
public record Security(
        boolean privileged, List<String> maskedPaths, List<String> readonlyPaths, List<DeviceRule> deviceRules) {
    /// Docker 28's lists.
    public static final Security STANDARD = new Security(
            false,
            List.of(
                    "/proc/asound",
                    "/proc/acpi",
                    "/proc/interrupts",
                    "/proc/kcore",
                    "/proc/keys",
                    "/proc/latency_stats",
                    "/proc/timer_list",
                    "/proc/timer_stats",
                    "/proc/sched_debug",
                    "/proc/scsi",
                    "/sys/firmware",
                    "/sys/devices/virtual/powercap"),
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"),
            List.of());

    public static final Security PRIVILEGED = new Security(true, List.of(), List.of(), List.of());

    public Security {
        maskedPaths = List.copyOf(maskedPaths);
        readonlyPaths = List.copyOf(readonlyPaths);
        deviceRules = List.copyOf(deviceRules);
    }
}

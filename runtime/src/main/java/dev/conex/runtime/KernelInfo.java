package dev.conex.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a launch can count on, observed once.
///
/// @param capabilities what this process may give away
/// @param hardLimits this process's own, -1 for unlimited: where a launch is clamped without CAP_SYS_RESOURCE
/// @param sharedMemory whether the host has a /dev/shm
/// @param hostDevices every device node below /dev, for privileged containers
public record KernelInfo(
        CgroupLayout cgroups,
        long capabilities,
        Map<Rlimit.Resource, Long> hardLimits,
        List<Device> hostDevices,
        boolean sharedMemory) {
    private static final Map<String, Rlimit.Resource> LIMIT_NAMES = Map.ofEntries(
            Map.entry("Max cpu time", Rlimit.Resource.CPU),
            Map.entry("Max file size", Rlimit.Resource.FSIZE),
            Map.entry("Max data size", Rlimit.Resource.DATA),
            Map.entry("Max stack size", Rlimit.Resource.STACK),
            Map.entry("Max core file size", Rlimit.Resource.CORE),
            Map.entry("Max resident set", Rlimit.Resource.RSS),
            Map.entry("Max processes", Rlimit.Resource.NPROC),
            Map.entry("Max open files", Rlimit.Resource.NOFILE),
            Map.entry("Max locked memory", Rlimit.Resource.MEMLOCK),
            Map.entry("Max address space", Rlimit.Resource.AS),
            Map.entry("Max file locks", Rlimit.Resource.LOCKS),
            Map.entry("Max pending signals", Rlimit.Resource.SIGPENDING),
            Map.entry("Max msgqueue size", Rlimit.Resource.MSGQUEUE),
            Map.entry("Max nice priority", Rlimit.Resource.NICE),
            Map.entry("Max realtime priority", Rlimit.Resource.RTPRIO),
            Map.entry("Max realtime timeout", Rlimit.Resource.RTTIME));

    public KernelInfo {
        hardLimits = Map.copyOf(hardLimits);
        hostDevices = List.copyOf(hostDevices);
    }

    /// Looks at this host.
    public static KernelInfo probe() throws IOException {
        return new KernelInfo(
                CgroupLayout.probe(),
                bounding(Files.readString(Path.of("/proc/self/status"))),
                limits(Files.readString(Path.of("/proc/self/limits"))),
                HostDevices.list(Path.of("/dev")),
                Files.isDirectory(Path.of("/dev/shm")));
    }

    /// Whether limits may be raised beyond this process's own.
    boolean raisesLimits() {
        return ((capabilities >> Capabilities.number("SYS_RESOURCE")) & 1) != 0;
    }

    static long bounding(String status) {
        return status.lines()
                .filter(line -> line.startsWith("CapBnd:"))
                .mapToLong(line -> Long.parseUnsignedLong(
                        line.substring("CapBnd:".length()).strip(), 16))
                .findFirst()
                .orElse(0);
    }

    static Map<Rlimit.Resource, Long> limits(String text) {
        Map<Rlimit.Resource, Long> found = new EnumMap<>(Rlimit.Resource.class);
        text.lines()
                .forEach(line -> LIMIT_NAMES.forEach((name, resource) -> {
                    if (line.startsWith(name + " ")) {
                        String hard = line.substring(name.length()).strip().split("\\s+")[1];
                        found.put(resource, hard.equals("unlimited") ? Rlimit.UNLIMITED : Long.parseLong(hard));
                    }
                }));
        return found;
    }
}

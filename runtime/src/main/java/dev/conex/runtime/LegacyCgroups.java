package dev.conex.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Version 1: a directory in every mounted hierarchy.
final class LegacyCgroups implements Cgroups {
    private final List<CgroupLayout.Hierarchy> hierarchies;

    LegacyCgroups(List<CgroupLayout.Hierarchy> hierarchies) {
        this.hierarchies = hierarchies;
    }

    @Override
    public Cgroup create(String path, Limits limits, DevicePolicy devices) throws IOException {
        LegacyCgroup made = open(path);
        try {
            for (CgroupLayout.Hierarchy h : hierarchies) {
                if (h.controllers().contains("cpuset")) {
                    inheritCpuset(h.mount(), Path.of(path));
                } else {
                    Files.createDirectories(h.mount().resolve(path));
                }
            }
            made.update(limits);
            made.allow(devices);
            return made;
        } catch (IOException e) {
            made.delete();
            throw e;
        }
    }

    @Override
    public LegacyCgroup open(String path) {
        Map<String, Path> byName = new LinkedHashMap<>();
        Map<String, Path> byController = new LinkedHashMap<>();
        for (CgroupLayout.Hierarchy h : hierarchies) {
            byName.put(h.name(), h.mount().resolve(path));
            h.controllers().forEach(c -> byController.put(c, h.mount().resolve(path)));
        }
        return new LegacyCgroup(byName, byController);
    }

    /// A new cpuset has no processors, and no process may enter it, until it gets its parent's.
    private static void inheritCpuset(Path mount, Path path) throws IOException {
        Path at = mount;
        for (Path part : path) {
            Path below = at.resolve(part);
            Files.createDirectories(below);
            for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
                if (CgroupFiles.read(below, file).isBlank()) {
                    CgroupFiles.write(below, file, CgroupFiles.read(at, file).strip());
                }
            }
            at = below;
        }
    }
}

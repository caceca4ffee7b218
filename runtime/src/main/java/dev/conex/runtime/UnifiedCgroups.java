package dev.conex.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/// Version 2: one directory.
final class UnifiedCgroups implements Cgroups {
    private static final Set<String> USED = Set.of("cpu", "cpuset", "io", "memory", "pids", "hugetlb");

    private final Path mount;
    private final Set<String> controllers;

    UnifiedCgroups(Path mount, Set<String> controllers) {
        this.mount = mount;
        this.controllers = controllers;
    }

    @Override
    public Cgroup create(String path, Limits limits, DevicePolicy devices) throws IOException {
        UnifiedCgroup made = open(path);
        try {
            Path at = mount;
            for (Path part : Path.of(path)) {
                delegate(at);
                at = at.resolve(part);
                Files.createDirectories(at);
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
    public UnifiedCgroup open(String path) {
        return new UnifiedCgroup(mount.resolve(path));
    }

    /// Hands on the controllers that are there and not handed on yet.
    private void delegate(Path directory) throws IOException {
        Set<String> wanted = new LinkedHashSet<>(USED);
        wanted.retainAll(controllers);
        wanted.removeAll(Arrays.asList(
                CgroupFiles.read(directory, "cgroup.subtree_control").strip().split(" ")));
        for (String controller : wanted) {
            CgroupFiles.write(directory, "cgroup.subtree_control", "+" + controller);
        }
    }
}

package dev.conex.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Limits and measures on version 1; killing and freezing on version 2, which is there without controllers.
final class HybridCgroups implements Cgroups {
    private final Cgroups v1;
    private final Cgroups v2;

    HybridCgroups(Cgroups v1, Cgroups v2) {
        this.v1 = v1;
        this.v2 = v2;
    }

    @Override
    public Cgroup create(String path, Limits limits, DevicePolicy devices) throws IOException {
        Cgroup legacy = v1.create(path, limits, devices);
        try {
            // the device policy sits on version 1
            return new Both(legacy, v2.create(path, limits, DevicePolicy.EVERYTHING));
        } catch (IOException e) {
            legacy.delete();
            throw e;
        }
    }

    @Override
    public Cgroup open(String path) {
        return new Both(v1.open(path), v2.open(path));
    }

    private record Both(Cgroup legacy, Cgroup unified) implements Cgroup {
        @Override
        public Map<String, Path> directories() {
            Map<String, Path> all = new LinkedHashMap<>(legacy.directories());
            all.putAll(unified.directories());
            return all;
        }

        @Override
        public void update(Limits limits) throws IOException {
            legacy.update(limits);
            unified.update(limits);
        }

        @Override
        public void freeze() throws IOException {
            unified.freeze();
        }

        @Override
        public void thaw() throws IOException {
            unified.thaw();
        }

        @Override
        public void kill() throws IOException {
            unified.kill();
        }

        @Override
        public List<Integer> pids() throws IOException {
            return unified.pids();
        }

        @Override
        public Stats stats() throws IOException {
            return legacy.stats();
        }

        @Override
        public Optional<Path> oomEvents() {
            return legacy.oomEvents();
        }

        @Override
        public void delete() throws IOException {
            try {
                legacy.delete();
            } finally {
                unified.delete();
            }
        }
    }
}

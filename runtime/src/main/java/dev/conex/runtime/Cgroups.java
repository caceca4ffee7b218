package dev.conex.runtime;

import java.io.IOException;

/// Makes and finds the cgroups of containers. Three back ends: version 1, version 2, and both at once, where limits
/// sit on version 1 and killing and freezing is done on version 2.
interface Cgroups {
    /// Makes the cgroup at a path below every hierarchy, with its limits and device policy.
    ///
    /// @param path relative
    Cgroup create(String path, Limits limits, DevicePolicy devices) throws IOException;

    /// One that was made earlier; it need not exist any more.
    Cgroup open(String path);

    static Cgroups of(CgroupLayout layout) {
        if (layout.unified()) {
            return new UnifiedCgroups(layout.v2().orElseThrow(), layout.v2Controllers());
        }
        Cgroups v1 = new LegacyCgroups(layout.v1());
        return layout.v2()
                .<Cgroups>map(mount -> new HybridCgroups(v1, new UnifiedCgroups(mount, layout.v2Controllers())))
                .orElse(v1);
    }
}

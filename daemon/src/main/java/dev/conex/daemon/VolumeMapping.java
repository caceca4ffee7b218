package dev.conex.daemon;

import dev.conex.api.Nil;
import dev.conex.api.Times;
import dev.conex.api.VolumeCreateSettings;
import dev.conex.api.VolumeJson;
import dev.conex.engine.VolumeCreate;
import dev.conex.engine.VolumeInspect;
import java.time.temporal.ChronoUnit;

/// Volumes, both ways.
final class VolumeMapping {
    private VolumeMapping() {}

    static VolumeCreate create(VolumeCreateSettings v) {
        return new VolumeCreate(v.name(), v.driver(), v.driverOpts(), v.labels());
    }

    static VolumeJson json(VolumeInspect v) {
        var usage = v.usage();
        return new VolumeJson(
                Times.rfc3339(v.created().truncatedTo(ChronoUnit.SECONDS)),
                v.driver(),
                Nil.map(v.labels()),
                v.mountpoint(),
                v.name(),
                Nil.map(v.options()),
                "local",
                usage == null ? null : new VolumeJson.VolumeUsage(usage.users(), usage.bytes()));
    }
}

package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// How many of each, and where images are kept, part of [InfoJson].
@Json(caseInsensitiveKeys = true)
public record InfoCounts(
        @Json.Property("ID") String id,
        @Json.Property("Containers") int containers,
        @Json.Property("ContainersRunning") int containersRunning,
        @Json.Property("ContainersPaused") int containersPaused,
        @Json.Property("ContainersStopped") int containersStopped,
        @Json.Property("Images") int images,
        @Json.Property("Driver") String driver,
        @Json.Property("DriverStatus") List<List<String>> driverStatus,
        @Json.Property("Plugins") PluginsJson plugins) {
    public InfoCounts {
        id = Nil.text(id);
        driver = Nil.text(driver);
        driverStatus = Nil.orEmpty(driverStatus);
    }

    /// Drivers by kind.
    @Json(caseInsensitiveKeys = true)
    public record PluginsJson(
            @Json.Property("Volume") List<String> volume,
            @Json.Property("Network") List<String> network,
            @Json.Property("Authorization") List<String> authorization,
            @Json.Property("Log") List<String> log) {
        public PluginsJson {
            volume = Nil.orEmpty(volume);
            network = Nil.orEmpty(network);
            authorization = Nil.list(authorization);
            log = Nil.orEmpty(log);
        }
    }
}

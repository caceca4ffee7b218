package dev.conex.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything known of one container. `spec` is the request merged with the image's configuration, as Docker
/// shows it.
public record ContainerInspect(
        ContainerId id,
        String name,
        Instant created,
        String path,
        List<String> args,
        StateView state,
        ImageUse image,
        Paths paths,
        int restartCount,
        List<String> execIds,
        ContainerSpec spec,
        List<MountPoint> mounts,
        NetworkView network,
        @Nullable Sizes sizes) {

    /// Docker's state block. `status` is Docker's word; zero times are [Instant#EPOCH]-free: absent.
    public record StateView(
            String status,
            boolean running,
            boolean paused,
            boolean restarting,
            boolean oomKilled,
            boolean dead,
            int pid,
            int exitCode,
            String error,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable HealthView health) {}

    /// Health as probed: `starting`, `healthy`, `unhealthy`, and the last results, oldest first.
    public record HealthView(String status, int failingStreak, List<HealthResult> log) {}

    /// The image it was made of. `descriptor*` name the manifest for its platform.
    public record ImageUse(
            String id,
            String name,
            String os,
            String descriptorMediaType,
            String descriptorDigest,
            long descriptorSize,
            String architecture,
            @Nullable String variant) {}

    /// Files of the engine about it, as host paths; empty while there are none.
    public record Paths(String resolvConf, String hostname, String hosts, String log) {}

    /// Bytes of the writable layer, and of everything.
    public record Sizes(long writableBytes, long rootBytes) {}

    /// One mount as Docker lists it; `name` and `driver` for volumes.
    public record MountPoint(
            String type,
            String name,
            String source,
            String destination,
            String driver,
            String mode,
            boolean writable,
            String propagation) {}

    /// How it is reached now. `ports`: `80/tcp` → where published; an empty list = exposed only.
    public record NetworkView(
            String sandboxId,
            String sandboxKey,
            Map<String, List<HostOptions.PortBinding>> ports,
            List<Endpoint> endpoints) {}
}

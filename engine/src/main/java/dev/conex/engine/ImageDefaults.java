package dev.conex.engine;

import dev.conex.oci.ContainerDefaults;
import dev.conex.oci.Healthcheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An image's configuration in the words of containers, and back. Pure. Empty means unset on the image's side,
/// absent on the container's.
final class ImageDefaults {
    private ImageDefaults() {}

    static ContainerConfig config(ContainerDefaults d) {
        return new ContainerConfig(
                null,
                null,
                text(d.user()),
                false,
                false,
                false,
                list(d.exposedPorts()),
                false,
                false,
                false,
                list(d.env()),
                list(d.cmd()),
                health(d.healthcheck()),
                d.argsEscaped(),
                "",
                list(d.volumes()),
                text(d.workingDir()),
                list(d.entrypoint()),
                false,
                null,
                list(d.onBuild()),
                d.labels().isEmpty() ? null : d.labels(),
                text(d.stopSignal()),
                null,
                list(d.shell()));
    }

    static ContainerDefaults defaults(ContainerConfig c) {
        return new ContainerDefaults(
                Given.text(c.user()),
                Given.list(c.exposedPorts()),
                Given.list(c.env()),
                Given.list(c.entrypoint()),
                Given.list(c.cmd()),
                Given.list(c.volumes()),
                Given.text(c.workingDir()),
                Given.map(c.labels()),
                Given.text(c.stopSignal()),
                healthcheck(c.healthcheck()),
                Given.list(c.onBuild()),
                Given.list(c.shell()),
                c.argsEscaped());
    }

    private static @Nullable HealthCheck health(@Nullable Healthcheck h) {
        return h == null
                ? null
                : new HealthCheck(
                        h.test(),
                        h.intervalNanos(),
                        h.timeoutNanos(),
                        h.startPeriodNanos(),
                        h.startIntervalNanos(),
                        h.retries());
    }

    private static @Nullable Healthcheck healthcheck(@Nullable HealthCheck h) {
        return h == null
                ? null
                : new Healthcheck(
                        Given.list(h.test()),
                        h.intervalNanos(),
                        h.timeoutNanos(),
                        h.startPeriodNanos(),
                        h.startIntervalNanos(),
                        h.retries());
    }

    private static @Nullable List<String> list(List<String> given) {
        return given.isEmpty() ? null : given;
    }

    private static @Nullable String text(String given) {
        return given.isEmpty() ? null : given;
    }
}

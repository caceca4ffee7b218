package dev.conex.daemon;

import dev.conex.api.ContainerCreateSettings;
import dev.conex.api.ContainerSettings;
import dev.conex.api.Empty;
import dev.conex.api.HealthSettings;
import dev.conex.api.Nil;
import dev.conex.engine.ContainerConfig;
import dev.conex.engine.ContainerSpec;
import dev.conex.engine.EndpointOptions;
import dev.conex.engine.HealthCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The portable half of a container, both ways.
final class SpecMapping {
    private SpecMapping() {}

    /// A wish, whole.
    static ContainerSpec spec(ContainerCreateSettings wish) {
        var networks = new LinkedHashMap<String, EndpointOptions>();
        wish.networking()
                .endpointsConfig()
                .forEach((name, endpoint) -> networks.put(name, EndpointMapping.options(endpoint)));
        return new ContainerSpec(config(wish.config()), HostMapping.options(wish.host()), networks);
    }

    static ContainerConfig config(ContainerSettings c) {
        return new ContainerConfig(
                Nil.omitEmpty(c.hostname()),
                Nil.omitEmpty(c.domainname()),
                Nil.omitEmpty(c.user()),
                c.attachStdin(),
                c.attachStdout(),
                c.attachStderr(),
                keys(c.exposedPorts()),
                c.tty(),
                c.openStdin(),
                c.stdinOnce(),
                Nil.given(c.env()),
                Nil.given(c.cmd()),
                health(c.healthcheck()),
                isTrue(c.argsEscaped()),
                c.image(),
                keys(c.volumes()),
                Nil.omitEmpty(c.workingDir()),
                Nil.given(c.entrypoint()),
                isTrue(c.networkDisabled()),
                c.macAddress(),
                Nil.given(c.onBuild()),
                Nil.given(c.labels()),
                c.stopSignal(),
                c.stopTimeout(),
                c.shell());
    }

    /// As inspect shows it.
    static ContainerSettings settings(ContainerConfig c) {
        return new ContainerSettings(
                Nil.text(c.hostname()),
                Nil.text(c.domainname()),
                Nil.text(c.user()),
                c.attachStdin(),
                c.attachStdout(),
                c.attachStderr(),
                Nil.omitEmpty(set(c.exposedPorts())),
                c.tty(),
                c.openStdin(),
                c.stdinOnce(),
                Nil.list(c.env()),
                Nil.list(c.cmd()),
                healthSettings(c.healthcheck()),
                Nil.omitFalse(c.argsEscaped()),
                c.image(),
                volumes(c.volumes()),
                Nil.text(c.workingDir()),
                Nil.list(c.entrypoint()),
                Nil.omitFalse(c.networkDisabled()),
                c.macAddress(),
                Nil.list(c.onBuild()),
                Nil.orEmpty(c.labels()),
                c.stopSignal(),
                c.stopTimeout(),
                c.shell());
    }

    static @Nullable HealthCheck health(@Nullable HealthSettings h) {
        if (h == null) {
            return null;
        }
        return new HealthCheck(
                h.test(),
                orZero(h.interval()),
                orZero(h.timeout()),
                orZero(h.startPeriod()),
                orZero(h.startInterval()),
                h.retries() == null ? 0 : h.retries());
    }

    static @Nullable HealthSettings healthSettings(@Nullable HealthCheck h) {
        if (h == null) {
            return null;
        }
        return new HealthSettings(
                h.test(),
                Nil.omitZero(h.intervalNanos()),
                Nil.omitZero(h.timeoutNanos()),
                Nil.omitZero(h.startPeriodNanos()),
                Nil.omitZero(h.startIntervalNanos()),
                Nil.omitZero(h.retries()));
    }

    /// The members of a set, as Docker writes one.
    static @Nullable Map<String, Empty> set(@Nullable List<String> members) {
        if (members == null) {
            return null;
        }
        var set = new LinkedHashMap<String, Empty>();
        members.stream().sorted().forEach(member -> set.put(member, Empty.VALUE));
        return set;
    }

    /// Volumes of nobody are null.
    static Map<String, Empty> volumes(@Nullable List<String> members) {
        var set = set(members);
        return set == null || set.isEmpty() ? Nil.map() : set;
    }

    private static @Nullable List<String> keys(@Nullable Map<String, Empty> set) {
        return set == null || Nil.given(set) == null ? null : new ArrayList<>(set.keySet());
    }

    static boolean isTrue(@Nullable Boolean given) {
        return Boolean.TRUE.equals(given);
    }

    static long orZero(@Nullable Long given) {
        return given == null ? 0 : given;
    }
}

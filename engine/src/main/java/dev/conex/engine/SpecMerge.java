package dev.conex.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lays a user's wish over an image's configuration, as Docker merges them. Pure.
final class SpecMerge {
    private SpecMerge() {}

    /// What holds for the container. Refused if there is nothing to run.
    static ContainerConfig merge(ContainerConfig user, ContainerConfig image) {
        var entrypoint = user.entrypoint();
        var cmd = user.cmd();
        if (Given.list(entrypoint).isEmpty()) {
            if (Given.list(cmd).isEmpty()) {
                cmd = image.cmd();
            }
            if (entrypoint == null) {
                entrypoint = image.entrypoint();
            }
        }
        // one empty word is how a client says: none
        if (entrypoint != null && entrypoint.equals(List.of(""))) {
            entrypoint = null;
        }
        if (Given.list(entrypoint).isEmpty() && Given.list(cmd).isEmpty()) {
            throw new Refusal.Invalid(Refusal.What.COMMAND, "", "no command specified");
        }
        return new ContainerConfig(
                user.hostname(),
                user.domainname(),
                first(user.user(), image.user()),
                user.attachStdin(),
                user.attachStdout(),
                user.attachStderr(),
                union(user.exposedPorts(), image.exposedPorts()),
                user.tty(),
                user.openStdin(),
                user.stdinOnce(),
                environment(user.env(), image.env()),
                cmd,
                health(user.healthcheck(), image.healthcheck()),
                user.argsEscaped(),
                user.image(),
                union(user.volumes(), image.volumes()),
                first(user.workingDir(), image.workingDir()),
                entrypoint,
                user.networkDisabled(),
                user.macAddress(),
                user.onBuild(),
                labels(user.labels(), image.labels()),
                first(user.stopSignal(), image.stopSignal()),
                user.stopTimeout(),
                user.shell());
    }

    /// The program and its arguments.
    static List<String> command(ContainerConfig config) {
        var all = new ArrayList<>(Given.list(config.entrypoint()));
        all.addAll(Given.list(config.cmd()));
        return List.copyOf(all);
    }

    private static @Nullable String first(@Nullable String user, @Nullable String image) {
        return user == null || user.isEmpty() ? image : user;
    }

    private static @Nullable List<String> union(@Nullable List<String> user, @Nullable List<String> image) {
        if (image == null || image.isEmpty()) {
            return user;
        }
        var all = new LinkedHashSet<>(Given.list(user));
        all.addAll(image);
        return List.copyOf(all);
    }

    private static @Nullable List<String> environment(@Nullable List<String> user, @Nullable List<String> image) {
        if (user == null || user.isEmpty()) {
            return image;
        }
        var all = new ArrayList<>(user);
        for (var entry : Given.list(image)) {
            if (user.stream().noneMatch(u -> key(u).equals(key(entry)))) {
                all.add(entry);
            }
        }
        return all;
    }

    private static Map<String, String> labels(@Nullable Map<String, String> user, @Nullable Map<String, String> image) {
        var all = new LinkedHashMap<>(Given.map(image));
        all.putAll(Given.map(user));
        return all;
    }

    private static @Nullable HealthCheck health(@Nullable HealthCheck user, @Nullable HealthCheck image) {
        if (user == null || image == null) {
            return user == null ? image : user;
        }
        return new HealthCheck(
                Given.list(user.test()).isEmpty() ? image.test() : user.test(),
                or(user.intervalNanos(), image.intervalNanos()),
                or(user.timeoutNanos(), image.timeoutNanos()),
                or(user.startPeriodNanos(), image.startPeriodNanos()),
                or(user.startIntervalNanos(), image.startIntervalNanos()),
                user.retries() == 0 ? image.retries() : user.retries());
    }

    private static long or(long user, long image) {
        return user == 0 ? image : user;
    }

    private static String key(String entry) {
        int at = entry.indexOf('=');
        return at < 0 ? entry : entry.substring(0, at);
    }
}

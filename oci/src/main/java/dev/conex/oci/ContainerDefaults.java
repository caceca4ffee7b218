package dev.conex.oci;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an image says about the containers made from it: the `config` object of an image config. Empty = unset.
/// Lists keep their order; ports (`80/tcp`) and volumes are sets, sorted. It is foreign text with a limit, never
/// control input.
public record ContainerDefaults(
        String user,
        List<String> exposedPorts,
        List<String> env,
        List<String> entrypoint,
        List<String> cmd,
        List<String> volumes,
        String workingDir,
        Map<String, String> labels,
        String stopSignal,
        @Nullable Healthcheck healthcheck,
        List<String> onBuild,
        List<String> shell,
        boolean argsEscaped) {
    /// Nothing set.
    public static final ContainerDefaults NONE = new ContainerDefaults(
            "", List.of(), List.of(), List.of(), List.of(), List.of(), "", Map.of(), "", null, List.of(), List.of(),
            false);

    public ContainerDefaults {
        exposedPorts = sorted(exposedPorts);
        env = List.copyOf(env);
        entrypoint = List.copyOf(entrypoint);
        cmd = List.copyOf(cmd);
        volumes = sorted(volumes);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        onBuild = List.copyOf(onBuild);
        shell = List.copyOf(shell);
    }

    private static List<String> sorted(List<String> set) {
        return set.stream().distinct().sorted().toList();
    }

    public ContainerDefaults withUser(String other) {
        return new ContainerDefaults(
                other,
                exposedPorts,
                env,
                entrypoint,
                cmd,
                volumes,
                workingDir,
                labels,
                stopSignal,
                healthcheck,
                onBuild,
                shell,
                argsEscaped);
    }

    public ContainerDefaults withExposedPorts(List<String> other) {
        return new ContainerDefaults(
                user,
                other,
                env,
                entrypoint,
                cmd,
                volumes,
                workingDir,
                labels,
                stopSignal,
                healthcheck,
                onBuild,
                shell,
                argsEscaped);
    }

    public ContainerDefaults withEnv(List<String> other) {
        return new ContainerDefaults(
                user,
                exposedPorts,
                other,
                entrypoint,
                cmd,
                volumes,
                workingDir,
                labels,
                stopSignal,
                healthcheck,
                onBuild,
                shell,
                argsEscaped);
    }

    public ContainerDefaults withEntrypoint(List<String> other) {
        return new ContainerDefaults(
                user,
                exposedPorts,
                env,
                other,
                cmd,
                volumes,
                workingDir,
                labels,
                stopSignal,
                healthcheck,
                onBuild,
                shell,
                argsEscaped);
    }

    public ContainerDefaults withCmd(List<String> other) {
        return new ContainerDefaults(
                user,
                exposedPorts,
                env,
                entrypoint,
                other,
                volumes,
                workingDir,
                labels,
                stopSignal,
                healthcheck,
                onBuild,
                shell,
                argsEscaped);
    }

    public ContainerDefaults withVolumes(List<String> other) {
        return new ContainerDefaults(
                user,
                exposedPorts,
                env,
                entrypoint,
                cmd,
                other,
                workingDir,
                labels,
                stopSignal,
                healthcheck,
                onBuild,
                shell,
                argsEscaped);
    }

    public ContainerDefaults withWorkingDir(String other) {
        return new ContainerDefaults(
                user,
                exposedPorts,
                env,
                entrypoint,
                cmd,
                volumes,
                other,
                labels,
                stopSignal,
                healthcheck,
                onBuild,
                shell,
                argsEscaped);
    }

    public ContainerDefaults withLabels(Map<String, String> other) {
        return new ContainerDefaults(
                user,
                exposedPorts,
                env,
                entrypoint,
                cmd,
                volumes,
                workingDir,
                other,
                stopSignal,
                healthcheck,
                onBuild,
                shell,
                argsEscaped);
    }

    public ContainerDefaults withStopSignal(String other) {
        return new ContainerDefaults(
                user,
                exposedPorts,
                env,
                entrypoint,
                cmd,
                volumes,
                workingDir,
                labels,
                other,
                healthcheck,
                onBuild,
                shell,
                argsEscaped);
    }

    public ContainerDefaults withHealthcheck(@Nullable Healthcheck other) {
        return new ContainerDefaults(
                user,
                exposedPorts,
                env,
                entrypoint,
                cmd,
                volumes,
                workingDir,
                labels,
                stopSignal,
                other,
                onBuild,
                shell,
                argsEscaped);
    }

    public ContainerDefaults withOnBuild(List<String> other) {
        return new ContainerDefaults(
                user,
                exposedPorts,
                env,
                entrypoint,
                cmd,
                volumes,
                workingDir,
                labels,
                stopSignal,
                healthcheck,
                other,
                shell,
                argsEscaped);
    }

    public ContainerDefaults withShell(List<String> other) {
        return new ContainerDefaults(
                user,
                exposedPorts,
                env,
                entrypoint,
                cmd,
                volumes,
                workingDir,
                labels,
                stopSignal,
                healthcheck,
                onBuild,
                other,
                argsEscaped);
    }

    public ContainerDefaults withArgsEscaped(boolean other) {
        return new ContainerDefaults(
                user,
                exposedPorts,
                env,
                entrypoint,
                cmd,
                volumes,
                workingDir,
                labels,
                stopSignal,
                healthcheck,
                onBuild,
                shell,
                other);
    }

    /// With one variable set: in its place when it is there, else last. `variable` is `NAME=value`.
    public ContainerDefaults plusEnv(String variable) {
        var name = variable.substring(0, variable.indexOf('=') + 1);
        var all = new ArrayList<>(env);
        var found = false;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).startsWith(name)) {
                all.set(i, variable);
                found = true;
            }
        }
        if (!found) {
            all.add(variable);
        }
        return withEnv(all);
    }

    static ContainerDefaults read(JsonFields in) throws MalformedContent {
        var health = in.object("Healthcheck");
        return new ContainerDefaults(
                in.text("User"),
                in.keys("ExposedPorts"),
                in.texts("Env"),
                in.texts("Entrypoint"),
                in.texts("Cmd"),
                in.keys("Volumes"),
                in.text("WorkingDir"),
                in.textMap("Labels"),
                in.text("StopSignal"),
                health == null ? null : Healthcheck.read(health),
                in.texts("OnBuild"),
                in.texts("Shell"),
                in.flag("ArgsEscaped"));
    }

    JsonText write() {
        return new JsonText()
                .put("User", user)
                .keys("ExposedPorts", exposedPorts)
                .put("Env", env)
                .put("Entrypoint", entrypoint)
                .put("Cmd", cmd)
                .keys("Volumes", volumes)
                .put("WorkingDir", workingDir)
                .put("Labels", new TreeMap<>(labels))
                .put("StopSignal", stopSignal)
                .put("Healthcheck", healthcheck == null ? null : healthcheck.write())
                .put("OnBuild", onBuild)
                .put("Shell", shell)
                .put("ArgsEscaped", argsEscaped);
    }
}

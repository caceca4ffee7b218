package dev.conex.engine;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The portable half of a container: what could be said in an image too. Collections may be absent, as on the
/// wire;
/// `entrypoint` absent = the image's, empty = none. `exposedPorts` are `80/tcp`, `volumes` are container paths.
@Json
public record ContainerConfig(
        @Nullable String hostname,
        @Nullable String domainname,
        @Nullable String user,
        boolean attachStdin,
        boolean attachStdout,
        boolean attachStderr,
        @Nullable List<String> exposedPorts,
        boolean tty,
        boolean openStdin,
        boolean stdinOnce,
        @Nullable List<String> env,
        @Nullable List<String> cmd,
        @Nullable HealthCheck healthcheck,
        boolean argsEscaped,
        String image,
        @Nullable List<String> volumes,
        @Nullable String workingDir,
        @Nullable List<String> entrypoint,
        boolean networkDisabled,
        @Nullable String macAddress,
        @Nullable List<String> onBuild,
        @Nullable Map<String, String> labels,
        @Nullable String stopSignal,
        @Nullable Integer stopTimeout,
        @Nullable List<String> shell) {
    public ContainerConfig {
        exposedPorts = Given.keep(exposedPorts);
        env = Given.keep(env);
        cmd = Given.keep(cmd);
        volumes = Given.keep(volumes);
        entrypoint = Given.keep(entrypoint);
        onBuild = Given.keep(onBuild);
        labels = Given.keep(labels);
        shell = Given.keep(shell);
    }

    /// Only the image; everything else is the image's or Docker's default.
    public static ContainerConfig image(String image) {
        return new ContainerConfig(
                null, null, null, false, true, true, null, false, false, false, null, null, null, false, image, null,
                null, null, false, null, null, null, null, null, null);
    }

    /// The same with another program.
    public ContainerConfig withCmd(List<String> other) {
        return new ContainerConfig(
                hostname,
                domainname,
                user,
                attachStdin,
                attachStdout,
                attachStderr,
                exposedPorts,
                tty,
                openStdin,
                stdinOnce,
                env,
                other,
                healthcheck,
                argsEscaped,
                image,
                volumes,
                workingDir,
                entrypoint,
                networkDisabled,
                macAddress,
                onBuild,
                labels,
                stopSignal,
                stopTimeout,
                shell);
    }

    /// The same with another environment.
    public ContainerConfig withEnv(List<String> other) {
        return new ContainerConfig(
                hostname,
                domainname,
                user,
                attachStdin,
                attachStdout,
                attachStderr,
                exposedPorts,
                tty,
                openStdin,
                stdinOnce,
                other,
                cmd,
                healthcheck,
                argsEscaped,
                image,
                volumes,
                workingDir,
                entrypoint,
                networkDisabled,
                macAddress,
                onBuild,
                labels,
                stopSignal,
                stopTimeout,
                shell);
    }

    /// The same with other labels.
    public ContainerConfig withLabels(Map<String, String> other) {
        return new ContainerConfig(
                hostname,
                domainname,
                user,
                attachStdin,
                attachStdout,
                attachStderr,
                exposedPorts,
                tty,
                openStdin,
                stdinOnce,
                env,
                cmd,
                healthcheck,
                argsEscaped,
                image,
                volumes,
                workingDir,
                entrypoint,
                networkDisabled,
                macAddress,
                onBuild,
                other,
                stopSignal,
                stopTimeout,
                shell);
    }

    /// The same for another user.
    public ContainerConfig withUser(String other) {
        return new ContainerConfig(
                hostname,
                domainname,
                other,
                attachStdin,
                attachStdout,
                attachStderr,
                exposedPorts,
                tty,
                openStdin,
                stdinOnce,
                env,
                cmd,
                healthcheck,
                argsEscaped,
                image,
                volumes,
                workingDir,
                entrypoint,
                networkDisabled,
                macAddress,
                onBuild,
                labels,
                stopSignal,
                stopTimeout,
                shell);
    }

    /// The same under a host name, in a working directory.
    public ContainerConfig withPlace(String host, String directory) {
        return new ContainerConfig(
                host,
                domainname,
                user,
                attachStdin,
                attachStdout,
                attachStderr,
                exposedPorts,
                tty,
                openStdin,
                stdinOnce,
                env,
                cmd,
                healthcheck,
                argsEscaped,
                image,
                volumes,
                directory,
                entrypoint,
                networkDisabled,
                macAddress,
                onBuild,
                labels,
                stopSignal,
                stopTimeout,
                shell);
    }

    /// The same with a terminal or an open standard input.
    public ContainerConfig withInput(boolean terminal, boolean open, boolean once) {
        return new ContainerConfig(
                hostname,
                domainname,
                user,
                open,
                attachStdout,
                attachStderr,
                exposedPorts,
                terminal,
                open,
                once,
                env,
                cmd,
                healthcheck,
                argsEscaped,
                image,
                volumes,
                workingDir,
                entrypoint,
                networkDisabled,
                macAddress,
                onBuild,
                labels,
                stopSignal,
                stopTimeout,
                shell);
    }

    /// The same with another health check.
    public ContainerConfig withHealthcheck(@Nullable HealthCheck other) {
        return new ContainerConfig(
                hostname,
                domainname,
                user,
                attachStdin,
                attachStdout,
                attachStderr,
                exposedPorts,
                tty,
                openStdin,
                stdinOnce,
                env,
                cmd,
                other,
                argsEscaped,
                image,
                volumes,
                workingDir,
                entrypoint,
                networkDisabled,
                macAddress,
                onBuild,
                labels,
                stopSignal,
                stopTimeout,
                shell);
    }
}

package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The portable half of a container, Docker's `Config`.
@Json(caseInsensitiveKeys = true)
public record ContainerSettings(
        @Json.Property("Hostname") String hostname,
        @Json.Property("Domainname") String domainname,
        @Json.Property("User") String user,
        @Json.Property("AttachStdin") boolean attachStdin,
        @Json.Property("AttachStdout") boolean attachStdout,
        @Json.Property("AttachStderr") boolean attachStderr,
        @Json.Property("ExposedPorts") @Nullable Map<String, Empty> exposedPorts,
        @Json.Property("Tty") boolean tty,
        @Json.Property("OpenStdin") boolean openStdin,
        @Json.Property("StdinOnce") boolean stdinOnce,
        @Json.Property("Env") List<String> env,
        @Json.Property("Cmd") List<String> cmd,
        @Json.Property("Healthcheck") @Nullable HealthSettings healthcheck,
        @Json.Property("ArgsEscaped") @Nullable Boolean argsEscaped,
        @Json.Property("Image") String image,
        @Json.Property("Volumes") Map<String, Empty> volumes,
        @Json.Property("WorkingDir") String workingDir,
        @Json.Property("Entrypoint") List<String> entrypoint,
        @Json.Property("NetworkDisabled") @Nullable Boolean networkDisabled,
        @Json.Property("MacAddress") @Nullable String macAddress,
        @Json.Property("OnBuild") List<String> onBuild,
        @Json.Property("Labels") Map<String, String> labels,
        @Json.Property("StopSignal") @Nullable String stopSignal,
        @Json.Property("StopTimeout") @Nullable Integer stopTimeout,
        @Json.Property("Shell") @Nullable List<String> shell) {
    public ContainerSettings {
        hostname = Nil.text(hostname);
        domainname = Nil.text(domainname);
        user = Nil.text(user);
        exposedPorts = Nil.omitEmpty(exposedPorts);
        env = Nil.list(env);
        cmd = Nil.list(cmd);
        image = Nil.text(image);
        volumes = Nil.map(volumes);
        workingDir = Nil.text(workingDir);
        entrypoint = Nil.list(entrypoint);
        macAddress = Nil.omitEmpty(macAddress);
        onBuild = Nil.list(onBuild);
        labels = Nil.map(labels);
        stopSignal = Nil.omitEmpty(stopSignal);
        shell = Nil.omitEmpty(shell);
    }
    /// A container of an image with a program; everything else as the image says.
    public static ContainerSettings of(String image, List<String> cmd) {
        return new ContainerSettings(
                "",
                "",
                "",
                false,
                true,
                true,
                null,
                false,
                false,
                false,
                Nil.list(),
                cmd,
                null,
                null,
                image,
                Nil.map(),
                "",
                Nil.list(),
                null,
                null,
                Nil.list(),
                Nil.map(),
                null,
                null,
                null);
    }
}

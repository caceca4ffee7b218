package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;

/// The daemon itself, part of [InfoJson].
@Json(caseInsensitiveKeys = true)
public record InfoDaemon(
        @Json.Property("Debug") boolean debug,
        @Json.Property("NFd") int fileDescriptors,
        @Json.Property("NGoroutines") int threads,
        @Json.Property("NEventsListener") int eventListeners,
        @Json.Property("LoggingDriver") String loggingDriver,
        @Json.Property("IndexServerAddress") String indexServerAddress,
        @Json.Property("RegistryConfig") RegistriesJson registryConfig,
        @Json.Property("DockerRootDir") String dockerRootDir,
        @Json.Property("HttpProxy") String httpProxy,
        @Json.Property("HttpsProxy") String httpsProxy,
        @Json.Property("NoProxy") String noProxy,
        @Json.Property("Labels") List<String> labels,
        @Json.Property("ExperimentalBuild") boolean experimentalBuild,
        @Json.Property("ServerVersion") String serverVersion,
        @Json.Property("LiveRestoreEnabled") boolean liveRestoreEnabled) {
    public InfoDaemon {
        loggingDriver = Nil.text(loggingDriver);
        indexServerAddress = Nil.text(indexServerAddress);
        dockerRootDir = Nil.text(dockerRootDir);
        httpProxy = Nil.text(httpProxy);
        httpsProxy = Nil.text(httpsProxy);
        noProxy = Nil.text(noProxy);
        labels = Nil.orEmpty(labels);
        serverVersion = Nil.text(serverVersion);
    }

    /// Registries by name.
    @Json(caseInsensitiveKeys = true)
    public record RegistriesJson(
            @Json.Property("IndexConfigs") Map<String, IndexJson> indexConfigs,
            @Json.Property("InsecureRegistryCIDRs") List<String> insecureRegistryCidrs,
            @Json.Property("Mirrors") List<String> mirrors) {
        public RegistriesJson {
            indexConfigs = Nil.orEmpty(indexConfigs);
            insecureRegistryCidrs = Nil.orEmpty(insecureRegistryCidrs);
            mirrors = Nil.list(mirrors);
        }
    }

    /// One registry.
    @Json(caseInsensitiveKeys = true)
    public record IndexJson(
            @Json.Property("Mirrors") List<String> mirrors,
            @Json.Property("Name") String name,
            @Json.Property("Official") boolean official,
            @Json.Property("Secure") boolean secure) {
        public IndexJson {
            mirrors = Nil.orEmpty(mirrors);
            name = Nil.text(name);
        }
    }
}

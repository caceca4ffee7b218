package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Versions.
@Json(caseInsensitiveKeys = true)
public record VersionJson(
        @Json.Property("Platform") PlatformName platform,
        @Json.Property("Components") List<ComponentJson> components,
        @Json.Property("Version") String version,
        @Json.Property("ApiVersion") String apiVersion,
        @Json.Property("MinAPIVersion") String minApiVersion,
        @Json.Property("GitCommit") String gitCommit,
        @Json.Property("GoVersion") String goVersion,
        @Json.Property("Os") String os,
        @Json.Property("Arch") String arch,
        @Json.Property("KernelVersion") @Nullable String kernelVersion,
        @Json.Property("Experimental") @Nullable Boolean experimental,
        @Json.Property("BuildTime") @Nullable String buildTime) {
    public VersionJson {
        components = Nil.orEmpty(components);
        version = Nil.text(version);
        apiVersion = Nil.text(apiVersion);
        minApiVersion = Nil.text(minApiVersion);
        gitCommit = Nil.text(gitCommit);
        goVersion = Nil.text(goVersion);
        os = Nil.text(os);
        arch = Nil.text(arch);
        kernelVersion = Nil.omitEmpty(kernelVersion);
        buildTime = Nil.omitEmpty(buildTime);
    }

    /// The product.
    @Json(caseInsensitiveKeys = true)
    public record PlatformName(@Json.Property("Name") String name) {
        public PlatformName {
            name = Nil.text(name);
        }
    }

    /// One part.
    @Json(caseInsensitiveKeys = true)
    public record ComponentJson(
            @Json.Property("Name") String name,
            @Json.Property("Version") String version,
            @Json.Property("Details") @Nullable Map<String, String> details) {
        public ComponentJson {
            name = Nil.text(name);
            version = Nil.text(version);
        }
    }
}

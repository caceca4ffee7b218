package dev.conex.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// One mount as listed.
@Json(caseInsensitiveKeys = true)
public record MountPointJson(
        @Json.Property("Type") String type,
        @Json.Property("Name") @Nullable String name,
        @Json.Property("Source") String source,
        @Json.Property("Destination") String destination,
        @Json.Property("Driver") @Nullable String driver,
        @Json.Property("Mode") String mode,
        @Json.Property("RW") boolean writable,
        @Json.Property("Propagation") String propagation) {
    public MountPointJson {
        type = Nil.text(type);
        name = Nil.omitEmpty(name);
        source = Nil.text(source);
        destination = Nil.text(destination);
        driver = Nil.omitEmpty(driver);
        mode = Nil.text(mode);
        propagation = Nil.text(propagation);
    }
}

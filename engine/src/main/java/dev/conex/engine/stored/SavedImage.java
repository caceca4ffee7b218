package dev.conex.engine.stored;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One image in the `manifest.json` of an archive, as `docker save` writes it; paths within the archive. Each name is
/// said, since the generator's own camel case of a single word is not Docker's.
@Json
public record SavedImage(
        @Json.Property("Config") @Nullable String config,
        @Json.Property("RepoTags") @Nullable List<String> repoTags,
        @Json.Property("Layers") @Nullable List<String> layers) {}

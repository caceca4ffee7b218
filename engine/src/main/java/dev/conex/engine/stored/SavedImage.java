package dev.conex.engine.stored;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One image in the `manifest.json` of an archive, as `docker save` writes it; paths within the archive.
@Json(naming = Json.Naming.UpperCamel)
public record SavedImage(@Nullable String config, @Nullable List<String> repoTags, @Nullable List<String> layers) {}

package dev.conex.storage;

import dev.conex.storage.stored.StoredLayer;
import dev.conex.storage.stored.StoredName;
import dev.conex.storage.stored.StoredVolume;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;

/// The JSON of this room's own records.
final class Json {
    private static final Jsonb JSONB = Jsonb.builder().build();

    static final JsonType<StoredLayer> LAYER = JSONB.type(StoredLayer.class);
    static final JsonType<StoredName> NAME = JSONB.type(StoredName.class);
    static final JsonType<StoredVolume> VOLUME = JSONB.type(StoredVolume.class);

    private Json() {}
}

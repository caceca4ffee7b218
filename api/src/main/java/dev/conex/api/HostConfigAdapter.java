package dev.conex.api;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;

/// One flat object.
@CustomAdapter
public final class HostConfigAdapter implements JsonAdapter<HostConfig> {
    private final Flat flat;

    public HostConfigAdapter(Jsonb jsonb) {
        this.flat = new Flat(jsonb);
    }

    @Override
    public void toJson(JsonWriter writer, HostConfig value) {
        var limits = value.limits();
        flat.write(
                writer,
                value.files(),
                value.life(),
                value.network(),
                value.namespaces(),
                value.security(),
                limits.memory(),
                limits.cpu(),
                limits.blkio(),
                limits.devices());
    }

    @Override
    public HostConfig fromJson(JsonReader reader) {
        var raw = reader.isNullValue() ? Flat.NOTHING : Flat.raw(reader);
        return new HostConfig(
                flat.read(raw, HostFiles.class),
                flat.read(raw, HostNetwork.class),
                flat.read(raw, HostSecurity.class),
                flat.read(raw, HostNamespaces.class),
                flat.read(raw, HostLife.class),
                HostLimits.read(flat, raw));
    }
}

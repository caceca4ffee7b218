package dev.conex.api;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;

/// One object.
@CustomAdapter
public final class ContainerUpdateSettingsAdapter implements JsonAdapter<ContainerUpdateSettings> {
    private final Flat flat;

    public ContainerUpdateSettingsAdapter(Jsonb jsonb) {
        this.flat = new Flat(jsonb);
    }

    @Override
    public void toJson(JsonWriter writer, ContainerUpdateSettings value) {
        var limits = value.limits();
        flat.write(
                writer,
                limits.memory(),
                limits.cpu(),
                limits.blkio(),
                limits.devices(),
                new ContainerUpdateSettings.Beside(value.restart()));
    }

    @Override
    public ContainerUpdateSettings fromJson(JsonReader reader) {
        var raw = Flat.raw(reader);
        return new ContainerUpdateSettings(
                HostLimits.read(flat, raw),
                flat.read(raw, ContainerUpdateSettings.Beside.class).restartPolicy());
    }
}

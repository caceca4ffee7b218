package dev.conex.api;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;

/// One object.
@CustomAdapter
public final class ContainerCreateSettingsAdapter implements JsonAdapter<ContainerCreateSettings> {
    private final Flat flat;

    public ContainerCreateSettingsAdapter(Jsonb jsonb) {
        this.flat = new Flat(jsonb);
    }

    @Override
    public void toJson(JsonWriter writer, ContainerCreateSettings value) {
        flat.write(writer, value.config(), new ContainerCreateSettings.Beside(value.host(), value.networking()));
    }

    @Override
    public ContainerCreateSettings fromJson(JsonReader reader) {
        var raw = Flat.raw(reader);
        var beside = flat.read(raw, ContainerCreateSettings.Beside.class);
        var host = beside.hostConfig();
        var networking = beside.networkingConfig();
        return new ContainerCreateSettings(
                flat.read(raw, ContainerSettings.class),
                host == null ? flat.read(Flat.NOTHING, HostConfig.class) : host,
                networking == null ? new NetworkingSettings(Nil.map()) : networking);
    }
}

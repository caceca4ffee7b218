package dev.conex.api;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;

/// One flat object.
@CustomAdapter
public final class InfoJsonAdapter implements JsonAdapter<InfoJson> {
    private final Flat flat;

    public InfoJsonAdapter(Jsonb jsonb) {
        this.flat = new Flat(jsonb);
    }

    @Override
    public void toJson(JsonWriter writer, InfoJson value) {
        flat.write(writer, value.counts(), value.kernel(), value.host(), value.daemon(), value.runtimes());
    }

    @Override
    public InfoJson fromJson(JsonReader reader) {
        var raw = Flat.raw(reader);
        return new InfoJson(
                flat.read(raw, InfoCounts.class),
                flat.read(raw, InfoKernel.class),
                flat.read(raw, InfoHost.class),
                flat.read(raw, InfoDaemon.class),
                flat.read(raw, InfoRuntimes.class));
    }
}

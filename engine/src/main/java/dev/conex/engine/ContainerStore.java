package dev.conex.engine;

import dev.conex.engine.stored.StoredContainer;
import dev.conex.storage.Durability;
import dev.conex.storage.Kind;
import dev.conex.storage.Records;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The containers on disk: one record each, in our own JSON with a schema number.
final class ContainerStore {
    private static final Kind KIND = new Kind("container", StoredContainer.SCHEMA);

    private final Records records;
    private final JsonType<StoredContainer> json = Jsonb.instance().type(StoredContainer.class);

    ContainerStore(Records records) {
        this.records = records;
    }

    /// What a write has to survive.
    enum Safety {
        /// The death of the engine.
        CRASH,
        /// A power cut.
        POWER_CUT
    }

    void put(ContainerRecord record, Safety safety) {
        var bytes = json.toJson(RecordForm.stored(record)).getBytes(StandardCharsets.UTF_8);
        try {
            records.put(
                    KIND,
                    record.id(),
                    bytes,
                    switch (safety) {
                        case CRASH -> Durability.EPHEMERAL;
                        case POWER_CUT -> Durability.FLUSHED;
                    });
        } catch (IOException e) {
            throw new Refusal.Failed("store container %s".formatted(record.id()), e);
        }
    }

    void delete(ContainerId id) {
        try {
            records.delete(KIND, id.value());
        } catch (IOException e) {
            throw new Refusal.Failed("delete record of container %s".formatted(id), e);
        }
    }

    /// All that can be read; one that can't is left alone and said.
    List<ContainerRecord> all() throws IOException {
        var found = new ArrayList<ContainerRecord>();
        records.all(KIND).forEach((id, bytes) -> {
            try {
                found.add(RecordForm.record(json.fromJson(new String(bytes, StandardCharsets.UTF_8))));
            } catch (RuntimeException e) {
                Quietly.warn("record of container %s can't be read: %s".formatted(id, e.getMessage()));
            }
        });
        return found;
    }
}

package dev.conex.storage;

import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.Reference;
import dev.conex.storage.stored.StoredName;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Names as records.
final class RecordedNames implements Names {
    private static final Kind KIND = Kind.of("name");

    private final Records records;
    private final Layers layers;
    private final InstantSource clock;

    RecordedNames(Records records, Layers layers, InstantSource clock) {
        this.records = records;
        this.layers = layers;
        this.clock = clock;
    }

    @Override
    public void point(Reference reference, Descriptor target) throws IOException {
        layers.flush();
        var json = Json.NAME.toJsonBytes(new StoredName(target, clock.instant()));
        records.put(KIND, reference.canonical(), json, Durability.FLUSHED);
    }

    @Override
    public Optional<Named> find(Reference reference) throws IOException {
        return records.find(KIND, reference.canonical()).map(json -> named(reference, json));
    }

    @Override
    public List<Named> list() throws IOException {
        var all = new ArrayList<Named>();
        records.all(KIND).forEach((id, json) -> all.add(named(Reference.parse(id), json)));
        return all;
    }

    private static Named named(Reference reference, byte[] json) {
        var stored = Json.NAME.fromJson(json);
        return new Named(reference, stored.descriptor(), stored.taggedAt());
    }

    @Override
    public boolean remove(Reference reference) throws IOException {
        var there = find(reference).isPresent();
        records.delete(KIND, reference.canonical());
        return there;
    }

    @Override
    public List<Named> of(Digest digest) throws IOException {
        return list().stream()
                .filter(named -> named.descriptor().digest().equals(digest))
                .toList();
    }
}

package dev.conex.engine;

import dev.conex.build.BuiltLayer;
import dev.conex.build.CachedStep;
import dev.conex.build.KeyPart;
import dev.conex.build.StepCache;
import dev.conex.build.Tree;
import dev.conex.engine.stored.StoredStep;
import dev.conex.oci.ChainId;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.storage.Durability;
import dev.conex.storage.Kind;
import dev.conex.storage.Root;
import dev.conex.storage.Storage;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Cached steps of builds as records. One that can't be read, or whose layers are not all there any more, counts as
/// missing: the step runs again.
final class BuildStepRecords implements StepCache {
    private static final Kind KIND = new Kind("build-step", StoredStep.SCHEMA);

    private final Storage storage;
    private final JsonType<StoredStep> json = Jsonb.instance().type(StoredStep.class);

    BuildStepRecords(Storage storage) {
        this.storage = storage;
    }

    @Override
    public Optional<CachedStep> find(Digest key) throws IOException {
        var stored = storage.records().find(KIND, key.hex()).flatMap(this::read);
        if (stored.isEmpty() || !isWhole(stored.get())) {
            return Optional.empty();
        }
        write(key.hex(), stored.get().used(Instant.now().toString()));
        return Optional.of(cached(stored.get()));
    }

    @Override
    public void put(Digest key, CachedStep step) throws IOException {
        var layers = step.tree().layers().stream().map(BuildStepRecords::stored).toList();
        var parts = new ArrayList<String>();
        for (var part : step.parts()) {
            parts.add(part.name());
            parts.add(part.value());
        }
        long bytes = layers.isEmpty() ? 0 : storage.layers().usage(step.tree().chain().getLast()).bytes();
        var created = step.created().toString();
        write(key.hex(), new StoredStep(step.description(), layers, created, created, step.settled().toString(), 1, bytes, parts));
    }

    /// All that can be read, by key.
    Map<String, StoredStep> all() {
        try {
            var all = new LinkedHashMap<String, StoredStep>();
            storage.records().all(KIND).forEach((key, bytes) -> read(bytes).ifPresent(step -> all.put(key, step)));
            return all;
        } catch (IOException e) {
            throw new Refusal.Failed("read the build cache", e);
        }
    }

    void delete(String key) throws IOException {
        storage.records().delete(KIND, key);
    }

    /// What must stay because of the cache.
    List<Root> roots() {
        var roots = new ArrayList<Root>();
        all().forEach((key, step) -> {
            var reason = "build cache " + key.substring(0, ContainerId.SHORT_LENGTH);
            step.layers().forEach(l -> roots.add(new Root.OfBlob(reason, Digest.parse(l.digest()))));
            if (!step.layers().isEmpty()) {
                roots.add(new Root.OfLayer(reason, chain(step).getLast()));
            }
        });
        return roots;
    }

    private boolean isWhole(StoredStep step) throws IOException {
        for (var layer : step.layers()) {
            if (!storage.content().has(Digest.parse(layer.digest()))) {
                return false;
            }
        }
        var snapshots = storage.snapshots();
        return chain(step).stream().allMatch(snapshots::has);
    }

    private static List<ChainId> chain(StoredStep step) {
        return ChainId.chain(step.layers().stream().map(l -> Digest.parse(l.diffId())).toList());
    }

    private Optional<StoredStep> read(byte[] bytes) {
        try {
            return Optional.of(json.fromJson(new String(bytes, StandardCharsets.UTF_8)));
        } catch (RuntimeException e) {
            Quietly.warn("record of a cached build step can't be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void write(String key, StoredStep step) throws IOException {
        storage.records().put(KIND, key, json.toJson(step).getBytes(StandardCharsets.UTF_8), Durability.EPHEMERAL);
    }

    private static StoredStep.Layer stored(BuiltLayer layer) {
        var d = layer.descriptor();
        return new StoredStep.Layer(d.mediaType(), d.digest().toString(), d.size(), layer.diffId().toString());
    }

    private static CachedStep cached(StoredStep step) {
        var layers = step.layers().stream()
                .map(l -> new BuiltLayer(
                        new Descriptor(l.mediaType(), Digest.parse(l.digest()), l.size()), Digest.parse(l.diffId())))
                .toList();
        var parts = new ArrayList<KeyPart>();
        for (int i = 0; i + 1 < step.parts().size(); i += 2) {
            parts.add(new KeyPart(step.parts().get(i), step.parts().get(i + 1)));
        }
        return new CachedStep(step.description(), new Tree(layers), Instant.parse(step.created()), Digest.parse(step.settled()), parts);
    }
}

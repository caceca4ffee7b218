package dev.conex.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Records in memory, for one thread at a time.
final class MemoryRecords implements Records {
    private record Stored(int schema, Kind kind, RecordChange.Put put) {}

    private final Map<String, TreeMap<String, Stored>> kinds = new TreeMap<>();
    private @Nullable List<RecordChange> transaction;

    @Override
    public void put(Kind kind, String id, byte[] json, Durability durability) {
        change(new RecordChange.Put(kind, id, json.clone(), durability));
    }

    @Override
    public void delete(Kind kind, String id) {
        change(new RecordChange.Delete(kind, id, Durability.FLUSHED));
    }

    private void change(RecordChange change) {
        if (transaction != null) {
            transaction.add(change);
            return;
        }
        var kind = kinds.computeIfAbsent(change.kind().word(), _ -> new TreeMap<>());
        switch (change) {
            case RecordChange.Put put ->
                kind.put(put.id(), new Stored(put.kind().schema(), put.kind(), put));
            case RecordChange.Delete delete -> kind.remove(delete.id());
        }
    }

    @Override
    public Optional<byte[]> find(Kind kind, String id) throws IOException {
        return Optional.ofNullable(all(kind).get(id));
    }

    @Override
    public Map<String, byte[]> all(Kind kind) throws IOException {
        var all = new TreeMap<String, byte[]>();
        for (var stored : kinds.getOrDefault(kind.word(), new TreeMap<>()).entrySet()) {
            if (stored.getValue().schema() > kind.schema()) {
                throw new IOException("record is newer than this program");
            }
            all.put(stored.getKey(), stored.getValue().put().json());
        }
        return all;
    }

    @Override
    public void transaction(Work work) throws IOException {
        var changes = new ArrayList<RecordChange>();
        transaction = changes;
        try {
            work.run();
        } finally {
            transaction = null;
        }
        changes.forEach(this::change);
    }
}

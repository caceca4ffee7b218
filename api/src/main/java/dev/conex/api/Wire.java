package dev.conex.api;

import io.avaje.json.JsonException;
import io.avaje.json.stream.BufferRecycleStrategy;
import io.avaje.jsonb.Jsonb;
import java.time.DateTimeException;
import java.time.Instant;

/// Wire records to bytes and back.
public final class Wire {
    private static final Jsonb JSON = Jsonb.builder()
            .serializeNulls(false)
            .serializeEmpty(true)
            .bufferRecycling(BufferRecycleStrategy.LOCK_FREE)
            .add(Instant.class, new Times.Adapter())
            .add(new NilAdapters())
            .build();

    private Wire() {}

    /// The record as JSON.
    public static byte[] write(Object record) {
        return JSON.toJsonBytes(record);
    }

    /// Reads a record; fields that it doesn't know are passed over, names compare without case.
    ///
    /// @throws MalformedJson if it isn't such a record, or breaks the limits of [JsonTree#check]
    public static <T> T read(Class<T> type, byte[] json) throws MalformedJson {
        JsonTree.check(json);
        return readTrusted(type, json);
    }

    private static <T> T readTrusted(Class<T> type, byte[] json) throws MalformedJson {
        T record;
        try (var reader = JSON.reader(json)) {
            record = JSON.adapter(type).fromJson(reader);
        } catch (JsonException | DateTimeException | ArithmeticException | IllegalStateException e) {
            throw new MalformedJson(MalformedJson.shown(e), e);
        }
        if (record == null) {
            throw new MalformedJson("null where an object was expected", null);
        }
        return record;
    }

    /// Reads a list of records.
    public static <T> java.util.List<T> readList(Class<T> type, byte[] json) throws MalformedJson {
        JsonTree.check(json);
        try {
            var list = JSON.type(type).list().fromJson(json);
            return list == null ? java.util.List.of() : list;
        } catch (JsonException | DateTimeException | ArithmeticException | IllegalStateException e) {
            throw new MalformedJson(MalformedJson.shown(e), e);
        }
    }

    static Jsonb json() {
        return JSON;
    }
}

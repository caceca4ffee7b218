package dev.conex.storage;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// Small records of the rooms above, each its owner's own JSON. When a change returns it has happened, whole.
public interface Records {

    void put(Kind kind, String id, byte[] json, Durability durability) throws IOException;

    /// @throws IOException also when the record was written by a newer program
    Optional<byte[]> find(Kind kind, String id) throws IOException;

    /// Nothing happens when there is none.
    void delete(Kind kind, String id) throws IOException;

    /// All records of a kind by id, sorted.
    Map<String, byte[]> all(Kind kind) throws IOException;

    /// The changes made by this thread within `work` happen together at its end, or not at all when it fails.
    /// Reads within see what was before.
    void transaction(Work work) throws IOException;

    /// What is done in a transaction.
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }
}

package dev.conex.storage;

import dev.conex.linux.Extents;
import dev.conex.linux.Fd;
import dev.conex.linux.FsSpace;
import dev.conex.linux.OpenFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Records in one SQLite file in WAL mode. All changes go through one writer thread, which commits whatever waits
/// together: one flush for many. Reads have a connection of their own and never wait for a flush.
///
/// Source: sqlite.org/wal.html, and pragma `synchronous`: FULL flushes the log at each commit, NORMAL does not.
final class SqliteRecords implements Records, AutoCloseable {
    private static final int ID_LENGTH_MAX = 1024;
    private static final long LOG_HELD_BYTES = 6L << 20;
    private static final long GROWTH_HELD_BYTES = 1L << 20;
    private static final int JSON_BYTES_MAX = 16 << 20;

    private final Connection reader;
    private final ReentrantLock reading = new ReentrantLock();
    private final SqliteWriter writer;
    /// What was last put without a flush: then its removal needs none either.
    private final Set<Key> ephemeral = ConcurrentHashMap.newKeySet();
    private final Map<Thread, List<RecordChange>> transactions = new ConcurrentHashMap<>();

    private record Key(String kind, String id) {}

    private SqliteRecords(Connection reader, SqliteWriter writer) {
        this.reader = reader;
        this.writer = writer;
    }

    static SqliteRecords open(Path file, Reserve reserve) throws IOException {
        try {
            var writer = SqliteWriter.open(connect(file), reserve);
            holdRoom(file);
            return new SqliteRecords(connect(file), writer);
        } catch (SQLException e) {
            throw new IOException("open records \"%s\": %s".formatted(file, e.getMessage()), e);
        }
    }

    /// Room for a log up to its checkpoint (1000 pages of 4 KiB, and a batch) and for some growth behind it: whoever
    /// frees space on a full disk must be able to say so, however fast others take what becomes free. The log is
    /// never cut while it is open.
    private static void holdRoom(Path file) {
        try (var log = Fd.open(file.resolveSibling(file.getFileName() + "-wal"), OpenFlags.WRITE_ONLY, 0);
                var pages = Fd.open(file, OpenFlags.WRITE_ONLY, 0)) {
            if (FsSpace.of(pages).available() >= 2 * (LOG_HELD_BYTES + GROWTH_HELD_BYTES)) {
                Extents.hold(log, 0, LOG_HELD_BYTES);
                Extents.hold(pages, 0, Files.size(file) + GROWTH_HELD_BYTES);
            }
        } catch (IOException _) {
            // a file system that can't, or no room: then the reserve has to do
        }
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    @Override
    public void put(Kind kind, String id, byte[] json, Durability durability) throws IOException {
        if (id.isEmpty() || id.length() > ID_LENGTH_MAX || json.length > JSON_BYTES_MAX) {
            throw new IllegalArgumentException("record %s \"%s\": id or content too long".formatted(kind.word(), id));
        }
        var key = new Key(kind.word(), id);
        if (durability == Durability.EPHEMERAL) {
            ephemeral.add(key);
        } else {
            ephemeral.remove(key);
        }
        change(new RecordChange.Put(kind, id, json, durability));
    }

    @Override
    public void delete(Kind kind, String id) throws IOException {
        var unflushed = ephemeral.remove(new Key(kind.word(), id));
        change(new RecordChange.Delete(kind, id, unflushed ? Durability.EPHEMERAL : Durability.FLUSHED));
    }

    private void change(RecordChange change) throws IOException {
        var open = transactions.get(Thread.currentThread());
        if (open == null) {
            writer.apply(List.of(change));
        } else {
            open.add(change);
        }
    }

    @Override
    public void transaction(Work work) throws IOException {
        if (transactions.get(Thread.currentThread()) != null) {
            work.run(); // part of the outer one
            return;
        }
        var changes = new ArrayList<RecordChange>();
        transactions.put(Thread.currentThread(), changes);
        try {
            work.run();
        } finally {
            transactions.remove(Thread.currentThread());
        }
        if (!changes.isEmpty()) {
            writer.apply(changes);
        }
    }

    @Override
    public Optional<byte[]> find(Kind kind, String id) throws IOException {
        var found = read("select id, schema, json from record where kind = ? and id = ?", kind, id);
        return found.values().stream().findFirst();
    }

    @Override
    public Map<String, byte[]> all(Kind kind) throws IOException {
        return read("select id, schema, json from record where kind = ? order by id", kind, null);
    }

    private Map<String, byte[]> read(String query, Kind kind, @Nullable String id) throws IOException {
        reading.lock();
        try (var statement = reader.prepareStatement(query)) {
            statement.setString(1, kind.word());
            if (id != null) {
                statement.setString(2, id);
            }
            return rows(kind, statement);
        } catch (SQLException e) {
            throw new IOException("read records \"%s\": %s".formatted(kind.word(), e.getMessage()), e);
        } finally {
            reading.unlock();
        }
    }

    private static Map<String, byte[]> rows(Kind kind, PreparedStatement statement) throws SQLException, IOException {
        var out = new LinkedHashMap<String, byte[]>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                var schema = rows.getInt(2);
                if (schema > kind.schema()) {
                    throw new IOException("record %s \"%s\": schema %d is newer than %d: written by a newer program"
                            .formatted(kind.word(), rows.getString(1), schema, kind.schema()));
                }
                out.put(rows.getString(1), rows.getBytes(3));
            }
        }
        return out;
    }

    @Override
    public void close() {
        writer.close();
        try {
            reader.close();
        } catch (SQLException e) {
            throw new IllegalStateException("close records", e);
        }
    }
}

package dev.conex.storage;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// The one thread that changes records; named, because its native calls wait for the disk.
final class SqliteWriter implements AutoCloseable {
    /// So many changes may wait; who comes later waits to get in.
    private static final int QUEUE_MAX = 1024;
    private static final String SCHEMA = """
            create table if not exists record(
                kind text not null, id text not null, schema integer not null, json blob not null,
                primary key(kind, id)) without rowid""";

    private record Request(List<RecordChange> changes, CompletableFuture<Boolean> done) {}

    private final Connection connection;
    private final Reserve reserve;
    private final BlockingQueue<Request> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final Thread thread;
    private Durability current = Durability.FLUSHED;
    private volatile boolean closed;

    private SqliteWriter(Connection connection, Reserve reserve) {
        this.connection = connection;
        this.reserve = reserve;
        this.thread = Thread.ofPlatform().name("storage-records").daemon().unstarted(this::run);
    }

    static SqliteWriter open(Connection connection, Reserve reserve) throws SQLException {
        var writer = new SqliteWriter(connection, reserve);
        writer.execute("pragma journal_mode = wal");
        writer.execute("pragma synchronous = full");
        writer.execute(SCHEMA);
        writer.thread.start();
        return writer;
    }

    /// Returns when the changes have happened, all of them.
    void apply(List<RecordChange> changes) throws IOException {
        var request = new Request(changes, new CompletableFuture<>());
        try {
            if (closed) {
                throw new IOException("change records: the store is closed");
            }
            queue.put(request);
            request.done.get();
        } catch (ExecutionException e) {
            throw new IOException("change records: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("change records: interrupted, the outcome is open", e);
        }
    }

    private void run() {
        try {
            while (true) {
                var batch = new ArrayList<Request>();
                batch.add(queue.take());
                queue.drainTo(batch);
                commit(batch);
            }
        } catch (InterruptedException e) {
            var rest = new ArrayList<Request>();
            queue.drainTo(rest);
            commit(rest);
        }
    }

    /// All together; when that fails each for itself, so that a bad one spoils no other.
    private void commit(List<Request> batch) {
        try {
            write(batch);
            batch.forEach(request -> request.done.complete(true));
        } catch (SQLException e) {
            for (var request : batch) {
                retry(request);
            }
        }
    }

    private void retry(Request request) {
        try {
            write(List.of(request));
            request.done.complete(true);
        } catch (SQLException e) {
            if (Reserve.isFull(e) && reserve.giveUp()) {
                retry(request);
            } else {
                request.done.completeExceptionally(e);
            }
        }
    }

    private void write(List<Request> batch) throws SQLException {
        var changes = batch.stream().flatMap(r -> r.changes.stream()).toList();
        synchronous(changes);
        try {
            execute("begin immediate");
            for (var change : changes) {
                write(change);
            }
            execute("commit");
        } catch (SQLException e) {
            rollBack(e);
            throw e;
        }
    }

    /// On a full disk SQLite has already rolled back by itself.
    private void rollBack(SQLException cause) {
        try {
            execute("rollback");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private void synchronous(List<RecordChange> changes) throws SQLException {
        var wanted = changes.stream().anyMatch(c -> c.durability() == Durability.FLUSHED)
                ? Durability.FLUSHED
                : Durability.EPHEMERAL;
        if (wanted == current) {
            return;
        }
        execute("pragma synchronous = " + (wanted == Durability.FLUSHED ? "full" : "normal"));
        current = wanted;
    }

    /// The driver's own notion of transactions does not survive SQLite's rolling back by itself.
    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void write(RecordChange change) throws SQLException {
        switch (change) {
            case RecordChange.Put put -> {
                try (var statement = connection.prepareStatement("insert or replace into record values(?, ?, ?, ?)")) {
                    statement.setString(1, put.kind().word());
                    statement.setString(2, put.id());
                    statement.setInt(3, put.kind().schema());
                    statement.setBytes(4, put.json());
                    statement.executeUpdate();
                }
            }
            case RecordChange.Delete delete -> {
                try (var statement = connection.prepareStatement("delete from record where kind = ? and id = ?")) {
                    statement.setString(1, delete.kind().word());
                    statement.setString(2, delete.id());
                    statement.executeUpdate();
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new IllegalStateException("close records", e);
        }
    }
}

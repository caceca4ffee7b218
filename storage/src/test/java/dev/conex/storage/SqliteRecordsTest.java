package dev.conex.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteRecordsTest implements RecordsContract {
    @TempDir
    Path dir;

    private SqliteRecords records;

    @BeforeEach
    void open() throws IOException {
        records = SqliteRecords.open(dir.resolve("records.db"), new Reserve(dir.resolve("reserve")));
    }

    @AfterEach
    void close() {
        records.close();
    }

    @Override
    public Records records() {
        return records;
    }

    @Test
    void recordsAreThereAfterARestart() throws IOException {
        records.put(KIND, "a", "1".getBytes(UTF_8), Durability.EPHEMERAL);
        records.put(KIND, "b", "2".getBytes(UTF_8), Durability.FLUSHED);
        records.close();
        open();

        assertThat(records.all(KIND)).containsOnlyKeys("a", "b");
    }

    @Test
    void manyThreadsWriteTogether() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < 500; i++) {
                var id = "id" + i;
                running.add(threads.submit(() -> {
                    records.put(KIND, id, id.getBytes(UTF_8), Durability.FLUSHED);
                    assertThat(records.find(KIND, id)).isPresent();
                    return null;
                }));
            }
            for (var one : running) {
                one.get();
            }
        }
        assertThat(records.all(KIND)).hasSize(500);
    }

    @Test
    void aClosedStoreSaysSo() {
        records.close();
        assertThatThrownBy(() -> records.put(KIND, "a", new byte[0], Durability.FLUSHED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }
}

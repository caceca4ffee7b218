package dev.conex.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// What every [Records] does.
interface RecordsContract {
    Kind KIND = Kind.of("thing");
    Kind OTHER = Kind.of("other");

    Records records();

    private static byte[] b(String text) {
        return text.getBytes(UTF_8);
    }

    private void put(String id, String json) throws IOException {
        records().put(KIND, id, b(json), Durability.EPHEMERAL);
    }

    @Test
    default void findsWhatWasPutByKindAndId() throws IOException {
        put("a", "{}");
        put("a", "{\"n\":1}");
        records().put(OTHER, "a", b("other"), Durability.FLUSHED);

        assertThat(records().find(KIND, "a"))
                .hasValueSatisfying(json -> assertThat(json).isEqualTo(b("{\"n\":1}")));
        assertThat(records().find(OTHER, "a"))
                .hasValueSatisfying(json -> assertThat(json).isEqualTo(b("other")));
        assertThat(records().find(KIND, "b")).isEmpty();
    }

    @Test
    default void listsByIdAndDeletes() throws IOException {
        put("b", "2");
        put("a", "1");
        put("c", "3");
        records().delete(KIND, "b");
        records().delete(KIND, "b");

        assertThat(records().all(KIND)).containsOnlyKeys("a", "c");
        assertThat(records().all(KIND).keySet()).containsExactly("a", "c");
        assertThat(records().all(OTHER)).isEmpty();
    }

    @Test
    default void aTransactionHappensAtItsEnd() throws IOException {
        put("a", "1");
        records().transaction(() -> {
            records().delete(KIND, "a");
            put("b", "2");
            assertThat(records().all(KIND)).containsOnlyKeys("a");
        });

        assertThat(records().all(KIND)).containsOnlyKeys("b");
    }

    @Test
    default void aTransactionThatFailsChangesNothing() throws IOException {
        put("a", "1");
        assertThatThrownBy(() -> records().transaction(() -> {
                    records().delete(KIND, "a");
                    put("b", "2");
                    throw new IOException("no");
                }))
                .hasMessage("no");

        assertThat(records().all(KIND)).containsOnlyKeys("a");
        put("c", "3");
        assertThat(records().all(KIND)).containsOnlyKeys("a", "c");
    }

    @Test
    default void refusesRecordsOfANewerProgram() throws IOException {
        records().put(new Kind("thing", 2), "a", b("{}"), Durability.EPHEMERAL);

        assertThatThrownBy(() -> records().find(KIND, "a"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("newer");
        assertThat(records().find(new Kind("thing", 3), "a")).isPresent();
    }
}

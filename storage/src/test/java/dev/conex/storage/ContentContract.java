package dev.conex.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.oci.Copy;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.MalformedContent;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What every [Content] does, the real one and the one that tests of other rooms use.
interface ContentContract {
    byte[] BYTES = "some content".getBytes(UTF_8);
    Descriptor BLOB = Descriptor.of("x/y", BYTES);

    Content content();

    @Test
    default void givesBackWhatWasCommitted() throws IOException {
        try (var ingest = content().ingest(BLOB)) {
            ingest.write(BYTES, 0, 5);
            ingest.write(BYTES, 5, 7);
            assertThat(content().has(BLOB.digest())).isFalse();
            assertThat(ingest.commit()).isEqualTo(BLOB);
        }
        assertThat(content().has(BLOB.digest())).isTrue();
        assertThat(content().stat(BLOB.digest()).orElseThrow().size()).isEqualTo(12);
        assertThat(content().list()).containsExactly(BLOB.digest());
        assertThat(Copy.read(content(), BLOB, 100)).isEqualTo(BYTES);
    }

    @Test
    default void whatIsNotCommittedIsNotThere() throws IOException {
        try (var ingest = content().ingest(BLOB)) {
            ingest.write(BYTES, 0, BYTES.length);
        }
        assertThat(content().has(BLOB.digest())).isFalse();
        assertThat(content().list()).isEmpty();
        assertThat(content().stat(BLOB.digest())).isEmpty();
    }

    @Test
    default void refusesShorterLongerAndOtherContent() throws IOException {
        try (var ingest = content().ingest(BLOB)) {
            ingest.write(BYTES, 0, 11);
            assertThatThrownBy(ingest::commit)
                    .isInstanceOf(MalformedContent.class)
                    .hasMessageContaining("11 of 12");
        }
        try (var ingest = content().ingest(BLOB)) {
            assertThatThrownBy(() -> ingest.write(new byte[13], 0, 13)).isInstanceOf(MalformedContent.class);
        }
        try (var ingest = content().ingest(BLOB)) {
            ingest.write(new byte[12], 0, 12);
            assertThatThrownBy(ingest::commit)
                    .isInstanceOf(MalformedContent.class)
                    .hasMessageContaining(BLOB.digest().toString());
        }
        assertThat(content().list()).isEmpty();
    }

    @Test
    default void learnsTheDigestOfWhatNobodyAnnounced() throws IOException {
        try (var ingest = content().ingestUnknown("x/y")) {
            ingest.write(BYTES, 0, BYTES.length);
            assertThat(ingest.commit()).isEqualTo(BLOB);
        }
        assertThat(content().has(BLOB.digest())).isTrue();
    }

    @Test
    default void theSameBlobTwiceIsOneBlob() throws IOException {
        Copy.bytes(content(), "x/y", BYTES);
        Copy.bytes(content(), "x/y", BYTES);

        assertThat(content().list()).containsExactly(BLOB.digest());
    }

    @Test
    default void keepsTheEmptyBlob() throws IOException {
        var empty = Copy.bytes(content(), "x", new byte[0]);

        assertThat(Copy.read(content(), empty, 0)).isEmpty();
    }

    @Test
    default void deletesOnceAndAgain() throws IOException {
        Copy.bytes(content(), "x/y", BYTES);
        content().delete(BLOB.digest());
        content().delete(BLOB.digest());

        assertThat(content().has(BLOB.digest())).isFalse();
        assertThatThrownBy(() -> content().open(BLOB))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(BLOB.digest().toString());
    }

    @Test
    default void copiesFromOneToTheOther() throws IOException {
        var source = new MemoryContent();
        Copy.bytes(source, "x/y", BYTES);
        var seen = new AtomicLong();
        Copy.blob(source, content(), BLOB, seen::addAndGet);

        assertThat(seen).hasValue(12);
        assertThat(content().has(BLOB.digest())).isTrue();
        assertThat(content().has(Digest.ofSha256(new byte[0]))).isFalse();
    }
}

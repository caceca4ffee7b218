package dev.conex.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskContentTest implements ContentContract {
    @TempDir
    Path dir;

    private Content content = new MemoryContent();

    @BeforeEach
    void open() throws IOException {
        content = DiskContent.open(dir.resolve("content"));
    }

    @Override
    public Content content() {
        return content;
    }

    @Test
    void isAnOciLayout() throws IOException {
        try (var ingest = content.ingest(BLOB)) {
            ingest.write(BYTES, 0, BYTES.length);
            ingest.commit();
        }
        assertThat(dir.resolve("content/blobs/sha256").resolve(BLOB.digest().hex()))
                .hasBinaryContent(BYTES);
        assertThat(dir.resolve("content/oci-layout")).hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
        assertThat(Files.getAttribute(
                        dir.resolve("content/blobs/sha256")
                                .resolve(BLOB.digest().hex()),
                        "unix:mode"))
                .isEqualTo(0100600);
    }

    @Test
    void leavesNothingOfWhatWasGivenUpOrCutOff() throws IOException {
        var cutOff = content.ingest(BLOB);
        cutOff.write(BYTES, 0, 5);
        try (var givenUp = content.ingest(BLOB)) {
            givenUp.write(BYTES, 0, 5);
        }
        assertThat(dir.resolve("content/ingest")).isNotEmptyDirectory();
        content = DiskContent.open(dir.resolve("content"));

        assertThat(dir.resolve("content/ingest")).isEmptyDirectory();
        cutOff.close();
    }
}

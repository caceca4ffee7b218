package dev.conex.oci;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random damage to a kept corpus: every parser of foreign bytes ends, with a value or with a clean error.
final class FuzzTest {
    private static final int MUTATIONS = 3000;
    private static final String TOKENS = "{}[]\":,\\0123456789eE+-.ntfu/@#sha256";

    private interface Parser {
        void parse(byte[] input) throws IOException;
    }

    private static void fuzz(String seed, Parser parser) throws IOException {
        byte[] original = StreamsTest.corpus(seed).readAllBytes();
        var random = new Random(7);
        for (int i = 0; i < MUTATIONS; i++) {
            try {
                parser.parse(mutated(original, random));
            } catch (IOException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    private static byte[] mutated(byte[] original, Random random) {
        var text = new StringBuilder(new String(original, ISO_8859_1));
        for (int i = 0; i <= random.nextInt(4); i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.setCharAt(at, TOKENS.charAt(random.nextInt(TOKENS.length())));
                case 2 -> text.deleteCharAt(at);
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
            }
        }
        return text.toString().getBytes(ISO_8859_1);
    }

    @Test
    void manifests() throws IOException {
        fuzz("json/manifest.json", b -> Manifest.parse(new Document(b, MediaType.OCI_MANIFEST)));
    }

    @Test
    void indexes() throws IOException {
        fuzz("json/index.json", b -> Index.parse(new Document(b, MediaType.OCI_INDEX)));
    }

    @Test
    void imageConfigs() throws IOException {
        fuzz("json/config.json", ImageConfig::parse);
    }

    @Test
    void packings() throws IOException {
        for (var name : new String[] {"one.gz", "two.gz", "one.zst", "one.xz", "one.bz2"}) {
            fuzz(
                    "gzip/" + name,
                    b -> Codecs.standard()
                            .decompress(new ByteArrayInputStream(b))
                            .readNBytes(1 << 20));
        }
    }

    @Test
    void references() throws IOException {
        fuzz("json/reference.txt", b -> {
            try {
                var reference = Reference.parse(new String(b, ISO_8859_1));
                assertThat(Reference.parse(reference.canonical())).isEqualTo(reference);
                assertThat(Reference.parse(reference.familiar())).isEqualTo(reference);
            } catch (InvalidReference expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
        });
    }
}

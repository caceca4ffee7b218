package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Texts that are reviewed like code; `-Dconex.golden=write` writes them anew.
final class Golden {
    private static final Path DIR = Path.of("src/test/resources/golden");

    private Golden() {}

    static void check(String name, String actual) throws IOException {
        var file = DIR.resolve(name);
        if ("write".equals(System.getProperty("conex.golden"))) {
            Files.createDirectories(DIR);
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }
}

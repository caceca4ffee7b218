package dev.conex.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Texts that are reviewed like code: files below `src/test/resources/golden` of the module under test.
/// `-Dconex.golden=write` writes them anew.
public final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    /// The text must be what the file says.
    ///
    /// @throws AssertionError naming the file and the first line that differs
    public static void check(String name, String actual) throws IOException {
        Path file = FOLDER.resolve(name);
        if ("write".equals(System.getProperty("conex.golden"))) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, actual);
        }
        String wanted = Files.readString(file);
        if (!wanted.equals(actual)) {
            throw new AssertionError(
                    file + " differs at line " + firstDifference(wanted, actual) + "; now it is:\n" + actual);
        }
    }

    /// What a file there says, for a test that begins with it.
    public static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(FOLDER.resolve(name));
    }

    /// The same as text.
    public static String text(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name));
    }

    private static int firstDifference(String wanted, String actual) {
        String[] left = wanted.split("\n", -1);
        String[] right = actual.split("\n", -1);
        int line = 0;
        while (line < left.length && line < right.length && left[line].equals(right[line])) {
            line++;
        }
        return line + 1;
    }
}

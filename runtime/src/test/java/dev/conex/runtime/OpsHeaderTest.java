package dev.conex.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// shim/ops.h and its Java twins say the same.
class OpsHeaderTest {
    private static final Path HEADER = Path.of("").toAbsolutePath().resolveSibling("shim/ops.h");

    private static Map<String, Integer> constants(String prefix) throws IOException {
        String text = Files.readString(HEADER).replaceAll("(?s)/\\*.*?\\*/", "");
        Matcher found = Pattern.compile("\\b(" + prefix + "_[A-Z_]+) = (\\d+)").matcher(text);
        Map<String, Integer> all = new TreeMap<>();
        while (found.find()) {
            all.put(found.group(1), Integer.parseInt(found.group(2)));
        }
        return all;
    }

    @Test
    void operations() throws IOException {
        Map<String, Integer> java = new TreeMap<>();
        Arrays.stream(Op.values()).forEach(op -> java.put("OP_" + op.name(), op.code()));
        assertThat(constants("OP")).isEqualTo(java);
    }

    @Test
    void otherWords() throws Exception {
        String text = Files.readString(HEADER);
        for (Field field : ShimWords.class.getDeclaredFields()) {
            String name = field.getName();
            int value = (int) field.get(null);
            switch (name) {
                case "PLAN_MAGIC", "FRAME_MAGIC" ->
                    assertThat(text).contains("#define %s 0x%xu".formatted(name, value));
                case "PLAN_BYTES_MAX" -> assertThat(text).contains("#define PLAN_BYTES_MAX (8u << 20)");
                case "SLOTS_MAX" -> assertThat(text).contains("#define SLOTS_MAX " + value);
                default ->
                    assertThat(constants(name.substring(0, name.indexOf('_')))).containsEntry(name, value);
            }
        }
    }

    @Test
    void theShimStaysSmall() throws IOException {
        long lines = 0;
        try (var files = Files.list(HEADER.getParent())) {
            for (Path file :
                    files.filter(f -> f.toString().matches(".*\\.[ch]")).toList()) {
                lines += Files.readAllLines(file).size();
            }
        }
        assertThat(lines).isLessThan(1000);
    }
}

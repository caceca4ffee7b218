package dev.conex.engine;

import dev.conex.linux.Dir;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Makes a container's working directory if its image lacks it, as Docker does: owned by root.
final class WorkingDirs {
    private static final int MODE = 0755;

    private WorkingDirs() {}

    static void make(Dir root, String path) throws IOException {
        var clean = MountGrammar.normal(path);
        if (!clean.equals("/")) {
            root.mkdirs(clean.substring(1).getBytes(StandardCharsets.UTF_8), MODE);
        }
    }
}

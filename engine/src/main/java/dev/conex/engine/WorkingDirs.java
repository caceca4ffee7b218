package dev.conex.engine;

import dev.conex.linux.Dir;
import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Makes a container's working directory if its image lacks it, as Docker does: owned by root.
final class WorkingDirs {
    private static final int MODE = 0755;

    private WorkingDirs() {}

    static void make(Dir root, String path) throws IOException {
        var clean = MountGrammar.normal(path);
        if (!clean.equals("/")) {
            try {
                root.mkdirs(clean.substring(1).getBytes(StandardCharsets.UTF_8), MODE);
            } catch (ErrnoException e) {
                if (e.errno() == Errno.ENOTDIR || e.errno() == Errno.EEXIST) {
                    throw new Refusal.Invalid(
                            Refusal.What.WORKING_DIR, path, "Cannot mkdir: %s is not a directory".formatted(clean));
                }
                throw e;
            }
        }
    }
}

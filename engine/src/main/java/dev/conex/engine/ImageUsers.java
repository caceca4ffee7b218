package dev.conex.engine;

import dev.conex.linux.Dir;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads the users of a container's root, by descriptor and with a limit.
final class ImageUsers {
    static final int FILE_BYTES_MAX = 4 << 20;

    private ImageUsers() {}

    static UserLookup.Found find(Dir root, String user, List<String> groups) throws IOException {
        return new UserLookup(text(root, "etc/passwd"), text(root, "etc/group")).find(user, groups);
    }

    private static String text(Dir root, String path) throws IOException {
        return new String(RootFiles.read(root, path, FILE_BYTES_MAX), StandardCharsets.UTF_8);
    }
}

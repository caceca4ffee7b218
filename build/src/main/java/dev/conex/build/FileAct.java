package dev.conex.build;

import java.util.List;

/// One change of files.
public sealed interface FileAct {
    /// Copies from another tree, or from the context.
    ///
    /// @param instruction `COPY` or `ADD`, for messages
    /// @param destination absolute; ends in a slash when it must be a directory
    /// @param unpack whether archives are unpacked
    record Copy(String instruction, int from, List<String> sources, String destination, boolean unpack, CopyRules rules)
            implements FileAct {
        public Copy {
            sources = List.copyOf(sources);
        }
    }

    /// Writes a file whose content stands in the Dockerfile.
    record Write(String name, String content, String destination, int mode, CopyRules rules) implements FileAct {}

    /// Fetches a file.
    ///
    /// @param checksum empty, or the digest that it must have
    record Fetch(String url, String checksum, String destination, boolean unpack, CopyRules rules) implements FileAct {}

    /// Makes a directory and those above it that are missing.
    record MakeDirectory(String path, String owner) implements FileAct {}

    /// How things are copied.
    ///
    /// @param chown empty, or `user[:group]`
    /// @param chmod empty, or a mode
    record CopyRules(String chown, String chmod, boolean parents, List<String> excludes) {
        /// As they are.
        public static final CopyRules PLAIN = new CopyRules("", "", false, List.of());

        public CopyRules {
            excludes = List.copyOf(excludes);
        }
    }
}

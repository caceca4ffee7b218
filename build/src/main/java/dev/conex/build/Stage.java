package dev.conex.build;

import dev.conex.oci.ImageConfig;
import java.util.List;

/// A stage, planned.
///
/// @param number its place in the file
/// @param name in lower case; empty when it has none
/// @param base the stage it begins from, or -1
/// @param result the step whose tree it ends with
/// @param config of an image made from it, with the base's layers and history, still without its own
public record Stage(int number, String name, int base, int result, ImageConfig config, List<BuildLine> lines) {
    public Stage {
        lines = List.copyOf(lines);
    }

    /// As messages call it.
    public String title() {
        return name.isEmpty() ? "stage-" + number : name;
    }
}

package dev.conex.build;

import dev.conex.build.dockerfile.Source;

/// An instruction as a person sees it.
///
/// @param stage number of its stage; -1 for what stands before the first
/// @param step what it became, or [Step#NOTHING] when it only changes the config
/// @param createdBy its line in the image's history; empty = none
/// @param trigger whether it comes from the base image
public record BuildLine(Source source, int stage, int step, String createdBy, boolean trigger) {
    /// Whether it left a layer.
    public boolean hasLayer() {
        return step != Step.NOTHING && !createdBy.isEmpty();
    }
}

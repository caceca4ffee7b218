package dev.conex.engine;

import org.jspecify.annotations.Nullable;

/// A manifest or index by digest; platform parts absent for an index.
public record ImageDescriptor(
        String mediaType,
        String digest,
        long size,
        @Nullable String os,
        @Nullable String architecture,
        @Nullable String variant) {}

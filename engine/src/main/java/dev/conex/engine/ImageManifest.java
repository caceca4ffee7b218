package dev.conex.engine;

import org.jspecify.annotations.Nullable;

/// One manifest of an image. `kind`: `image`, `attestation`, `unknown`; `attestationFor` a digest.
public record ImageManifest(
        ImageDescriptor descriptor,
        boolean available,
        String kind,
        long contentBytes,
        long unpackedBytes,
        java.util.List<String> containers,
        @Nullable String attestationFor) {}

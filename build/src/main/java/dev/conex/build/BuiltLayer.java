package dev.conex.build;

import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;

/// A layer as it lies in the store, and the digest of its unpacked tar.
public record BuiltLayer(Descriptor descriptor, Digest diffId) {}
